package io.gatun.mgmt.http;

import com.sun.net.httpserver.HttpsExchange;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Tells who sends a request: by bearer token, or by client certificate. Where there are neither
 * tokens nor certificates everybody who reaches the server may read, and nobody may change.
 *
 * @param tokens absent where there is no file of them
 * @param certificates the holder by certificate; absent where none is asked for
 */
record Access(
        Optional<Tokens> tokens,
        Optional<Function<X509Certificate, Optional<Tokens.Holder>>> certificates) {

    private static final int UNAUTHORIZED = 401;
    private static final String SCHEME = "Bearer ";

    /** Absent when the call has been answered with a refusal. */
    Optional<HttpCaller> caller(HttpCall call) throws IOException, RefusedException {
        final String from = call.exchange().getRemoteAddress().getAddress().getHostAddress();
        final Optional<String> authorization = call.header("Authorization");
        Optional<Tokens.Holder> holder = Optional.empty();
        if (authorization.isPresent()) {
            holder = byToken(authorization.get());
        } else if (certificates.isPresent()) {
            holder = byCertificate(call);
        } else if (tokens.isEmpty()) {
            holder = Optional.of(new Tokens.Holder("anyone", Role.READ_ONLY));
        }
        if (holder.isEmpty()) {
            refuse(call, authorization.isPresent());
        }
        return holder.map(known -> new HttpCaller(known.name(), known.role(), from));
    }

    private Optional<Tokens.Holder> byToken(String authorization) throws RefusedException {
        if (tokens.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.MALFORMED,
                    "this router takes no tokens; set http: tokens in its configuration");
        }
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.get().holder(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private Optional<Tokens.Holder> byCertificate(HttpCall call) {
        if (!(call.exchange() instanceof HttpsExchange secure)) {
            return Optional.empty();
        }
        try {
            return secure.getSSLSession().getPeerCertificates()[0]
                            instanceof X509Certificate certificate
                    ? certificates.get().apply(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static void refuse(HttpCall call, boolean hadToken) throws IOException {
        call.set("WWW-Authenticate", "Bearer realm=\"gatun\"");
        call.sendJson(
                UNAUTHORIZED,
                Refusal.of(
                        RefusalCode.PERMISSION,
                        hadToken
                                ? "nobody holds this token; the router's tokens file names who does"
                                : "a token or a client certificate is needed: Authorization: Bearer TOKEN"));
    }
}
