package io.gatun.dataplane.node.ipv6;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Interface6;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Ipv6Header;

/**
 * Decides once what becomes of a packet: the longest matching prefix (RFC 8200 §3); for link-local
 * and multicast destinations, what the interface it came in on is or listens to (RFC 4007 §9).
 */
public final class Ipv6Lookup implements Node {

    public enum Edge {
        FORWARD,
        LOCAL,
        UNREACHABLE
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv6Lookup.class, Edge.class);

    private final NodeContext context;
    private final WorkerCounters counters;
    private final Lookup6 destinations = new Lookup6();

    public Ipv6Lookup(NodeContext context) {
        this.context = context;
        this.counters = context.counters();
    }

    @Override
    public NodeSpec spec() {
        return SPEC;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        final Interfaces interfaces = context.tables().interfaces();
        final boolean plain = interfaces.isPlain6();
        final int n = batch.size();
        out.all(Edge.FORWARD);
        for (int i = 0; i < n; i++) {
            destinations.put(i, batch.network(i));
        }
        destinations.find(context.tables().fib6(), n);
        for (int i = 0; i < n; i++) {
            final int route = destinations.result(i);
            batch.adjacency(i, route);
            if (!RouteResult.isForward(route) || !plain) {
                direct(interfaces.at(batch.ingress(i)).ipv6(), batch, i, route, out);
            }
        }
    }

    private void direct(Interface6 ingress, PacketBatch batch, int i, int found, Dispatch out) {
        final long ip = batch.network(i);
        final int route =
                context.tables()
                        .afterMain6(
                                found,
                                Ipv6Header.destinationHigh(ip),
                                Ipv6Header.destinationLow(ip));
        batch.adjacency(i, route);
        switch (route) {
            case RouteResult.LOCAL -> out.send(i, Edge.LOCAL);
            case RouteResult.MULTICAST -> multicast(ingress, batch, i, out);
            case RouteResult.LINK_LOCAL -> linkLocal(ingress, batch, i, out);
            case RouteResult.MARTIAN -> martian(ingress, batch, i, out);
            case RouteResult.BLACKHOLE ->
                    out.drop(
                            i,
                            ingress.forwarding()
                                    ? DropReason.IPV6_BLACKHOLE
                                    : DropReason.IPV6_FORWARDING_OFF);
            case RouteResult.UNREACHABLE ->
                    unreachable(ingress, batch, i, DropReason.IPV6_UNREACHABLE, out);
            case RouteResult.PROHIBIT ->
                    unreachable(ingress, batch, i, DropReason.IPV6_PROHIBITED, out);
            case RouteResult.NO_ROUTE ->
                    unreachable(ingress, batch, i, DropReason.IPV6_NO_ROUTE, out);
            default -> {
                if (!ingress.forwarding()) { // silence, not an error (DLV6-07)
                    out.drop(i, DropReason.IPV6_FORWARDING_OFF);
                }
            }
        }
    }

    private void multicast(Interface6 ingress, PacketBatch batch, int i, Dispatch out) {
        final long ip = batch.network(i);
        counters.add(Mib.IP6_IN_MCAST_PKTS, 1);
        counters.add(Mib.IP6_IN_MCAST_OCTETS, Ipv6Header.totalLength(ip));
        if (ingress.groups()
                .contains(Ipv6Header.destinationHigh(ip), Ipv6Header.destinationLow(ip))) {
            batch.flag(i, PacketBatch.GROUP_DESTINATION);
            out.send(i, Edge.LOCAL);
        } else {
            out.drop(i, DropReason.IPV6_MULTICAST_NOT_JOINED);
        }
    }

    /** Ours on this link, or not for a router to carry (FWD6-08). */
    private static void linkLocal(Interface6 ingress, PacketBatch batch, int i, Dispatch out) {
        final long ip = batch.network(i);
        if (ingress.addresses()
                .contains(Ipv6Header.destinationHigh(ip), Ipv6Header.destinationLow(ip))) {
            out.send(i, Edge.LOCAL);
        } else {
            out.drop(i, DropReason.IPV6_LINK_LOCAL_DESTINATION);
        }
    }

    /** :: and IPv4-mapped addresses, which no route leads to (IP6-08, IP6A-09). */
    private static void martian(Interface6 ingress, PacketBatch batch, int i, Dispatch out) {
        final long ip = batch.network(i);
        final boolean isUnspecified =
                Ipv6Header.isUnspecified(
                        Ipv6Header.destinationHigh(ip), Ipv6Header.destinationLow(ip));
        unreachable(
                ingress,
                batch,
                i,
                isUnspecified ? DropReason.IPV6_UNSPECIFIED_DESTINATION : DropReason.IPV6_NO_ROUTE,
                out);
    }

    private static void unreachable(
            Interface6 ingress, PacketBatch batch, int i, DropReason why, Dispatch out) {
        if (ingress.forwarding()) {
            batch.cause(i, Cause.of(why));
            out.send(i, Edge.UNREACHABLE);
        } else {
            out.drop(i, DropReason.IPV6_FORWARDING_OFF);
        }
    }
}
