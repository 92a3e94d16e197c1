package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A route as others see it.
 *
 * @param forwarding what follows its table for packets of its type of service, or null
 */
record RouteRow(
        ForwardingTable forwarding, LinkStates links, InterfaceKeeper interfaces, Rib.Key key) {

    /**
     * One route of a prefix.
     *
     * @param isBest whether it is the one that decides
     */
    RouteEntry entry(Bits prefix, RouteInfo route, boolean isBest) {
        return new RouteEntry(
                prefix.toPrefix(key.family()),
                key.table(),
                route.type(),
                route.protocol(),
                route.metric(),
                route.tos(),
                route.scope(),
                route.via(),
                interfaceName(interfaces, route),
                route.prefsrc(),
                route.onlink(),
                route.metrics(),
                flags(prefix, route, isBest));
    }

    static Optional<String> interfaceName(InterfaceKeeper interfaces, RouteInfo route) {
        return route.interfaceIndex() == RouteInfo.NO_INTERFACE
                ? Optional.empty()
                : Optional.of(interfaces.configuration(route.interfaceIndex()).name());
    }

    private Set<RouteFlag> flags(Bits prefix, RouteInfo route, boolean isBest) {
        final Set<RouteFlag> flags = EnumSet.noneOf(RouteFlag.class);
        final boolean hasNextHop =
                route.interfaceIndex() != RouteInfo.NO_INTERFACE && route.type() != RouteType.LOCAL;
        if (hasNextHop && !links.isUp(route.interfaceIndex())) {
            flags.add(RouteFlag.DEAD);
        }
        if (hasNextHop && !links.hasCarrier(route.interfaceIndex())) {
            flags.add(RouteFlag.LINKDOWN);
        }
        if (isBest && forwarding.isInstalled(prefix)) {
            flags.add(RouteFlag.INSTALLED);
        }
        if (isBest && forwarding.isRefused(prefix)) {
            flags.add(RouteFlag.FAILED);
        }
        return flags;
    }
}
