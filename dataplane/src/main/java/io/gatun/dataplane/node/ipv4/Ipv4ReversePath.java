package io.gatun.dataplane.node.ipv4;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.ReversePath;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.TablesView;
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
        final TablesView tables = context.tables();
        out.all(Edge.ACCEPTED);
        for (int i = 0; i < batch.size(); i++) {
            final long ip = batch.network(i);
            if (!ReversePath.accepts(
                    tables, batch.ingress(i), Ipv4Header.source(ip), Ipv4Header.tos(ip))) {
                out.drop(i, DropReason.IPV4_REVERSE_PATH);
            }
        }
    }
}
