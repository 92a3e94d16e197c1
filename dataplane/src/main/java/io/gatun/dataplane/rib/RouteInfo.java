package io.gatun.dataplane.rib;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import java.util.Comparator;
import java.util.Optional;

/**
 * All of a route but its prefix and table; one object for all routes that agree in it.
 *
 * @param metric preference, lower is better
 * @param tos type of service of the packets it is for, 4 to 28; 0 is any
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
        int tos,
        Optional<IpAddress> via,
        int interfaceIndex,
        Optional<IpAddress> prefsrc,
        boolean onlink,
        RouteMetrics metrics,
        RouteOrigin origin) {

    public static final int NO_INTERFACE = -1;

    /** How the routes of a prefix stand: by type of service from the highest, then by metric. */
    public static final Comparator<RouteInfo> ORDER =
            Comparator.comparingInt(RouteInfo::tos).reversed().thenComparingLong(RouteInfo::metric);

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
                tos,
                via,
                interfaceIndex,
                prefsrc,
                onlink,
                metrics,
                another);
    }

    /** Whether it is for packets of a type of service (FIB-27). */
    public boolean isForTos(int ofPacket) {
        return tos == 0 || tos == (ofPacket & RouteAttributes.TOS_MASK);
    }

    /** Its destinations are on the link of its interface: each is its own next hop. */
    public boolean isOnLink() {
        return type == RouteType.UNICAST && via.isEmpty();
    }
}
