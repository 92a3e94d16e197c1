package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteOrigin;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ipv6Prefix;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes an interface brings with its addresses (FIB-12, FIB-13; RT6-03, RT6-04). */
final class AutomaticRoutes {

    /** Of connected prefixes in IPv6. */
    private static final long METRIC6 = 256;

    /** One of them; {@code staysWhenDown} where it outlives the interface being down. */
    record Made(TableId table, IpPrefix prefix, RouteInfo route, boolean staysWhenDown) {}

    private final int index;
    private final List<Made> made = new ArrayList<>();
    private final Set<IpPrefix> connected = new HashSet<>();

    private AutomaticRoutes(int index) {
        this.index = index;
    }

    /** All of one interface. */
    static List<Made> of(InterfaceKeeper interfaces, int index) {
        final AutomaticRoutes routes = new AutomaticRoutes(index);
        interfaces.all(index).forEach(routes::add);
        final Addresses6 ipv6 = interfaces.addresses6(index);
        ipv6.anycast().forEach(routes::addAnycast);
        if (ipv6.isEnabled()) {
            routes.addGroups();
        }
        return routes.made;
    }

    private void add(InterfaceAddress address) {
        final IpAddress own = address.address();
        addLocal(own);
        final IpPrefix prefix = address.prefix();
        if (prefix.length() == own.width() || !connected.add(prefix)) {
            return; // of two in one subnet the first brings its route
        }
        switch (prefix) {
            case Ipv4Prefix subnet -> addSubnet(subnet, own);
            case Ipv6Prefix subnet ->
                    add(
                            TableId.MAIN,
                            subnet,
                            route(RouteType.UNICAST, RouteScope.LINK, METRIC6, Optional.empty()));
        }
    }

    private void addLocal(IpAddress own) {
        made.add(
                new Made(
                        TableId.LOCAL,
                        own.prefix(own.width()),
                        route(RouteType.LOCAL, RouteScope.HOST, 0, sourceOf(own)),
                        true));
    }

    private static Optional<IpAddress> sourceOf(IpAddress own) {
        return own instanceof Ipv6Address ? Optional.empty() : Optional.of(own);
    }

    private void addSubnet(Ipv4Prefix subnet, IpAddress own) {
        final Optional<IpAddress> source = Optional.of(own);
        add(TableId.MAIN, subnet, route(RouteType.UNICAST, RouteScope.LINK, 0, source));
        if (subnet.length() < Integer.SIZE - 1) { // RFC 3021 §2.1
            add(
                    TableId.LOCAL,
                    subnet.last().prefix(Integer.SIZE),
                    route(RouteType.BROADCAST, RouteScope.LINK, 0, source));
        }
    }

    private void addAnycast(Ipv6Address address) {
        add(
                TableId.LOCAL,
                address.prefix(address.width()),
                route(RouteType.ANYCAST, RouteScope.LINK, 0, Optional.empty()));
    }

    private void addGroups() {
        add(
                TableId.LOCAL,
                new Ipv6Prefix(0xFFL << 56, 0, 8),
                route(RouteType.MULTICAST, RouteScope.LINK, METRIC6, Optional.empty()));
    }

    private void add(TableId table, IpPrefix prefix, RouteInfo route) {
        made.add(new Made(table, prefix, route, false));
    }

    private RouteInfo route(
            RouteType type, RouteScope scope, long metric, Optional<IpAddress> source) {
        return new RouteInfo(
                type,
                RouteProtocol.KERNEL,
                scope,
                metric,
                0,
                Optional.empty(),
                index,
                source,
                false,
                RouteMetrics.NONE,
                RouteOrigin.AUTOMATIC);
    }
}
