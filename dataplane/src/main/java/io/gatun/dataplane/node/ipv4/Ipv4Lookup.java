package io.gatun.dataplane.node.ipv4;

import io.gatun.dataplane.graph.Dispatch;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeSpec;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.node.NodeContext;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Broadcasts;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Ipv4Header;

/** Decides once what becomes of a packet: the longest matching prefix (RFC 1812 §5.2.4). */
public final class Ipv4Lookup implements Node {

    public enum Edge {
        FORWARD,
        LOCAL,
        UNREACHABLE
    }

    private static final NodeSpec SPEC = NodeSpec.of(Ipv4Lookup.class, Edge.class);

    /** 224.0.0.1, which every host belongs to (RFC 1112 §4). */
    private static final int ALL_SYSTEMS = 0xE000_0001;

    private final NodeContext context;
    private final WorkerCounters counters;

    public Ipv4Lookup(NodeContext context) {
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
        final Fib fib = context.tables().fib4();
        final boolean byTos = context.tables().hasTos4();
        final boolean plain = interfaces.isPlain();
        final int n = batch.size();
        out.all(Edge.FORWARD);
        for (int i = 0; i < n; i++) {
            final long ip = batch.network(i);
            final Fib its = byTos ? context.tables().fib4(Ipv4Header.tos(ip)) : fib;
            final int route = its.lookup(Ipv4Header.destination(ip));
            batch.adjacency(i, route);
            if (!RouteResult.isForward(route) || !plain) {
                direct(interfaces, batch, i, route, out);
            }
        }
    }

    private void direct(Interfaces interfaces, PacketBatch batch, int i, int found, Dispatch out) {
        final long ip = batch.network(i);
        final int route =
                context.tables().afterMain4(found, Ipv4Header.destination(ip), Ipv4Header.tos(ip));
        batch.adjacency(i, route);
        final Interfaces.Row ingress = interfaces.at(batch.ingress(i));
        switch (route) {
            case RouteResult.LOCAL -> out.send(i, Edge.LOCAL);
            case RouteResult.BROADCAST -> broadcast(interfaces, batch, i, out);
            case RouteResult.MULTICAST -> multicast(batch, i, out);
            case RouteResult.MARTIAN -> martian(ingress, batch, i, out);
            case RouteResult.BLACKHOLE ->
                    out.drop(
                            i,
                            ingress.forwarding()
                                    ? DropReason.IPV4_BLACKHOLE
                                    : DropReason.IPV4_FORWARDING_OFF);
            case RouteResult.NO_ROUTE ->
                    unreachable(ingress, batch, i, DropReason.IPV4_NO_ROUTE, out);
            case RouteResult.UNREACHABLE ->
                    unreachable(ingress, batch, i, DropReason.IPV4_UNREACHABLE, out);
            case RouteResult.PROHIBIT ->
                    unreachable(ingress, batch, i, DropReason.IPV4_PROHIBITED, out);
            case RouteResult.LINK_LOCAL -> out.drop(i, DropReason.IPV4_LINK_LOCAL);
            default -> {
                if (!ingress.forwarding()) { // silence, not an error (RFC 1122 §3.3.4.2)
                    out.drop(i, DropReason.IPV4_FORWARDING_OFF);
                }
            }
        }
    }

    private void deliverGroup(PacketBatch batch, int i, Dispatch out, Mib packets) {
        countGroup(batch, i, packets);
        out.send(i, Edge.LOCAL);
    }

    private void countGroup(PacketBatch batch, int i, Mib packets) {
        final int octets = Ipv4Header.totalLength(batch.network(i));
        counters.add(packets, 1);
        counters.add(
                packets == Mib.IP_IN_BCAST_PKTS ? Mib.IP_IN_BCAST_OCTETS : Mib.IP_IN_MCAST_OCTETS,
                octets);
        batch.flag(i, PacketBatch.GROUP_DESTINATION);
    }

    /**
     * The router's own, or where the ingress says so that of a subnet, to everybody there (RFC 2644
     * §2); 255.255.255.255 has no way.
     */
    private void broadcast(Interfaces interfaces, PacketBatch batch, int i, Dispatch out) {
        countGroup(batch, i, Mib.IP_IN_BCAST_PKTS);
        final Interfaces.Row ingress = interfaces.at(batch.ingress(i));
        final int way =
                ingress.bcForwarding()
                        ? interfaces.broadcast().way(Ipv4Header.destination(batch.network(i)))
                        : Broadcasts.NO_WAY;
        if (way == Broadcasts.NO_WAY) {
            out.send(i, Edge.LOCAL);
        } else {
            batch.adjacency(i, way);
        }
    }

    private void multicast(PacketBatch batch, int i, Dispatch out) {
        if (Ipv4Header.destination(batch.network(i)) == ALL_SYSTEMS) {
            deliverGroup(batch, i, out, Mib.IP_IN_MCAST_PKTS);
        } else {
            out.drop(i, DropReason.IPV4_MULTICAST_NOT_JOINED);
        }
    }

    private void martian(Interfaces.Row ingress, PacketBatch batch, int i, Dispatch out) {
        final int destination = Ipv4Header.destination(batch.network(i));
        final boolean isLoopback = destination >>> 24 == 127;
        if ((destination | Ipv4Header.source(batch.network(i))) == 0) {
            deliverGroup(batch, i, out, Mib.IP_IN_BCAST_PKTS); // RFC 1122 §3.2.1.3 (a), FIB-36
        } else if (isLoopback && ingress.routeLocalnet()) {
            out.send(i, Edge.LOCAL);
        } else {
            out.drop(i, DropReason.IPV4_MARTIAN_DESTINATION);
        }
    }

    private static void unreachable(
            Interfaces.Row ingress, PacketBatch batch, int i, DropReason why, Dispatch out) {
        if (ingress.forwarding()) {
            batch.cause(i, Cause.of(why));
            out.send(i, Edge.UNREACHABLE);
        } else {
            out.drop(i, why == DropReason.IPV4_NO_ROUTE ? why : DropReason.IPV4_FORWARDING_OFF);
        }
    }
}
