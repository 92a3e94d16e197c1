package io.gatun.dataplane.node.punt;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;

/** Where packets end that the router has understood and done with. */
public final class Consume implements Node {

    private static final NodeSpec SPEC = NodeSpec.sink(Consume.class);

    private final NodeContext context;

    public Consume(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.takeAll();
        context.counters().add(Account.CONSUMED, batch.size());
        context.buffers().give(batch.handles(), batch.size());
    }
}
