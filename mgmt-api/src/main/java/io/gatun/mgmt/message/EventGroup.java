package io.gatun.mgmt.message;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;

/** Changes that can be watched together. They travel by name: there may be any number of them. */
public enum EventGroup {
    ROUTE_IPV4(ResourceKind.ROUTE),
    ROUTE_IPV6(ResourceKind.ROUTE),
    INTERFACE(ResourceKind.INTERFACE),
    NEIGHBOR_IPV4(ResourceKind.NEIGHBOR),
    NEIGHBOR_IPV6(ResourceKind.NEIGHBOR),
    /** What a commit has changed in the configuration, but for tunables. */
    CONFIGURATION(ResourceKind.PLAN),
    TUNABLE(ResourceKind.PLAN);

    private final ResourceKind kind;

    EventGroup(ResourceKind kind) {
        this.kind = kind;
    }

    /** Where the changes of a row belong; only rows of kinds that can be watched. */
    public static EventGroup of(Resource row) {
        return switch (row) {
            case RouteEntry route -> route.prefix() instanceof Ipv4Prefix ? ROUTE_IPV4 : ROUTE_IPV6;
            case NeighborEntry neighbor ->
                    neighbor.address() instanceof Ipv4Address ? NEIGHBOR_IPV4 : NEIGHBOR_IPV6;
            case InterfaceStatus _ -> INTERFACE;
            case PlanRow plan -> plan.kind().equals("tunable") ? TUNABLE : CONFIGURATION;
            default -> throw new IllegalArgumentException("nobody can watch " + row);
        };
    }

    /** Whether its events may be about a family. */
    public boolean mayBeOf(AddressFamily family) {
        return switch (this) {
            case ROUTE_IPV4, NEIGHBOR_IPV4 -> family == AddressFamily.INET;
            case ROUTE_IPV6, NEIGHBOR_IPV6 -> family == AddressFamily.INET6;
            case INTERFACE, CONFIGURATION, TUNABLE -> true;
        };
    }

    /** What its events carry. */
    public ResourceKind kind() {
        return kind;
    }
}
