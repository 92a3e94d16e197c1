package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What routes lead to: the {@link RouteResult} of each, and how many prefixes lead to an adjacency
 * that only routes need. Routes that send packets the same way share one.
 */
final class ForwardingObjects {

    private static final class Target {
        private final Way way;
        private final int index;
        private final Neighbor neighbor; // null on the link
        private int prefixes;

        private Target(Way way, int index, Neighbor neighbor) {
            this.way = way;
            this.index = index;
            this.neighbor = neighbor;
        }
    }

    private final InterfaceKeeper interfaces;
    private final AdjacencyKeeper adjacencies;
    private final NeighborKeeper neighbors;
    private final Changes changes;
    private final Map<Way, Target> targets = new HashMap<>();
    private final Set<Target> unused = new LinkedHashSet<>();
    private Target[] byIndex = new Target[64];
    private RouteInfo last;
    private Family lastPackets;
    private int lastIndex;

    ForwardingObjects(
            InterfaceKeeper interfaces,
            AdjacencyKeeper adjacencies,
            NeighborKeeper neighbors,
            Changes changes) {
        this.interfaces = interfaces;
        this.adjacencies = adjacencies;
        this.neighbors = neighbors;
        this.changes = changes;
    }

    /** What a route leads to; an adjacency is made where there is none yet. */
    int of(RouteInfo route, Family packets, Bits prefix, long now) {
        return switch (route.type()) {
            case UNICAST -> unicast(route, packets, prefix, now);
            case LOCAL -> RouteResult.LOCAL;
            case BROADCAST -> RouteResult.BROADCAST;
            case MULTICAST -> RouteResult.MULTICAST;
            // IPv4 forwards none (RT-04); of IPv6 they are the router's own (RFC 4291 §2.6.1)
            case ANYCAST -> packets == Family.IPV6 ? RouteResult.LOCAL : RouteResult.MARTIAN;
            case BLACKHOLE -> RouteResult.BLACKHOLE;
            case UNREACHABLE -> RouteResult.UNREACHABLE;
            case PROHIBIT -> RouteResult.PROHIBIT;
            case THROW -> RouteResult.THROW;
        };
    }

    /**
     * What the best default route leads to: for packets of the router perhaps another than for all
     * others.
     *
     * @param usable the default routes there are, in order
     */
    int ofDefault(RouteInfo best, List<RouteInfo> usable, Family packets, long now) {
        final RouteInfo own = ownDefault(best, usable);
        if (own.equals(best)) {
            return of(best, packets, Bits.ALL, now);
        }
        final int instead = of(own, packets, Bits.ALL, now);
        return target(way(best, packets, Bits.ALL).withOwn(instead), now).index;
    }

    /**
     * The default route for packets of the router: of those that are as good as the best the first
     * whose gateway was not asked in vain, and the best where all were (NH-11).
     */
    RouteInfo ownDefault(RouteInfo best, List<RouteInfo> usable) {
        if (!isByGateway(best) || mayAnswer(best)) {
            return best;
        }
        return usable.stream()
                .filter(each -> RouteInfo.ORDER.compare(each, best) == 0)
                .filter(each -> isByGateway(each) && mayAnswer(each))
                .findFirst()
                .orElse(best);
    }

    private static boolean isByGateway(RouteInfo route) {
        return route.type() == RouteType.UNICAST && route.via().isPresent();
    }

    private boolean mayAnswer(RouteInfo route) {
        return neighbors.mayAnswer(route.interfaceIndex(), route.via().orElseThrow());
    }

    private int unicast(RouteInfo route, Family packets, Bits prefix, long now) {
        if (route.equals(last) && packets == lastPackets) {
            return lastIndex;
        }
        final Target target = target(way(route, packets, prefix), now);
        if (route.via().isPresent()) { // else the source depends on the prefix
            last = route;
            lastPackets = packets;
            lastIndex = target.index;
        }
        return target.index;
    }

    /** The way a route sends packets. */
    Way way(RouteInfo route, Family packets, Bits prefix) {
        return new Way(
                route.interfaceIndex(),
                packets,
                route.via(),
                route.metrics().mtu().orElse(0),
                route.via().isPresent()
                        ? route.prefsrc()
                        : Optional.of(source(route, packets, prefix)),
                route.metrics().hoplimit().orElse(0));
    }

    /** Longest packet that leaves whole by a route, in bytes. */
    int mtu(RouteInfo route) {
        final int most = interfaces.row(route.interfaceIndex()).mtu();
        return Math.min(route.metrics().mtu().orElse(most), most);
    }

    /** The source packets of the router have that leave by a route (RTA-07, RTA-08). */
    IpAddress source(RouteInfo route, Family packets, Bits destination) {
        return route.prefsrc()
                .orElseGet(() ->
                        interfaces.sourceFor(
                                route.interfaceIndex(),
                                packets,
                                route.via().orElse(address(packets, destination))));
    }

    private static IpAddress address(Family packets, Bits bits) {
        return bits.toAddress(packets == Family.IPV4 ? AddressFamily.INET : AddressFamily.INET6);
    }

    private Target target(Way way, long now) {
        final Target known = targets.get(way);
        return known != null ? known : make(way, now);
    }

    private Target make(Way way, long now) {
        final Target made;
        if (way.nextHop().isPresent()) {
            final Neighbor nextHop =
                    neighbors.nextHop(way.interfaceIndex(), way.nextHop().get(), now);
            made = new Target(way, neighbors.adjacency(nextHop, way), nextHop);
        } else {
            made = new Target(way, adjacencies.add(way), null);
        }
        changes.adjacencies();
        targets.put(way, made);
        unused.add(made);
        if (made.index >= byIndex.length) {
            byIndex = Arrays.copyOf(byIndex, 2 * made.index);
        }
        byIndex[made.index] = made;
        return made;
    }

    /** One prefix more leads there. */
    void use(int result) {
        final Target target = at(result);
        if (target != null && target.prefixes++ == 0) {
            unused.remove(target);
            use(target.way.own());
        }
    }

    /** One prefix less leads there. */
    void release(int result) {
        final Target target = at(result);
        if (target != null && --target.prefixes == 0) {
            unused.add(target);
            release(target.way.own());
        }
    }

    private Target at(int result) {
        return RouteResult.isForward(result) && result < byIndex.length ? byIndex[result] : null;
    }

    /** Gives up the adjacencies that nothing leads to any more. */
    void giveUpUnused() {
        for (Target each : unused) {
            targets.remove(each.way);
            byIndex[each.index] = null;
            last = null;
            if (each.neighbor != null) {
                neighbors.noNextHop(each.neighbor); // which keeps its adjacency as long as it lives
            } else {
                adjacencies.retire(each.index, changes.nextGeneration());
                changes.adjacencies();
            }
        }
        unused.clear();
    }

    /** How many different ways packets of a family go. */
    long count(Family packets) {
        return targets.keySet().stream().filter(way -> way.family() == packets).count();
    }
}
