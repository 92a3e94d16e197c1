package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.notFound;
import static io.gatun.dataplane.control.Refusals.refusal;

import io.gatun.dataplane.graph.FrameFilter;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.Port;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.ResourceKind;
import java.util.List;
import java.util.Optional;

/** Begins and ends captures and hands over what they caught. Control's thread only. */
final class CaptureRequests {

    private final List<Port> ports;
    private final CaptureKeeper captures;

    CaptureRequests(List<Port> ports, CaptureKeeper captures) {
        this.ports = ports;
        this.captures = captures;
    }

    Answer start(Request.StartCapture request) {
        try {
            final int port = port(request.port());
            final FrameFilter filter = FilterCompiler.read(request.filter());
            if (captures.has(request.name())) {
                throw refusal(
                        RefusalCode.EXISTS,
                        "name",
                        request.name(),
                        "",
                        "a capture is called " + request.name() + " already");
            }
            if (captures.isFull()) {
                throw refusal(
                        RefusalCode.BUSY,
                        "name",
                        request.name(),
                        CaptureKeeper.MOST + " captures",
                        "the router captures for "
                                + CaptureKeeper.MOST
                                + " clients already; end one of them");
            }
            captures.start(
                    request.name(), port, request.directions(), filter, request.snapLength());
            return Answer.done();
        } catch (RefusedException e) {
            return new Answer.Last(e.refusal());
        }
    }

    Answer take(Request.TakeCaptured request) {
        if (!captures.has(request.name())) {
            return new Answer.Last(
                    notFound(
                                    "name",
                                    request.name(),
                                    "",
                                    "no capture is called "
                                            + request.name()
                                            + "; one that is not fetched of ends by itself")
                            .refusal());
        }
        return Answer.rows(ResourceKind.CAPTURE, List.of(captures.take(request.name())));
    }

    /** One that has ended already is no fault. */
    Answer stop(Request.StopCapture request) {
        captures.stop(request.name());
        return Answer.done();
    }

    private int port(Optional<String> name) throws RefusedException {
        if (name.isEmpty()) {
            return PacketBatch.UNKNOWN;
        }
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).name().equals(name.get())) {
                return i;
            }
        }
        throw notFound(
                "port",
                name.get(),
                String.join(", ", ports.stream().map(Port::name).toList()),
                "no port is called " + name.get() + "; gatun show ports lists them");
    }
}
