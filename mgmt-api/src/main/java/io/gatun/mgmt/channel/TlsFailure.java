package io.gatun.mgmt.channel;

import io.gatun.mgmt.pki.Identity;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failed TLS connection says to the person at the client. */
final class TlsFailure {

    private TlsFailure() {}

    static String sentence(SSLException failure, RemoteRouter router, Identity identity) {
        boolean isUnknown = false;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException _ -> {
                    return "the certificate of the " + router.title() + " has expired";
                }
                case CertificateNotYetValidException _ -> {
                    return "the certificate of the "
                            + router.title()
                            + " is not valid yet; is the clock of this machine right?";
                }
                case CertPathBuilderException _, CertPathValidatorException _ -> isUnknown = true;
                default -> {}
            }
        }
        if (isUnknown) {
            return "no authority in "
                    + identity.ca().orElseThrow()
                    + " has signed the certificate of the "
                    + router.title();
        }
        if (failure.getCause() instanceof CertificateException) {
            return "the certificate of the "
                    + router.title()
                    + " is not made for that address: "
                    + failure.getCause().getMessage();
        }
        return byAlert(text(failure).toLowerCase(Locale.ROOT), failure, router, identity);
    }

    private static String byAlert(
            String text, SSLException failure, RemoteRouter router, Identity identity) {
        if (!text.contains("fatal alert")) {
            return "TLS with the " + router.title() + " failed: " + text(failure);
        }
        final String own =
                identity.own()
                        .map(shown -> "the " + router.title() + " refused " + shown.certificate())
                        .orElse("the " + router.title() + " refused this client");
        if (text.contains("certificate_required") || identity.own().isEmpty()) {
            return "the "
                    + router.title()
                    + " wants a certificate; name one with --pki, or with --cert and --key";
        }
        if (text.contains("certificate_expired")) {
            return own + ": it has expired";
        }
        if (text.contains("certificate_unknown") || text.contains("unknown_ca")) {
            return own
                    + ": it has expired, or no authority of the router has signed it for clients";
        }
        return own + ": " + text(failure);
    }

    private static String text(SSLException failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
