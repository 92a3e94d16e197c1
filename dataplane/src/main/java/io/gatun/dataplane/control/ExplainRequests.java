package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.notFound;

import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.ResourceKind;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** Explains packets that clients ask about. Control's thread only. */
final class ExplainRequests {

    private final List<Port> ports;
    private final Explainer explainer;

    ExplainRequests(List<Port> ports, Explainer explainer) {
        this.ports = ports;
        this.explainer = explainer;
    }

    Answer explain(Request.Explain request) {
        try {
            final int port = index(request.port());
            final byte[] frame = HexFormat.of().parseHex(request.frame());
            if (request.toRouter() && frame.length >= Ethernet.HEADER_LENGTH) {
                final long mac = ports.get(port).mac();
                ByteBuffer.wrap(frame).putShort((short) (mac >>> 32)).putInt((int) mac);
            }
            return Answer.rows(ResourceKind.EXPLANATION, List.of(explainer.explain(port, frame)));
        } catch (RefusedException e) {
            return new Answer.Last(e.refusal());
        }
    }

    private int index(String name) throws RefusedException {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).name().equals(name)) {
                return i;
            }
        }
        throw notFound(
                "port",
                name,
                String.join(", ", ports.stream().map(Port::name).toList()),
                "no port is called " + name + "; gatun show ports lists them");
    }
}
