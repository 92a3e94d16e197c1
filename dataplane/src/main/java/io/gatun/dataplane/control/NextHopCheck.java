package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.notFound;
import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.configuration.RouteRules;
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
        RouteMatch match(
                TableId table, AddressFamily family, Bits address, Predicate<RouteInfo> test);
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
    int egress(IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        final int named =
                asked.interfaceName().isPresent()
                        ? interfaceOf(asked.interfaceName().get())
                        : RouteInfo.NO_INTERFACE;
        if (asked.via().isPresent()) {
            return gatewayEgress(prefix, asked, named);
        }
        if (asked.type() == RouteType.UNICAST && named == RouteInfo.NO_INTERFACE) {
            throw outOfBounds(
                    "via",
                    "",
                    "a gateway or an interface",
                    "route "
                            + prefix
                            + " has neither gateway nor interface; a unicast route needs one");
        }
        return named;
    }

    /** NH-05. */
    private int interfaceOf(String name) throws RefusedException {
        final int index = interfaces.find(name);
        if (index < 0) {
            throw notFound(
                    "interface",
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
                "interface",
                name,
                "an interface that is up",
                "interface " + name + " is down; gatun interface set " + name + " up");
    }

    private int gatewayEgress(IpPrefix prefix, RouteAttributes asked, int named)
            throws RefusedException {
        final IpAddress via = asked.via().get();
        if (via instanceof Ipv4Address && prefix.network() instanceof Ipv6Address) {
            throw invalid(via, "IPv6 packets have an IPv6 gateway");
        }
        checkIsHost(via);
        final boolean isLinkLocal = via instanceof Ipv6Address ipv6 && ipv6.isLinkLocal();
        if ((asked.onlink() || isLinkLocal) && named == RouteInfo.NO_INTERFACE) {
            throw outOfBounds(
                    "interface",
                    "",
                    "an interface",
                    "gateway "
                            + via
                            + (isLinkLocal ? " is link-local" : " is onlink")
                            + " and needs the interface of that link: name it");
        }
        if (interfaces.isOwn(via)) {
            throw invalid(via, "it is this router's own address");
        }
        return asked.onlink() || isLinkLocal ? named : reached(via, asked, named);
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
    private int reached(IpAddress via, RouteAttributes asked, int named) throws RefusedException {
        final int least = RouteScope.LINK.number(); // what has a gateway is wider
        final Predicate<RouteInfo> narrower =
                route ->
                        route.scope().number() >= least
                                && (named == RouteInfo.NO_INTERFACE
                                        || route.interfaceIndex() == named);
        final RouteMatch found =
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
                            + RouteRules.word(found.route().type())
                            + " covers it");
        }
        return found.route().interfaceIndex();
    }

    private RouteMatch match(TableId table, IpAddress via, Predicate<RouteInfo> test) {
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
