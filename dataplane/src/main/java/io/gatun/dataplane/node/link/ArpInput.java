package io.gatun.dataplane.node.link;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.ReversePath;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Arp;
import io.gatun.dataplane.wire.Ethernet;

/**
 * Lets through to control only ARP that control can learn from or answer (RFC 826; ARP-08 to 10).
 */
public final class ArpInput implements Node {

    public enum Edge {
        PUNT
    }

    private static final NodeSpec SPEC = NodeSpec.of(ArpInput.class, Edge.class);

    private final NodeContext context;

    public ArpInput(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Interfaces interfaces = context.tables().interfaces();
        out.all(Edge.PUNT);
        for (int i = 0; i < batch.size(); i++) {
            final DropReason flaw = flaw(interfaces, batch, i);
            if (flaw != DropReason.NONE) {
                out.drop(i, flaw);
            }
        }
    }

    private DropReason flaw(Interfaces interfaces, PacketBatch batch, int i) {
        final long arp = batch.network(i);
        if (batch.length(i) - (int) (arp - batch.frame(i)) < Arp.LENGTH) {
            return DropReason.ARP_TRUNCATED;
        }
        if (!interfaces.at(batch.ingress(i)).arp()) {
            return DropReason.ARP_OFF;
        }
        if (!Arp.isIpv4OverEthernet(arp)) {
            return DropReason.ARP_NOT_IPV4;
        }
        final int operation = Arp.operation(arp);
        if (operation != Arp.REQUEST && operation != Arp.REPLY) {
            return DropReason.ARP_BAD_OPERATION;
        }
        final long mac = Arp.senderMac(arp);
        final boolean isImpossible =
                mac == 0
                        || Ethernet.isGroup(mac)
                        || isGroupOrLoopback(Arp.senderAddress(arp))
                        || isGroupOrLoopback(Arp.targetAddress(arp));
        if (isImpossible) {
            return DropReason.ARP_BAD_SENDER;
        }
        return isSpoofed(interfaces, batch, i) ? DropReason.ARP_REVERSE_PATH : DropReason.NONE;
    }

    /** Who asks for us passes the same test as a packet with that source (RPF-16). */
    private boolean isSpoofed(Interfaces interfaces, PacketBatch batch, int i) {
        final long arp = batch.network(i);
        return Arp.operation(arp) == Arp.REQUEST
                && interfaces.own().contains(Arp.targetAddress(arp))
                && !ReversePath.accepts(
                        context.tables(), batch.ingress(i), Arp.senderAddress(arp), 0);
    }

    private static boolean isGroupOrLoopback(int address) {
        final int first = address >>> 24;
        return first >>> 4 == 0xE || first == 127 || address == -1;
    }
}
