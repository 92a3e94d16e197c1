package io.gatun.dataplane.node.udp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Checksum;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.dataplane.wire.Udp;

/**
 * No one listens on UDP here: a datagram that is whole is answered with port unreachable (RFC 4443
 * §3.1), one to a group with silence. Over IPv6 a checksum has to be there (RFC 8200 §8.1).
 */
public final class Udp6Local implements Node {

    public enum Edge {
        ERROR
    }

    private static final NodeSpec SPEC = NodeSpec.of(Udp6Local.class, Edge.class);

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.ERROR);
        for (int i = 0; i < batch.size(); i++) {
            final DropReason flaw = flaw(batch, i);
            if (flaw != DropReason.NONE) {
                out.drop(i, flaw);
            } else {
                batch.cause(i, Cause.of(DropReason.UDP6_NO_LISTENER));
            }
        }
    }

    private static DropReason flaw(PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final int available = Ipv6Header.payloadLength(ip);
        final long udp = ip + Ipv6Header.LENGTH;
        if (available < Udp.HEADER_LENGTH) {
            return DropReason.UDP6_TRUNCATED;
        }
        final int length = Udp.length(udp);
        if (length < Udp.HEADER_LENGTH || length > available) {
            return DropReason.UDP6_TRUNCATED;
        }
        if (Udp.checksum(udp) == 0) {
            return DropReason.UDP6_NO_CHECKSUM;
        }
        final long sum =
                Ipv6Header.pseudoHeader(ip, Ipv6Header.UDP, length) + Checksum.partial(udp, length);
        if (Checksum.finish(sum) != 0) {
            return DropReason.UDP6_BAD_CHECKSUM;
        }
        return (batch.flags(i) & PacketBatch.GROUP_DESTINATION) != 0
                ? DropReason.UDP6_GROUP_NO_LISTENER
                : DropReason.NONE;
    }
}
