package io.gatun.dataplane.node.udp;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Checksum;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Udp;

/**
 * No one listens on UDP here: a datagram that is whole is answered with port unreachable (RFC 1122
 * §4.1.3.1), one to a group with silence (LDEL-05).
 */
public final class UdpLocal implements Node {

    public enum Edge {
        ERROR
    }

    private static final NodeSpec SPEC = NodeSpec.of(UdpLocal.class, Edge.class);

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
                batch.cause(i, Cause.of(DropReason.UDP_NO_LISTENER));
            }
        }
    }

    private static DropReason flaw(PacketBatch batch, int i) {
        final long ip = batch.network(i);
        final int headerLength = Ipv4Header.headerLength(ip);
        final int available = Ipv4Header.totalLength(ip) - headerLength;
        final long udp = ip + headerLength;
        if (available < Udp.HEADER_LENGTH) {
            return DropReason.UDP_TRUNCATED;
        }
        final int length = Udp.length(udp);
        if (length < Udp.HEADER_LENGTH || length > available) {
            return DropReason.UDP_TRUNCATED;
        }
        if (!isRight(ip, udp, length)) {
            return DropReason.UDP_BAD_CHECKSUM;
        }
        return (batch.flags(i) & PacketBatch.GROUP_DESTINATION) != 0
                ? DropReason.UDP_GROUP_NO_LISTENER
                : DropReason.NONE;
    }

    private static boolean isRight(long ip, long udp, int length) {
        if (Udp.checksum(udp) == 0) {
            return true; // the sender made none
        }
        final long sum =
                Checksum.pseudoHeader(
                                Ipv4Header.source(ip),
                                Ipv4Header.destination(ip),
                                Ipv4Header.PROTOCOL_UDP,
                                length)
                        + Checksum.partial(udp, length);
        return Checksum.finish(sum) == 0;
    }
}
