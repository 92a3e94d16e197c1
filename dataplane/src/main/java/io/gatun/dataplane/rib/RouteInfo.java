package io.gatun.dataplane.rib;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import java.util.Optional;

/**
 * All of a route but its prefix and table; one object for all routes that agree in it.
 *
 * @param metric preference, lower is better
 * @param via the next hop; absent where the destination is on the link
 * @param interfaceIndex the interface it leaves by, or {@link #NO_INTERFACE}
 * @param prefsrc source of packets the router itself sends that way, where one is fixed
 * @param origin who brought it, which makes no route another one
 */
public record RouteInfo(
        RouteType type,
        RouteProtocol protocol,
        RouteScope scope,
        long metric,
        Optional<IpAddress> via,
        int interfaceIndex,
        Optional<IpAddress> prefsrc,
        boolean onlink,
        RouteMetrics metrics,
        RouteOrigin origin) {

    public static final int NO_INTERFACE = -1;

    /** The same route, whoever brought it. */
    public boolean isSame(RouteInfo other) {
        return equals(other) || (origin != other.origin && equals(other.from(origin)));
    }

    private RouteInfo from(RouteOrigin another) {
        return new RouteInfo(
                type,
                protocol,
                scope,
                metric,
                via,
                interfaceIndex,
                prefsrc,
                onlink,
                metrics,
                another);
    }

    /** Its destinations are on the link of its interface: each is its own next hop. */
    public boolean isOnLink() {
        return type == RouteType.UNICAST && via.isEmpty();
    }
}
