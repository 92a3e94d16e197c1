package io.gatun.dataplane.node.link;

import static io.gatun.dataplane.packet.PacketBatch.BROADCAST_FRAME;
import static io.gatun.dataplane.packet.PacketBatch.IN_PIECES;
import static io.gatun.dataplane.packet.PacketBatch.MULTICAST_FRAME;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters.AtPort;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ethernet;

/**
 * Tells whose frame it is by its destination MAC address (DEV-04) and what it carries by its type
 * (DEV-05). All packets of the batch came in by one port.
 */
public final class EthernetInput implements Node {

    public enum Edge {
        IPV4,
        IPV6,
        ARP,
        VLAN
    }

    private static final NodeSpec SPEC = NodeSpec.of(EthernetInput.class, Edge.class);
    private static final int TYPE = 12;
    private static final int RAW_IPV4 =
            Short.toUnsignedInt(Short.reverseBytes((short) Ethernet.TYPE_IPV4));

    private final NodeContext context;

    public EthernetInput(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Interfaces interfaces = context.tables().interfaces();
        final int ingress = interfaces.untagged(batch.port());
        final long mac = Long.reverseBytes(interfaces.portMac(batch.port()) << 16);
        final int n = batch.size();
        final boolean plain = ingress != Interfaces.NONE && (batch.flagsUnion() & IN_PIECES) == 0;
        out.all(Edge.IPV4);
        for (int i = 0; i < n; i++) {
            final long frame = batch.frame(i);
            batch.network(i, frame + Ethernet.HEADER_LENGTH);
            batch.ingress(i, ingress);
            if (!plain
                    || batch.length(i) < Ethernet.HEADER_LENGTH
                    || (Bytes.raw64(frame) ^ mac) << 16 != 0
                    || Bytes.raw16(frame + TYPE) != RAW_IPV4) {
                classify(batch, i, mac, out);
            }
        }
    }

    private void classify(PacketBatch batch, int i, long mac, Dispatch out) {
        if ((batch.flags(i) & IN_PIECES) != 0) {
            out.drop(i, DropReason.FRAME_IN_PIECES);
            return;
        }
        if (batch.length(i) < Ethernet.HEADER_LENGTH) {
            out.drop(i, DropReason.ETHERNET_TRUNCATED);
            return;
        }
        final long frame = batch.frame(i);
        if ((Bytes.raw64(frame) ^ mac) << 16 != 0) {
            final long destination = Ethernet.destination(frame);
            if (!Ethernet.isGroup(destination)) {
                context.counters().add(AtPort.RX_OTHERHOST_DROPPED, batch.port(), 1);
                out.drop(i, DropReason.ETHERNET_OTHER_HOST);
                return;
            }
            batch.flag(i, destination == Ethernet.BROADCAST ? BROADCAST_FRAME : MULTICAST_FRAME);
        }
        final int type = Ethernet.type(frame);
        if (type == Ethernet.TYPE_VLAN) {
            out.send(i, Edge.VLAN);
        } else if (batch.ingress(i) == Interfaces.NONE) {
            out.drop(i, DropReason.ETHERNET_NO_INTERFACE);
        } else {
            switch (type) {
                case Ethernet.TYPE_IPV4 -> out.send(i, Edge.IPV4);
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
