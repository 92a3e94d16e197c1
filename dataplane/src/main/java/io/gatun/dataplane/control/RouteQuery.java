package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.notFound;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.GetRoute;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Says which way a packet would go, by the same rules as the forwarding table (FIB-23). */
final class RouteQuery {

    private static final List<TableId> IN_ORDER = List.of(TableId.MAIN, TableId.DEFAULT);

    private final RouteKeeper routes;
    private final InterfaceKeeper interfaces;
    private final NeighborKeeper neighbors;

    RouteQuery(RouteKeeper routes, InterfaceKeeper interfaces, NeighborKeeper neighbors) {
        this.routes = routes;
        this.interfaces = interfaces;
        this.neighbors = neighbors;
    }

    RouteAnswer answer(GetRoute query) throws RefusedException {
        final IpAddress destination = query.destination();
        checkInterface("iif", query.ingress());
        checkInterface("oif", query.egress());
        final int egress = query.egress().map(interfaces::indexOf).orElse(RouteInfo.NO_INTERFACE);
        if (destination instanceof Ipv6Address ipv6
                && ipv6.isLinkLocal()
                && !interfaces.isOwn(ipv6)
                && egress == RouteInfo.NO_INTERFACE) {
            throw notFound(
                    "destination",
                    destination,
                    "",
                    destination + " is link-local: name the interface of its link with oif");
        }
        final RouteMatch found = find(query, egress);
        if (found == null) {
            throw notFound(
                    "destination",
                    destination,
                    "",
                    "network unreachable: no route leads to "
                            + destination
                            + query.egress().map(name -> " by " + name).orElse("")
                            + "; a packet that comes in is dropped as "
                            + DropForecast.ofLookup(lookup(query), packets(destination))
                            + "; gatun show routes lists what there is");
        }
        return row(
                query, isOwn(query) && found.prefix().equals(Bits.ALL) ? own(query, found) : found);
    }

    private static boolean isOwn(GetRoute query) {
        return query.ingress().isEmpty() && query.egress().isEmpty();
    }

    /** Past a gateway that is silent. */
    private RouteMatch own(GetRoute query, RouteMatch found) {
        final List<RouteInfo> usable =
                found.table().chain(found.prefix()).stream()
                        .filter(route -> route.isForTos(query.tos().orElse(0)))
                        .filter(routes.forwarding()::isUsable)
                        .toList();
        return new RouteMatch(
                found.table(),
                found.prefix(),
                routes.forwarding().objects().ownDefault(found.route(), usable));
    }

    private void checkInterface(String field, Optional<String> name) throws RefusedException {
        if (name.isPresent() && interfaces.find(name.get()) < 0) {
            throw notFound(
                    field,
                    name.get(),
                    "",
                    "no interface is called " + name.get() + "; gatun show interfaces lists them");
        }
    }

    private RouteMatch find(GetRoute query, int egress) {
        final IpAddress destination = query.destination();
        final AddressFamily family = AddressFamily.of(destination);
        final Predicate<RouteInfo> test =
                route ->
                        route.isForTos(query.tos().orElse(0))
                                && routes.forwarding().isUsable(route)
                                && (egress == RouteInfo.NO_INTERFACE
                                        || route.interfaceIndex() == egress);
        for (TableId table : IN_ORDER) {
            final ForwardingTable forwarding = routes.forwarding().of(table, family);
            final RouteMatch found = forwarding.match(Bits.of(destination), test);
            final int special = forwarding.specialOver(Bits.of(destination));
            final boolean isLinkLocal = destination instanceof Ipv6Address ip && ip.isLinkLocal();
            if (special >= 0
                    && !isLinkLocal
                    && (found == null || special > found.prefix().length())) {
                return null; // no route leads where an address means something of itself
            }
            if (found != null && found.route().type() != RouteType.THROW) {
                return found;
            }
        }
        return null;
    }

    private static Family packets(IpAddress destination) {
        return destination instanceof Ipv6Address ? Family.IPV6 : Family.IPV4;
    }

    /** What the forwarding tables themselves say. */
    private int lookup(GetRoute query) {
        final IpAddress destination = query.destination();
        final Bits bits = Bits.of(destination);
        final Family packets = packets(destination);
        final int tos = query.tos().orElse(0);
        final int result = routes.forwarding().fib(packets, tos).lookup(bits.high(), bits.low());
        return result == RouteResult.THROW
                ? routes.forwarding().lastFib(packets, tos).lookup(bits.high(), bits.low())
                : result;
    }

    private RouteAnswer row(GetRoute query, RouteMatch found) {
        final IpAddress destination = query.destination();
        final RouteInfo route = found.route();
        final AddressFamily family = AddressFamily.of(destination);
        final boolean isForwarded = route.type() == RouteType.UNICAST;
        final Family packets = packets(destination);
        return new RouteAnswer(
                destination,
                tableOf(found, family),
                found.prefix().toPrefix(family),
                route.type(),
                route.protocol(),
                route.scope(),
                route.metric(),
                route.tos(),
                route.via(),
                RouteRow.interfaceName(interfaces, route),
                isForwarded
                        ? Optional.of(
                                routes.forwarding()
                                        .objects()
                                        .source(route, packets, Bits.of(destination)))
                        : route.type() == RouteType.LOCAL
                                ? Optional.of(destination)
                                : Optional.empty(),
                isForwarded
                        ? OptionalInt.of(routes.forwarding().objects().mtu(route))
                        : OptionalInt.empty(),
                isForwarded
                        ? Optional.of(hop(route.interfaceIndex(), route.via().orElse(destination)))
                        : Optional.empty(),
                DropForecast.ofRoute(route.type(), packets, forwards(query)).map(Enum::name));
    }

    /** Whether the interface a packet comes in by lets it pass; one that is not named does. */
    private boolean forwards(GetRoute query) {
        return query.ingress()
                .map(name -> interfaces.row(interfaces.find(name)))
                .map(row ->
                        query.destination() instanceof Ipv6Address
                                ? row.ipv6().forwarding()
                                : row.forwarding())
                .orElse(true);
    }

    private TableId tableOf(RouteMatch found, AddressFamily family) {
        for (TableId table : List.of(TableId.LOCAL, TableId.MAIN)) {
            if (routes.rib().table(table, family) == found.table()) {
                return table;
            }
        }
        return TableId.DEFAULT;
    }

    private RouteAnswer.Hop hop(int interfaceIndex, IpAddress address) {
        final Neighbor neighbor = neighbors.find(interfaceIndex, address);
        return neighbor == null
                ? new RouteAnswer.Hop(address, Optional.empty(), NeighborState.NONE)
                : new RouteAnswer.Hop(
                        address,
                        neighbor.isValid()
                                ? Optional.of(new MacAddress(neighbor.mac))
                                : Optional.empty(),
                        neighbor.state);
    }
}
