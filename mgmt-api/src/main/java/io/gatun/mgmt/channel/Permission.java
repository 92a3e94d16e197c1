package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;

/** What a client is told that asks for more than its role includes. */
final class Permission {

    private Permission() {}

    static Refusal refusal(Peer peer, Request request) {
        final String kind = RequestKind.of(request.getClass());
        return new Refusal(
                RefusalCode.PERMISSION,
                "request",
                kind,
                request.permission().word(),
                peer.name()
                        + " has the role "
                        + peer.role().word()
                        + ", and "
                        + kind
                        + " needs "
                        + request.permission().word()
                        + "; nothing has changed");
    }
}
