package io.gatun.dataplane.node;

import io.gatun.dataplane.table.Interface6;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.table.TablesView;
import io.gatun.dataplane.wire.Ipv6Header;

/** How the router answers an IPv6 packet: the way, and the address it speaks from. */
public final class WayBack {

    private WayBack() {}

    /** The route to an address; to a link-local one, the way on the link of the interface. */
    public static int to(TablesView tables, int interfaceIndex, long high, long low) {
        if (!Ipv6Header.isLinkLocal(high)) {
            return tables.route6(high, low);
        }
        final int way = tables.interfaces().at(interfaceIndex).ipv6().linkWay();
        return way == 0 ? RouteResult.NO_ROUTE : way;
    }

    /**
     * Writes the source address of a packet whose destination is already written (RFC 6724 §5 rule
     * 2): of the interface the packet it answers came by, as Linux prefers, and of no narrower
     * scope than the destination.
     */
    public static void writeSource(TablesView tables, int interfaceIndex, long ip) {
        final Interfaces interfaces = tables.interfaces();
        final Interface6 own = interfaces.at(interfaceIndex).ipv6();
        if (Ipv6Header.isLinkLocal(Ipv6Header.destinationHigh(ip))) {
            Ipv6Header.source(ip, own.linkLocalHigh(), own.linkLocalLow());
        } else {
            Ipv6Header.source(
                    ip,
                    interfaces.globalSourceHigh(interfaceIndex),
                    interfaces.globalSourceLow(interfaceIndex));
        }
    }

    /** Whether packets to this address may be answered from it: a unicast address, and ours. */
    public static boolean isOwn(TablesView tables, int interfaceIndex, long high, long low) {
        final Interfaces interfaces = tables.interfaces();
        return interfaces.at(interfaceIndex).ipv6().addresses().contains(high, low)
                || interfaces.own6().contains(high, low);
    }
}
