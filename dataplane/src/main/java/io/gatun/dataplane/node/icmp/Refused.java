package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Ipv6Header;

/** Where packets come back that control could not have sent: each gets its family's error. */
public final class Refused implements Node {

    public enum Edge {
        IPV4,
        IPV6
    }

    private static final NodeSpec SPEC = NodeSpec.of(Refused.class, Edge.class);

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.IPV4);
        for (int i = 0; i < batch.size(); i++) {
            if (Ipv6Header.version(batch.network(i)) == 6) {
                out.send(i, Edge.IPV6);
            }
        }
    }
}
