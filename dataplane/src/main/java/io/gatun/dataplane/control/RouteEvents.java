package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.channel.EventSink;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.TableId;
import java.util.EnumSet;
import java.util.Set;

/** Tells of routes that come, change and go, where somebody listens. */
final class RouteEvents {

    private final EventSink sink;
    private final ForwardingTables forwarding;
    private final LinkStates links;
    private final InterfaceKeeper interfaces;

    RouteEvents(
            EventSink sink,
            ForwardingTables forwarding,
            LinkStates links,
            InterfaceKeeper interfaces) {
        this.sink = sink;
        this.forwarding = forwarding;
        this.links = links;
        this.interfaces = interfaces;
    }

    /** Whether somebody listens to the routes of a table. */
    boolean isWatched(Rib.Key key) {
        return sink.isWatched(group(key.family()));
    }

    private static EventGroup group(AddressFamily family) {
        return family == AddressFamily.INET ? EventGroup.ROUTE_IPV4 : EventGroup.ROUTE_IPV6;
    }

    /** A route of this prefix is there, or is no more. */
    void tell(Change change, TableId table, AddressFamily family, Bits prefix, RouteInfo route) {
        final EventGroup group = group(family);
        if (sink.takes(group)) {
            sink.add(group, change, row(change, new Rib.Key(table, family), prefix, route));
        }
    }

    private RouteEntry row(Change change, Rib.Key key, Bits prefix, RouteInfo route) {
        final ForwardingTable following = forwarding.of(key.table(), key.family(), route.tos());
        final boolean isBest =
                change != Change.DELETED
                        && following != null
                        && route.equals(following.best(prefix));
        final RouteEntry row =
                new RouteRow(following, links, interfaces, key).entry(prefix, route, isBest);
        return isBest && following.isDeferred(prefix) ? installed(row) : row;
    }

    /** It will be before this is told. */
    private static RouteEntry installed(RouteEntry row) {
        final Set<RouteFlag> flags = EnumSet.of(RouteFlag.INSTALLED);
        flags.addAll(row.flags());
        return new RouteEntry(
                row.prefix(),
                row.table(),
                row.type(),
                row.protocol(),
                row.metric(),
                row.tos(),
                row.scope(),
                row.via(),
                row.interfaceName(),
                row.prefsrc(),
                row.onlink(),
                row.metrics(),
                flags);
    }
}
