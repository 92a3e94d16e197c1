package io.gatun.dataplane.node.ipv4;

import static io.gatun.dataplane.packet.PacketBatch.GROUP_DESTINATION;
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
import io.gatun.dataplane.wire.Ipv4Header;

/**
 * Spends one hop of the packet's life (RFC 1812 §5.3.1), in the order of tests of the FWD rows:
 * frame for us, TTL, MTU. Bytes behind the total length are cut off here (DEV-06).
 */
public final class Ipv4Forward implements Node {

    public enum Edge {
        OUTPUT,
        OVERSIZE,
        ERROR
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4Forward.class, Edge.class);
    private static final int JUDGED = GROUP_FRAME | LINK_LOCAL | GROUP_DESTINATION;

    private final NodeContext context;
    private final WorkerCounters counters;

    public Ipv4Forward(NodeContext context) {
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
            final int totalLength = Ipv4Header.totalLength(ip);
            if (plain
                    && Ipv4Header.ttl(ip) > 1
                    && totalLength <= adjacencies.mtu(batch.adjacency(i))
                    && totalLength == batch.length(i) - (int) (ip - batch.frame(i))) {
                Ipv4Header.decrementTtl(ip);
                octets += totalLength;
                forwarded++;
            } else {
                forward(batch, i, adjacencies.mtu(batch.adjacency(i)), out);
            }
        }
        countForwarded(forwarded, octets);
    }

    private void forward(PacketBatch batch, int i, int mtu, Dispatch out) {
        final long ip = batch.network(i);
        if ((batch.flags(i) & GROUP_FRAME) != 0) {
            out.drop(i, DropReason.IPV4_GROUP_FRAME);
            return;
        }
        if ((batch.flags(i) & LINK_LOCAL) != 0) {
            out.drop(i, DropReason.IPV4_LINK_LOCAL);
            return;
        }
        if (Ipv4Header.ttl(ip) <= 1) {
            batch.cause(i, Cause.of(DropReason.IPV4_TTL_EXCEEDED));
            out.send(i, Edge.ERROR);
            return;
        }
        final int totalLength = Ipv4Header.totalLength(ip);
        if (totalLength > mtu && Ipv4Header.dontFragment(ip)) {
            counters.add(Mib.IP_FORW_DATAGRAMS, 1); // before the MTU test, as Linux does (FWD-10)
            batch.cause(i, Cause.of(DropReason.IPV4_FRAGMENTATION_NEEDED, mtu));
            out.send(i, Edge.ERROR);
            return;
        }
        Ipv4Header.decrementTtl(ip);
        trim(batch, i, totalLength);
        if (totalLength > mtu) {
            counters.add(Mib.IP_FORW_DATAGRAMS, 1); // what is transmitted are its fragments
            out.send(i, Edge.OVERSIZE);
            return;
        }
        countForwarded(1, totalLength);
        if ((batch.flags(i) & GROUP_DESTINATION) != 0) { // to everybody on a subnet
            counters.add(Mib.IP_OUT_BCAST_PKTS, 1);
            counters.add(Mib.IP_OUT_BCAST_OCTETS, totalLength);
        }
    }

    private void trim(PacketBatch batch, int i, int totalLength) {
        final int length = (int) (batch.network(i) - batch.frame(i)) + totalLength;
        if (length != batch.length(i)) {
            batch.length(i, length);
            context.buffers().reshape(batch.handle(i), batch.frame(i), length);
        }
    }

    private void countForwarded(int packets, long octets) {
        counters.add(Mib.IP_FORW_DATAGRAMS, packets);
        counters.add(Mib.IP_OUT_TRANSMITS, packets);
        counters.add(Mib.IP_OUT_OCTETS, octets);
    }
}
