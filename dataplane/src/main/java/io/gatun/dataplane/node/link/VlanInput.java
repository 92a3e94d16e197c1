package io.gatun.dataplane.node.link;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters.AtPort;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Ethernet;

/**
 * Finds the interface by port and 802.1Q tag. A tag with VLAN 0 carries only a priority and belongs
 * to the untagged interface (IEEE 802.1Q §6.9.1).
 */
public final class VlanInput implements Node {

    public enum Edge {
        IPV4,
        IPV6,
        ARP
    }

    private static final NodeSpec SPEC = NodeSpec.of(VlanInput.class, Edge.class);
    private static final int HEADER_LENGTH = Ethernet.HEADER_LENGTH + Ethernet.TAG_LENGTH;

    private final NodeContext context;

    public VlanInput(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Interfaces interfaces = context.tables().interfaces();
        out.all(Edge.IPV4);
        for (int i = 0; i < batch.size(); i++) {
            final long frame = batch.frame(i);
            if (batch.length(i) < HEADER_LENGTH) {
                out.drop(i, DropReason.VLAN_TRUNCATED);
                continue;
            }
            final int vlan = Ethernet.vlan(frame);
            final int ingress =
                    vlan == 0
                            ? interfaces.untagged(batch.port())
                            : interfaces.tagged(batch.port(), vlan);
            if (ingress == Interfaces.NONE) {
                out.drop(i, DropReason.VLAN_UNKNOWN);
                continue;
            }
            batch.ingress(i, ingress);
            batch.network(i, frame + HEADER_LENGTH);
            switch (Ethernet.taggedType(frame)) {
                case Ethernet.TYPE_IPV4 -> {}
                case Ethernet.TYPE_IPV6 -> out.send(i, Edge.IPV6);
                case Ethernet.TYPE_ARP -> out.send(i, Edge.ARP);
                default -> {
                    context.counters().add(AtPort.RX_NOHANDLER, batch.port(), 1);
                    out.drop(i, DropReason.ETHERNET_UNKNOWN_TYPE);
                }
            }
        }
    }
}
