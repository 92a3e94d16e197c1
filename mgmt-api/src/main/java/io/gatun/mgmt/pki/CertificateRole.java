package io.gatun.mgmt.pki;

import io.gatun.mgmt.message.Role;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The role of a client, as the authority wrote it into the certificate: a subject alternative name
 * of type URI, {@code urn:gatun:role:admin} or {@code urn:gatun:role:read-only}.
 */
final class CertificateRole {

    private static final String URI = "urn:gatun:role:";
    private static final int TYPE_URI = 6; // GeneralName, RFC 5280 §4.2.1.6

    private CertificateRole() {}

    static String uri(Role role) {
        return URI + role.word();
    }

    /** The lesser, should it name both; absent where it names none. */
    static Optional<Role> of(X509Certificate certificate) {
        final Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
        if (names == null) {
            return Optional.empty();
        }
        for (final Role role : Role.values()) {
            if (names.stream()
                    .anyMatch(name ->
                            name.get(0).equals(TYPE_URI) && uri(role).equals(name.get(1)))) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
