package io.gatun.dataplane.node.ipv4;

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
import io.gatun.dataplane.wire.Ipv4Header;

/** Hands a packet for the router to the protocol it carries (RFC 1122 §3.3.4.2; LDEL rows). */
public final class Ipv4Local implements Node {

    public enum Edge {
        ICMP,
        UDP,
        ERROR
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4Local.class, Edge.class);

    private final NodeContext context;

    public Ipv4Local(NodeContext context) {
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
            final int flags = batch.flags(i);
            if ((flags & GROUP_FRAME) != 0
                    && (flags & GROUP_DESTINATION) == 0
                    && context.tables()
                            .interfaces()
                            .at(batch.ingress(i))
                            .dropUnicastInL2Multicast()) {
                out.drop(i, DropReason.IPV4_GROUP_FRAME);
                continue;
            }
            if (Ipv4Header.isFragment(ip)) {
                out.drop(i, DropReason.LOCAL_FRAGMENT);
                continue;
            }
            batch.length(i, (int) (ip - batch.frame(i)) + Ipv4Header.totalLength(ip));
            switch (Ipv4Header.protocol(ip)) {
                case Ipv4Header.PROTOCOL_ICMP -> context.counters().add(Mib.IP_IN_DELIVERS, 1);
                case Ipv4Header.PROTOCOL_UDP -> {
                    context.counters().add(Mib.IP_IN_DELIVERS, 1);
                    out.send(i, Edge.UDP);
                }
                case Ipv4Header.PROTOCOL_TCP -> {
                    context.counters().add(Mib.IP_IN_DELIVERS, 1);
                    out.drop(i, DropReason.TCP_NO_LISTENER);
                }
                default -> {
                    batch.cause(i, Cause.of(DropReason.LOCAL_UNKNOWN_PROTOCOL));
                    out.send(i, Edge.ERROR);
                }
            }
        }
    }
}
