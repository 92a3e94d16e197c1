package io.gatun.mgmt.http;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.util.Optional;

/**
 * Tells who sends a request, by bearer token. Where there are no tokens everybody who reaches the
 * server may read, and nobody may change anything.
 *
 * @param tokens absent where there is no file of them
 */
record Access(Optional<Tokens> tokens) {

    private static final int UNAUTHORIZED = 401;
    private static final String SCHEME = "Bearer ";
    private static final Tokens.Holder ANYONE = new Tokens.Holder("anyone", Role.READ_ONLY);

    /** Absent when the call has been answered with a refusal. */
    Optional<HttpCaller> caller(HttpCall call) throws IOException, RefusedException {
        final Optional<String> authorization = call.header("Authorization");
        final Optional<Tokens.Holder> holder =
                tokens.isEmpty() && authorization.isEmpty()
                        ? Optional.of(ANYONE)
                        : authorization.isEmpty() ? Optional.empty() : byToken(authorization.get());
        if (holder.isEmpty()) {
            refuse(call, authorization.isPresent());
        }
        final String from = call.exchange().getRemoteAddress().getAddress().getHostAddress();
        return holder.map(known -> new HttpCaller(known.name(), known.role(), from));
    }

    private Optional<Tokens.Holder> byToken(String authorization) throws RefusedException {
        if (tokens.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.MALFORMED,
                    "this router takes no tokens; set tokens under http in its configuration");
        }
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? tokens.get().holder(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    private static void refuse(HttpCall call, boolean hadToken) throws IOException {
        call.set("WWW-Authenticate", "Bearer realm=\"gatun\"");
        call.sendJson(
                UNAUTHORIZED,
                Refusal.of(
                        RefusalCode.PERMISSION,
                        hadToken
                                ? "nobody holds this token; the router's tokens file names who does"
                                : "a token is needed: Authorization: Bearer TOKEN"));
    }
}
