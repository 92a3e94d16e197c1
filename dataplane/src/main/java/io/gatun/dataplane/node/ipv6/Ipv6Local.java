package io.gatun.dataplane.node.ipv6;

import static io.gatun.dataplane.packet.PacketBatch.GROUP_DESTINATION;
import static io.gatun.dataplane.packet.PacketBatch.GROUP_FRAME;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * Hands a packet for the router to the protocol that follows its header (RFC 8200 §4). The hop
 * limit is not looked at: the packet has arrived (IP6-16).
 */
public final class Ipv6Local implements Node {

    public enum Edge {
        ICMP,
        UDP,
        ERROR
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv6Local.class, Edge.class);

    private final NodeContext context;

    public Ipv6Local(NodeContext context) {
        this.context = context;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.ICMP);
        for (int i = 0; i < batch.size(); i++) {
            final long ip = batch.network(i);
            if (isUnwantedGroupFrame(batch, i)) {
                out.drop(i, DropReason.IPV6_GROUP_FRAME);
                continue;
            }
            batch.length(i, (int) (ip - batch.frame(i)) + Ipv6Header.totalLength(ip));
            switch (Ipv6Header.nextHeader(ip)) {
                case Ipv6Header.ICMP -> context.counters().add(Mib.IP6_IN_DELIVERS, 1);
                case Ipv6Header.UDP -> {
                    context.counters().add(Mib.IP6_IN_DELIVERS, 1);
                    out.send(i, Edge.UDP);
                }
                case Ipv6Header.TCP -> {
                    context.counters().add(Mib.IP6_IN_DELIVERS, 1);
                    out.drop(i, DropReason.TCP_NO_LISTENER);
                }
                case Ipv6Header.FRAGMENT -> out.drop(i, DropReason.LOCAL_FRAGMENT);
                case Ipv6Header.HOP_BY_HOP, Ipv6Header.ROUTING, Ipv6Header.DESTINATION_OPTIONS ->
                        out.drop(i, DropReason.LOCAL6_EXTENSION_HEADER);
                case Ipv6Header.NO_NEXT_HEADER -> {
                    context.counters().add(Mib.IP6_IN_DELIVERS, 1);
                    out.drop(i, DropReason.LOCAL6_NO_NEXT_HEADER);
                }
                default -> {
                    batch.cause(
                            i,
                            Cause.of(
                                    DropReason.LOCAL6_UNKNOWN_NEXT_HEADER, Ipv6Header.NEXT_HEADER));
                    out.send(i, Edge.ERROR);
                }
            }
        }
    }

    private boolean isUnwantedGroupFrame(PacketBatch batch, int i) {
        final int flags = batch.flags(i);
        return (flags & GROUP_FRAME) != 0
                && (flags & GROUP_DESTINATION) == 0
                && context.tables().interfaces().at(batch.ingress(i)).dropUnicastInL2Multicast();
    }
}
