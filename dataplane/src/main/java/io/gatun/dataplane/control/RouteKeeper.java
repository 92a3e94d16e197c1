package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouteConfiguration;
import io.gatun.dataplane.control.InterfaceKeeper.Address4;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibWriter;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every IPv4 route and where it comes from: what interfaces bring with their addresses, what is
 * configured, what belongs to no wire; and the forwarding table they make together with the
 * neighbors known on the link.
 */
final class RouteKeeper {

    private static final int ANY_LENGTH = 32;

    private final List<RouteEntry> entries = new ArrayList<>();
    private final List<FibWriter.Entry> routes = new ArrayList<>();
    private final List<FibWriter.Entry> own = new ArrayList<>();
    private final List<Integer> glean = new ArrayList<>();
    private final InterfaceKeeper interfaces;
    private final AdjacencyKeeper adjacencies;
    private final NeighborKeeper neighbors;

    RouteKeeper(
            InterfaceKeeper interfaces,
            AdjacencyKeeper adjacencies,
            NeighborKeeper neighbors,
            List<RouteConfiguration> configured,
            boolean classEForwarding,
            long now) {
        this.interfaces = interfaces;
        this.adjacencies = adjacencies;
        this.neighbors = neighbors;
        addAddressesOfNoWire(classEForwarding);
        configured.stream()
                .filter(route -> route.prefix() instanceof Ipv4Prefix)
                // of two for one prefix the lower metric wins: it is laid last
                .sorted(Comparator.comparingInt(RouteConfiguration::metric).reversed())
                .forEach(route -> addConfigured(route, now));
        for (int i = 0; i < interfaces.count(); i++) {
            for (Address4 address : interfaces.addresses(i)) {
                addConnected(i, address);
            }
        }
    }

    private void addAddressesOfNoWire(boolean classEForwarding) {
        special(0x0000_0000, 32, RouteResult.MARTIAN); // RPF-08: only this address of 0/8
        special(0x7F00_0000, 8, RouteResult.MARTIAN); // RFC 1122 §3.2.1.3 (g)
        special(0xE000_0000, 4, RouteResult.MULTICAST); // RFC 1112 §4
        special(0xFFFF_FFFF, 32, RouteResult.BROADCAST); // RFC 1812 §5.3.5.1
        if (!classEForwarding) {
            special(0xF000_0000, 4, RouteResult.MARTIAN); // VAL-18
        }
        boolean isForwarded = false;
        for (int i = 0; i < interfaces.count(); i++) {
            isForwarded |= interfaces.row(i).forwardLinkLocal();
        }
        if (!isForwarded) {
            special(0xA9FE_0000, 16, RouteResult.LINK_LOCAL); // RFC 3927 §7
        }
    }

    private void special(int prefix, int length, int kind) {
        routes.add(FibWriter.Entry.of(prefix, length, kind));
    }

    private void addConfigured(RouteConfiguration route, long now) {
        final Ipv4Prefix prefix = (Ipv4Prefix) route.prefix();
        routes.add(FibWriter.Entry.of(prefix.bits(), prefix.length(), target(route, now)));
        entries.add(
                new RouteEntry(
                        prefix,
                        TableId.MAIN,
                        route.type(),
                        RouteProtocol.STATIC,
                        route.metric(),
                        RouteScope.UNIVERSE,
                        route.via(),
                        route.interfaceName(),
                        Optional.empty(),
                        false,
                        RouteMetrics.NONE,
                        Set.of()));
    }

    private int target(RouteConfiguration route, long now) {
        return switch (route.type()) {
            case BLACKHOLE -> RouteResult.BLACKHOLE;
            case UNREACHABLE -> RouteResult.UNREACHABLE;
            case PROHIBIT -> RouteResult.PROHIBIT;
            case UNICAST -> unicast(route, now);
            case LOCAL, BROADCAST, ANYCAST, MULTICAST, THROW ->
                    throw new IllegalArgumentException(
                            "a route of type " + route.type() + " is not configured but made");
        };
    }

    private int unicast(RouteConfiguration route, long now) {
        final int out = interfaces.indexOf(route.interfaceName().orElseThrow());
        final int interfaceMtu = interfaces.row(out).mtu();
        final int mtu = Math.min(route.mtu().orElse(interfaceMtu), interfaceMtu);
        final Optional<IpAddress> via = route.via();
        if (via.isPresent() && via.get() instanceof Ipv4Address address) {
            final Neighbor nextHop = neighbors.nextHop(out, address, now);
            return neighbors.adjacency(nextHop, Family.IPV4, mtu);
        }
        final IpAddress source = interfaces.sourceFor(out, Family.IPV4, route.prefix().network());
        final int way = adjacencies.glean(out, Family.IPV4, mtu, source);
        glean.add(way);
        return way;
    }

    private void addConnected(int index, Address4 address) {
        final String name = interfaces.configuration(index).name();
        own.add(FibWriter.Entry.of(address.address(), ANY_LENGTH, RouteResult.LOCAL));
        list(address.address(), ANY_LENGTH, RouteType.LOCAL, name);
        if (address.length() == ANY_LENGTH) {
            return;
        }
        final int way =
                adjacencies.glean(
                        index,
                        Family.IPV4,
                        interfaces.row(index).mtu(),
                        new Ipv4Address(address.address()));
        glean.add(way);
        routes.add(FibWriter.Entry.of(address.prefix(), address.length(), way));
        list(address.prefix(), address.length(), RouteType.UNICAST, name);
        if (address.hasBroadcast()) {
            own.add(FibWriter.Entry.of(address.last(), ANY_LENGTH, RouteResult.BROADCAST));
            list(address.last(), ANY_LENGTH, RouteType.BROADCAST, name);
        }
    }

    private void list(int prefix, int length, RouteType type, String interfaceName) {
        entries.add(
                new RouteEntry(
                        new Ipv4Prefix(prefix, length),
                        TableId.MAIN,
                        type,
                        RouteProtocol.KERNEL,
                        0,
                        RouteScope.LINK,
                        Optional.empty(),
                        Optional.of(interfaceName),
                        Optional.empty(),
                        false,
                        RouteMetrics.NONE,
                        Set.of()));
    }

    /** All routes, as an operator sees them. */
    List<RouteEntry> list() {
        return List.copyOf(entries);
    }

    /**
     * The forwarding table as of now. A neighbor gets a host route only where its address would be
     * looked for on its own link: nobody draws traffic by claiming an address elsewhere.
     */
    Fib compile() {
        final List<FibWriter.Entry> all = new ArrayList<>(routes);
        final Fib withoutNeighbors = compile(routes);
        for (Neighbor neighbor : neighbors.all()) {
            if (!(neighbor.address instanceof Ipv4Address(int bits))) {
                continue;
            }
            final int way = withoutNeighbors.lookup(bits);
            final boolean isOnItsLink =
                    glean.contains(way)
                            && adjacencies.way(way).interfaceIndex() == neighbor.interfaceIndex;
            if (neighbor.isValid() && isOnItsLink) {
                final int direct =
                        neighbors.adjacency(neighbor, Family.IPV4, adjacencies.way(way).mtu());
                all.add(FibWriter.Entry.of(bits, ANY_LENGTH, direct));
            }
        }
        all.addAll(own);
        return compile(all);
    }

    private static Fib compile(List<FibWriter.Entry> entries) {
        final FibWriter writer = new FibWriter(FibCapacity.DEFAULT, () -> 0);
        try {
            writer.load(entries);
        } catch (FibFullException full) {
            throw new IllegalStateException(full);
        }
        return writer.fib();
    }
}
