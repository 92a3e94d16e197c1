package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.notFound;
import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.control.ForwardingTable.Match;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a route would leave, and whether it can: the rows NH-02 to NH-07. */
final class NextHopCheck {

    /** Finds the route that decides for an address among those that pass a test; null for none. */
    @FunctionalInterface
    interface Lookup {
        Match match(TableId table, AddressFamily family, Bits address, Predicate<RouteInfo> test);
    }

    private final InterfaceKeeper interfaces;
    private final LinkStates links;
    private final Lookup lookup;

    NextHopCheck(InterfaceKeeper interfaces, LinkStates links, Lookup lookup) {
        this.interfaces = interfaces;
        this.links = links;
        this.lookup = lookup;
    }

    /** The interface a route would leave by, or {@link RouteInfo#NO_INTERFACE}. */
    int egress(IpPrefix prefix, RouteAttributes asked, RouteScope scope) throws RefusedException {
        if (isError(asked.type())) {
            checkGoesNowhere(asked);
            return RouteInfo.NO_INTERFACE;
        }
        final int named =
                asked.interfaceName().isPresent()
                        ? interfaceOf(asked.interfaceName().get())
                        : RouteInfo.NO_INTERFACE;
        if (asked.via().isPresent()) {
            return gatewayEgress(prefix, asked, named, scope);
        }
        if (asked.onlink()) {
            throw outOfBounds(
                    "onlink", "true", "", "onlink is about a gateway; give via or leave it out");
        }
        if (asked.type() == RouteType.UNICAST && named == RouteInfo.NO_INTERFACE) {
            throw outOfBounds(
                    "via",
                    "",
                    "a gateway or an interface",
                    "route " + prefix + " has neither via nor dev; a unicast route needs one");
        }
        return named;
    }

    private static boolean isError(RouteType type) {
        return switch (type) {
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> true;
            case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST -> false;
        };
    }

    /** RT-11. */
    private static void checkGoesNowhere(RouteAttributes asked) throws RefusedException {
        final String type = RouteCheck.word(asked.type());
        if (asked.via().isPresent()) {
            throw outOfBounds(
                    "via",
                    asked.via().get(),
                    "",
                    "a route of type " + type + " sends nothing; leave via out");
        }
        if (asked.interfaceName().isPresent()) {
            throw outOfBounds(
                    "dev",
                    asked.interfaceName().get(),
                    "",
                    "a route of type " + type + " sends nothing; leave dev out");
        }
    }

    /** NH-05. */
    private int interfaceOf(String name) throws RefusedException {
        final int index = interfaces.find(name);
        if (index < 0) {
            throw notFound(
                    "dev",
                    name,
                    "",
                    "no interface is called " + name + "; gatun show interfaces lists them");
        }
        if (!links.isUp(index)) {
            throw isDown(name);
        }
        return index;
    }

    private static RefusedException isDown(String name) {
        return outOfBounds(
                "dev",
                name,
                "an interface that is up",
                "interface " + name + " is down; gatun interface set " + name + " up");
    }

    private int gatewayEgress(IpPrefix prefix, RouteAttributes asked, int named, RouteScope scope)
            throws RefusedException {
        final IpAddress via = asked.via().get();
        if (asked.type() != RouteType.UNICAST) {
            throw invalid(via, "a route of type " + RouteCheck.word(asked.type()) + " has none");
        }
        if (via instanceof Ipv4Address && prefix.network() instanceof Ipv6Address) {
            throw invalid(via, "IPv6 packets have an IPv6 gateway");
        }
        checkIsHost(via);
        final boolean isLinkLocal = via instanceof Ipv6Address ipv6 && ipv6.isLinkLocal();
        if ((asked.onlink() || isLinkLocal) && named == RouteInfo.NO_INTERFACE) {
            throw outOfBounds(
                    "dev",
                    "",
                    "an interface",
                    "gateway "
                            + via
                            + (isLinkLocal ? " is link-local" : " is onlink")
                            + " and needs the interface of that link: dev NAME");
        }
        if (interfaces.isOwn(via)) {
            throw invalid(via, "it is this router's own address");
        }
        if (scope.isNarrowerThan(RouteScope.SITE)) {
            throw outOfBounds(
                    "scope",
                    RouteCheck.word(scope),
                    "universe, site",
                    "invalid scope: what lies behind a gateway is not on the link");
        }
        return asked.onlink() || isLinkLocal ? named : reached(via, asked, named, scope);
    }

    private static void checkIsHost(IpAddress via) throws RefusedException {
        final boolean isNoHost =
                via.isUnspecified()
                        || via.isLoopback()
                        || via.isMulticast()
                        || (via instanceof Ipv4Address ipv4 && ipv4.isLimitedBroadcast())
                        || (via instanceof Ipv6Address ipv6 && ipv6.isIpv4Mapped());
        if (isNoHost) {
            throw invalid(via, "it is no address of a single neighbor");
        }
    }

    /** NH-02, NH-04: a narrower route than the new one leads to the gateway. */
    private int reached(IpAddress via, RouteAttributes asked, int named, RouteScope scope)
            throws RefusedException {
        final int least = Math.max(scope.number() + 1, RouteScope.LINK.number());
        final Predicate<RouteInfo> narrower =
                route ->
                        route.scope().number() >= least
                                && (named == RouteInfo.NO_INTERFACE
                                        || route.interfaceIndex() == named);
        final Match found =
                Optional.ofNullable(match(asked.table(), via, narrower))
                        .orElseGet(() -> match(TableId.MAIN, via, narrower));
        if (found == null) {
            throw invalid(
                    via,
                    named == RouteInfo.NO_INTERFACE
                            ? "no connected route leads to it; add one, or name the interface and"
                                    + " say onlink"
                            : "no connected route leads to it by "
                                    + interfaces.configuration(named).name()
                                    + "; name another interface, or say onlink");
        }
        if (!found.route().isOnLink()) {
            throw invalid(
                    via,
                    found.prefix().toPrefix(AddressFamily.of(via))
                            + " of type "
                            + RouteCheck.word(found.route().type())
                            + " covers it");
        }
        return found.route().interfaceIndex();
    }

    private Match match(TableId table, IpAddress via, Predicate<RouteInfo> test) {
        return lookup.match(table, AddressFamily.of(via), Bits.of(via), test);
    }

    private static RefusedException invalid(IpAddress via, String why) {
        return outOfBounds(
                "via",
                via,
                "a neighbor on a connected link",
                "invalid gateway " + via + ": " + why);
    }
}
