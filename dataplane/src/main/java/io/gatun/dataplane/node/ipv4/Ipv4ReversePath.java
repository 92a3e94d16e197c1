package io.gatun.dataplane.node.ipv4;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.Fib4;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.table.Route4;
import io.gatun.dataplane.wire.Ipv4Header;

/**
 * Drops what cannot have come this way (RFC 3704 §2.2 strict, §2.4 loose). In the graph only when
 * some interface asks for it.
 */
public final class Ipv4ReversePath implements Node {

    public enum Edge {
        ACCEPTED
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4ReversePath.class, Edge.class);
    private static final int STRICT = 1;

    private final NodeContext context;

    public Ipv4ReversePath(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Interfaces interfaces = context.tables().interfaces();
        final Fib4 fib = context.tables().fib4();
        final Adjacencies adjacencies = context.tables().adjacencies();
        out.all(Edge.ACCEPTED);
        for (int i = 0; i < batch.size(); i++) {
            final int ingress = batch.ingress(i);
            final int mode = interfaces.at(ingress).reversePath();
            final int source = Ipv4Header.source(batch.network(i));
            if (mode == 0 || source == 0) {
                continue;
            }
            final int route = fib.lookup(source);
            final boolean isReached =
                    Route4.isForward(route)
                            && (mode != STRICT || adjacencies.interfaceIndex(route) == ingress);
            if (!isReached && route != Route4.LOCAL) {
                out.drop(i, DropReason.IPV4_REVERSE_PATH);
            }
        }
    }
}
