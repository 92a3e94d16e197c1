package io.gatun.dataplane.node.ipv6;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.packet.PacketBatch;

/** Where IPv6 ends in this version: by name, so that nobody has to guess. */
public final class Ipv6Input implements Node {

    private static final NodeSpec SPEC = NodeSpec.sink(Ipv6Input.class);

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        for (int i = 0; i < batch.size(); i++) {
            out.drop(i, DropReason.IPV6_NOT_YET);
        }
    }
}
