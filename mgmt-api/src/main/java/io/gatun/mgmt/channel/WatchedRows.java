package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.util.LinkedHashSet;
import java.util.Set;

/** What lists the rows whose changes the groups tell, and maybe those of other groups. */
final class WatchedRows {

    private WatchedRows() {}

    static Set<Request> of(Set<EventGroup> groups) {
        final Set<Request> lists = new LinkedHashSet<>();
        for (final EventGroup group : groups) {
            switch (group) {
                case ROUTE_IPV4 -> lists.add(routes(AddressFamily.INET));
                case ROUTE_IPV6 -> lists.add(routes(AddressFamily.INET6));
                case INTERFACE -> lists.add(new Request.ListResources(ResourceKind.INTERFACE));
                case NEIGHBOR_IPV4, NEIGHBOR_IPV6 ->
                        lists.add(new Request.ListResources(ResourceKind.NEIGHBOR));
                case CONFIGURATION, TUNABLE -> {} // their events are steps, not rows of a table
            }
        }
        return lists;
    }

    private static Request routes(AddressFamily family) {
        return new Request.ListRoutes(RouteSelector.builder(TableId.ALL).family(family).build());
    }
}
