package io.gatun.dataplane.testkit;

import io.gatun.dataplane.Router;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.ConfigurationFile;
import io.gatun.dataplane.control.Requests;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.worker.Worker;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * A router between {@link TwoLans} whose west port is always full of one frame, on pools and ports
 * that allocate nothing: what is allocated is the router's doing.
 */
public final class EndlessRouter {

    private static final int BUFFERS = 2_048;

    private final List<EndlessPort> ports = new ArrayList<>();
    private final FixedBuffers buffers = new FixedBuffers(BUFFERS);
    private final Router router;
    private final Worker worker;

    private EndlessRouter(RouterConfiguration configuration) {
        for (PortConfiguration port : configuration.ports()) {
            ports.add(new EndlessPort(port.name(), port.mac().bits(), buffers));
        }
        router =
                new Router(
                        configuration,
                        List.<Port>copyOf(ports),
                        new Router.Surroundings(() -> buffers, () -> 0, Hooks::none, 1, 1));
        router.settle();
        worker = router.workers().getFirst();
    }

    public static EndlessRouter with(Part... more) {
        return new EndlessRouter(TestRouter.configuration(TwoLans.parts(more)));
    }

    /** From now on the west port is full of this frame. */
    public EndlessRouter loads(Frame frame) {
        final EndlessPort west = ports.getFirst();
        final byte[] mac = new byte[6];
        for (int i = 0; i < mac.length; i++) {
            mac[i] = (byte) (west.mac() >>> (8 * (5 - i)));
        }
        west.loads(frame.bytes(mac));
        return this;
    }

    /** One round of the worker: a full batch is received and run to its end. */
    public int pollsOnce() {
        return worker.doWork();
    }

    /** Asks for what an operator asks for; a refusal fails the test. */
    public Answer asks(Request request) {
        final Answer answer =
                new Requests(router.control(), () -> null, ConfigurationFile.NONE)
                        .answer(request, new Caller("test"));
        if (answer instanceof Answer.Last(Reply.Refusal refusal)) {
            throw new AssertionError(refusal.toString());
        }
        return answer;
    }

    public Ledger ledger() {
        return router.sight().ledger();
    }

    public int buffersInUse() {
        return BUFFERS - buffers.available();
    }
}
