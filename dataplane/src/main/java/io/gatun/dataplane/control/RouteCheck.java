package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.configuration.RouteRules;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteOrigin;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import java.util.Optional;

/** What a route must be like to be stored, and what it is where the request leaves it open. */
final class RouteCheck {

    private final InterfaceKeeper interfaces;
    private final NextHopCheck nextHops;

    RouteCheck(InterfaceKeeper interfaces, NextHopCheck nextHops) {
        this.interfaces = interfaces;
        this.nextHops = nextHops;
    }

    /** The route a request asks for, without its prefix; refused where there can be none. */
    RouteInfo check(IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        RouteRules.check(prefix, asked);
        checkSource(prefix, asked.prefsrc());
        return info(prefix, asked, nextHops.egress(prefix, asked), RouteOrigin.ASKED);
    }

    /** The route of a file the configuration names; refused where there can be none. */
    RouteInfo imported(IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        return info(prefix, asked, nextHops.egress(prefix, asked), RouteOrigin.IMPORTED);
    }

    /**
     * The route of a configuration, which names the interface of every gateway and was checked when
     * it was read.
     */
    RouteInfo configured(IpPrefix prefix, RouteAttributes asked) {
        return info(
                prefix,
                asked,
                asked.interfaceName().map(interfaces::indexOf).orElse(RouteInfo.NO_INTERFACE),
                RouteOrigin.CONFIGURED);
    }

    private static RouteInfo info(
            IpPrefix prefix, RouteAttributes asked, int egress, RouteOrigin origin) {
        return new RouteInfo(
                asked.type(),
                asked.protocol(),
                RouteRules.scope(asked),
                RouteRules.metric(prefix, asked),
                asked.tos().orElse(0),
                asked.via(),
                egress,
                asked.prefsrc(),
                asked.onlink(),
                asked.metrics(),
                origin);
    }

    /** RTA-07. */
    private void checkSource(IpPrefix prefix, Optional<IpAddress> prefsrc) throws RefusedException {
        if (prefsrc.isEmpty()) {
            return;
        }
        final IpAddress source = prefsrc.get();
        if (source.width() != prefix.network().width() || !interfaces.isOwn(source)) {
            throw outOfBounds(
                    "source",
                    source,
                    "an address of this router",
                    "preferred source "
                            + source
                            + " is not an address of this router; gatun show interfaces lists them");
        }
    }
}
