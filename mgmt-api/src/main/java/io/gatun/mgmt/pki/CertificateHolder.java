package io.gatun.mgmt.pki;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Role;
import java.security.cert.X509Certificate;
import java.util.Set;

/**
 * Who shows a certificate that an authority of the router has signed, alike over every protocol.
 *
 * @param name the subject of the certificate
 */
public record CertificateHolder(String name, Role role) {

    /**
     * Takes the certificate of a handshake that succeeded.
     *
     * @param refused serial numbers that are taken no more, in hexadecimal digits
     * @throws RefusedException for one of these, and where no role stands in it
     */
    public static CertificateHolder of(X509Certificate certificate, Set<String> refused)
            throws RefusedException {
        final String name = Authority.nameOf(certificate);
        final String serial = certificate.getSerialNumber().toString(16);
        if (refused.contains(serial)) {
            throw refusal(
                    serial,
                    "",
                    "the router refuses the certificate of "
                            + name
                            + " with the serial number "
                            + serial);
        }
        return new CertificateHolder(
                name,
                CertificateRole.of(certificate)
                        .orElseThrow(() ->
                                refusal(
                                        name,
                                        "urn:gatun:role:admin, urn:gatun:role:read-only",
                                        "the certificate of "
                                                + name
                                                + " names no role; make one: gatun pki client NAME"
                                                + " --role ROLE")));
    }

    private static RefusedException refusal(String value, String bound, String sentence) {
        return new RefusedException(
                new Refusal(RefusalCode.PERMISSION, "certificate", value, bound, sentence));
    }
}
