package io.gatun.mgmt.http;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import java.io.IOException;
import java.util.List;

/** Which methods a path has. */
final class Methods {

    private static final int METHOD_NOT_ALLOWED = 405;
    static final List<String> READ = List.of("GET", "HEAD");

    private Methods() {}

    /** Whether the method is one of these; the call is answered where it is not. */
    static boolean allow(HttpCall call, List<String> allowed) throws IOException {
        if (allowed.contains(call.method())) {
            return true;
        }
        final String list = String.join(", ", allowed);
        call.set("Allow", list);
        call.sendJson(
                METHOD_NOT_ALLOWED,
                new Refusal(
                        RefusalCode.MALFORMED,
                        "method",
                        call.method(),
                        list,
                        call.path() + " has no method " + call.method() + ", only " + list));
        return false;
    }
}
