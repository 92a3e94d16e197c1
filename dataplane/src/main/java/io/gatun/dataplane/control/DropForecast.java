package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.model.RouteType;
import java.util.Optional;

/** For which reason the nodes drop a packet that comes in, by what its destination leads to. */
final class DropForecast {

    private DropForecast() {}

    /**
     * Of a packet that this type of route meets.
     *
     * @param forwards whether the interface it comes in by does
     */
    static Optional<DropReason> ofRoute(RouteType type, Family packets, boolean forwards) {
        final boolean isIpv4 = packets == Family.IPV4;
        return switch (type) {
            case LOCAL, BROADCAST -> Optional.empty();
            case UNICAST, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW, MULTICAST, ANYCAST ->
                    forwards
                            ? ofForwarded(type, packets)
                            : Optional.of(
                                    isIpv4
                                            ? DropReason.IPV4_FORWARDING_OFF
                                            : DropReason.IPV6_FORWARDING_OFF);
        };
    }

    private static Optional<DropReason> ofForwarded(RouteType type, Family packets) {
        return switch (type) {
            case BLACKHOLE -> Optional.of(ofLookup(RouteResult.BLACKHOLE, packets));
            case UNREACHABLE -> Optional.of(ofLookup(RouteResult.UNREACHABLE, packets));
            case PROHIBIT -> Optional.of(ofLookup(RouteResult.PROHIBIT, packets));
            case THROW -> Optional.of(ofLookup(RouteResult.NO_ROUTE, packets));
            case MULTICAST -> Optional.of(ofLookup(RouteResult.MULTICAST, packets));
            case ANYCAST ->
                    packets == Family.IPV4
                            ? Optional.of(DropReason.IPV4_MARTIAN_DESTINATION)
                            : Optional.empty();
            case UNICAST, LOCAL, BROADCAST -> Optional.empty();
        };
    }

    /** Of a packet whose lookup leads neither to an adjacency nor to the router itself. */
    static DropReason ofLookup(int result, Family packets) {
        final boolean isIpv4 = packets == Family.IPV4;
        return switch (result) {
            case RouteResult.BLACKHOLE ->
                    isIpv4 ? DropReason.IPV4_BLACKHOLE : DropReason.IPV6_BLACKHOLE;
            case RouteResult.UNREACHABLE ->
                    isIpv4 ? DropReason.IPV4_UNREACHABLE : DropReason.IPV6_UNREACHABLE;
            case RouteResult.PROHIBIT ->
                    isIpv4 ? DropReason.IPV4_PROHIBITED : DropReason.IPV6_PROHIBITED;
            case RouteResult.MULTICAST ->
                    isIpv4
                            ? DropReason.IPV4_MULTICAST_NOT_JOINED
                            : DropReason.IPV6_MULTICAST_NOT_JOINED;
            case RouteResult.LINK_LOCAL ->
                    isIpv4 ? DropReason.IPV4_LINK_LOCAL : DropReason.IPV6_LINK_LOCAL_DESTINATION;
            case RouteResult.MARTIAN ->
                    isIpv4 ? DropReason.IPV4_MARTIAN_DESTINATION : DropReason.IPV6_NO_ROUTE;
            default -> isIpv4 ? DropReason.IPV4_NO_ROUTE : DropReason.IPV6_NO_ROUTE;
        };
    }
}
