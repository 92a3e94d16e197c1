package io.gatun.dataplane.node.ipv6;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.node.WayBack;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * Sends what the router made: by its route, or for a link-local destination by the link the packet
 * it answers came from (RFC 4007 §9).
 */
public final class Ipv6Output implements Node {

    public enum Edge {
        OUTPUT
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv6Output.class, Edge.class);

    private final NodeContext context;
    private final WorkerCounters counters;

    public Ipv6Output(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        out.all(Edge.OUTPUT);
        for (int i = 0; i < batch.size(); i++) {
            final long ip = batch.network(i);
            counters.add(Mib.IP6_OUT_REQUESTS, 1);
            final int found =
                    WayBack.to(
                            context.tables(),
                            batch.ingress(i),
                            Ipv6Header.destinationHigh(ip),
                            Ipv6Header.destinationLow(ip));
            if (!RouteResult.isForward(found)) {
                out.drop(i, DropReason.IPV6_ORIGINATED_NO_ROUTE);
                continue;
            }
            final int route = context.tables().adjacencies().own(found);
            batch.adjacency(i, route);
            final int hops = context.tables().adjacencies().hopLimit(route);
            if (hops != 0) {
                Ipv6Header.hopLimit(ip, hops); // RTA-15
            }
            final int totalLength = Ipv6Header.totalLength(ip);
            if (totalLength
                    > Math.max(Ipv6Header.MIN_MTU, context.tables().adjacencies().mtu(route))) {
                out.drop(i, DropReason.IPV6_ORIGINATED_TOO_BIG);
                continue;
            }
            counters.add(Mib.IP6_OUT_TRANSMITS, 1);
            counters.add(Mib.IP6_OUT_OCTETS, totalLength);
        }
    }
}
