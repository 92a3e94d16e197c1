package io.gatun.dataplane.node.ipv6;

import static io.gatun.dataplane.packet.PacketBatch.GROUP_FRAME;
import static io.gatun.dataplane.packet.PacketBatch.LINK_LOCAL;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * Spends one hop of the packet's life (RFC 8200 §3), in the order of tests of FWD6-02: frame for
 * us, hop limit, scope of the source, MTU. Bytes behind the payload are cut off here. Extension
 * headers are carried as they are (RFC 7045 §2.1).
 */
public final class Ipv6Forward implements Node {

    public enum Edge {
        OUTPUT,
        ERROR
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv6Forward.class, Edge.class);
    private static final int JUDGED = GROUP_FRAME | LINK_LOCAL;

    private final NodeContext context;
    private final WorkerCounters counters;

    public Ipv6Forward(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Adjacencies adjacencies = context.tables().adjacencies();
        final boolean plain = (batch.flagsUnion() & JUDGED) == 0;
        final int n = batch.size();
        long octets = 0;
        int forwarded = 0;
        out.all(Edge.OUTPUT);
        for (int i = 0; i < n; i++) {
            final long ip = batch.network(i);
            final int totalLength = Ipv6Header.totalLength(ip);
            final int hopLimit = Ipv6Header.hopLimit(ip);
            if (plain
                    && hopLimit > 1
                    && totalLength <= adjacencies.mtu(batch.adjacency(i))
                    && totalLength == batch.length(i) - (int) (ip - batch.frame(i))) {
                Ipv6Header.hopLimit(ip, hopLimit - 1);
                octets += totalLength;
                forwarded++;
            } else {
                forward(adjacencies, batch, i, out);
            }
        }
        counters.add(Mib.IP6_OUT_FORW_DATAGRAMS, forwarded);
        countSent(forwarded, octets);
    }

    private void forward(Adjacencies adjacencies, PacketBatch batch, int i, Dispatch out) {
        final long ip = batch.network(i);
        final int adjacency = batch.adjacency(i);
        if ((batch.flags(i) & GROUP_FRAME) != 0) {
            out.drop(i, DropReason.IPV6_GROUP_FRAME);
            return;
        }
        final int hopLimit = Ipv6Header.hopLimit(ip);
        if (hopLimit <= 1) {
            refuse(batch, i, Cause.of(DropReason.IPV6_HOP_LIMIT_EXCEEDED), out);
            return;
        }
        if ((batch.flags(i) & LINK_LOCAL) != 0) {
            if (Ipv6Header.isUnspecified(Ipv6Header.sourceHigh(ip), Ipv6Header.sourceLow(ip))) {
                out.drop(i, DropReason.IPV6_UNSPECIFIED_SOURCE);
                return;
            }
            if (adjacencies.interfaceIndex(adjacency) != batch.ingress(i)) {
                refuse(batch, i, Cause.of(DropReason.IPV6_BEYOND_SCOPE), out);
                return;
            }
        }
        counters.add(Mib.IP6_OUT_FORW_DATAGRAMS, 1); // before the MTU test (FWD6-18)
        final int totalLength = Ipv6Header.totalLength(ip);
        final int mtu = Math.max(Ipv6Header.MIN_MTU, adjacencies.mtu(adjacency));
        if (totalLength > mtu) {
            refuse(batch, i, Cause.of(DropReason.IPV6_PACKET_TOO_BIG, mtu), out);
            return;
        }
        Ipv6Header.hopLimit(ip, hopLimit - 1);
        trim(batch, i, totalLength);
        countSent(1, totalLength);
    }

    private static void refuse(PacketBatch batch, int i, int cause, Dispatch out) {
        batch.cause(i, cause);
        out.send(i, Edge.ERROR);
    }

    private void trim(PacketBatch batch, int i, int totalLength) {
        final int length = (int) (batch.network(i) - batch.frame(i)) + totalLength;
        if (length != batch.length(i)) {
            batch.length(i, length);
            context.buffers().reshape(batch.handle(i), batch.frame(i), length);
        }
    }

    private void countSent(int packets, long octets) {
        counters.add(Mib.IP6_OUT_TRANSMITS, packets);
        counters.add(Mib.IP6_OUT_OCTETS, octets);
    }
}
