package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.pki.CertificateHolder;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who sends a request: by the bearer token it carries, else by the certificate the client
 * showed. Where neither is taken everybody who reaches the server may read, and nobody may change
 * anything.
 *
 * @param tokens absent where there is no file of them
 * @param certificates serial numbers, in hexadecimal digits, of those that are taken no more;
 *     absent where none are taken
 */
public record Access(Optional<Tokens> tokens, Optional<Set<String>> certificates) {

    private static final int UNAUTHORIZED = 401;
    private static final String SCHEME = "Bearer ";

    public Access {
        certificates = certificates.map(Set::copyOf);
    }

    /** Absent when the call has been answered with a refusal. */
    Optional<HttpCaller> caller(HttpCall call) throws IOException, RefusedException {
        final String from = call.exchange().getRemoteAddress().getAddress().getHostAddress();
        final Optional<String> authorization = call.header("Authorization");
        final Optional<HttpCaller> caller =
                authorization.isPresent()
                        ? byToken(authorization.get(), from)
                        : withoutToken(call.certificate(), from);
        if (caller.isEmpty()) {
            refuse(call, authorization.isPresent());
        }
        return caller;
    }

    private Optional<HttpCaller> byToken(String authorization, String from)
            throws RefusedException {
        if (tokens.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.MALFORMED,
                    "this router takes no tokens; set tokens under http in its configuration");
        }
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.get()
                        .holder(authorization.substring(SCHEME.length()).strip())
                        .map(holder -> new HttpCaller(holder.name(), holder.role(), from))
                : Optional.empty();
    }

    private Optional<HttpCaller> withoutToken(Optional<X509Certificate> shown, String from)
            throws RefusedException {
        if (certificates.isEmpty()) {
            return tokens.isEmpty()
                    ? Optional.of(new HttpCaller("anyone", Role.READ_ONLY, from))
                    : Optional.empty();
        }
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        final CertificateHolder holder = CertificateHolder.of(shown.get(), certificates.get());
        return Optional.of(new HttpCaller(holder.name(), holder.role(), from));
    }

    private void refuse(HttpCall call, boolean hadToken) throws IOException {
        if (tokens.isPresent()) {
            call.set("WWW-Authenticate", "Bearer realm=\"gatun\"");
        }
        call.sendJson(
                UNAUTHORIZED, Refusal.of(RefusalCode.PERMISSION, hadToken ? nobody() : needed()));
    }

    private static String nobody() {
        return "nobody holds this token; the router's tokens file names who does";
    }

    private String needed() {
        final String token = "Authorization: Bearer TOKEN";
        final String certificate = "a client certificate, which gatun pki client makes";
        if (certificates.isEmpty()) {
            return "a token is needed: " + token;
        }
        return tokens.isEmpty()
                ? "needed is " + certificate
                : "a token is needed: " + token + "; or " + certificate;
    }
}
