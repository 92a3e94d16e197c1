package io.gatun.dataplane.node.ipv4;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Ipv4Header;

/**
 * Sends what the router made: finds its way, its source address where none is set (RFC 1122
 * §3.3.4.3), an identification nobody can guess (RFC 7739), and seals the header.
 */
public final class Ipv4Output implements Node {

    public enum Edge {
        OUTPUT,
        OVERSIZE
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4Output.class, Edge.class);

    private final NodeContext context;
    private final WorkerCounters counters;
    private long random;

    /** The seed makes a replay repeatable; a live router takes one that nobody knows. */
    public Ipv4Output(NodeContext context, long seed) {
        this.context = context;
        this.counters = context.counters();
        this.random = seed;
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Adjacencies adjacencies = context.tables().adjacencies();
        out.all(Edge.OUTPUT);
        for (int i = 0; i < batch.size(); i++) {
            final long ip = batch.network(i);
            counters.add(Mib.IP_OUT_REQUESTS, 1);
            final int found =
                    context.tables().route4(Ipv4Header.destination(ip), Ipv4Header.tos(ip));
            if (!RouteResult.isForward(found)) {
                out.drop(i, DropReason.IPV4_ORIGINATED_NO_ROUTE);
                continue;
            }
            final int route = adjacencies.own(found);
            batch.adjacency(i, route);
            if (Ipv4Header.source(ip) == 0) {
                Ipv4Header.source(ip, adjacencies.source(route));
            }
            final int hops = adjacencies.hopLimit(route);
            if (hops != 0) {
                Ipv4Header.ttl(ip, hops); // RTA-15
            }
            Ipv4Header.identification(ip, nextIdentification());
            Ipv4Header.seal(ip);
            final int totalLength = Ipv4Header.totalLength(ip);
            if (totalLength > adjacencies.mtu(route)) {
                out.send(i, Edge.OVERSIZE);
                continue;
            }
            counters.add(Mib.IP_OUT_TRANSMITS, 1);
            counters.add(Mib.IP_OUT_OCTETS, totalLength);
        }
    }

    /** SplitMix64 (Steele, Lea, Flood 2014), its top 16 bits. */
    private int nextIdentification() {
        random += 0x9E37_79B9_7F4A_7C15L;
        long mixed = (random ^ (random >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return (int) ((mixed ^ (mixed >>> 31)) >>> 48);
    }
}
