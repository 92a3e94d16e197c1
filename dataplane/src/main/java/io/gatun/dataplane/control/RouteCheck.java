package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.configuration.RouteRules;
import io.gatun.dataplane.rib.RouteInfo;
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
        return new RouteInfo(
                asked.type(),
                asked.protocol(),
                RouteRules.scope(asked),
                RouteRules.metric(prefix, asked),
                asked.via(),
                nextHops.egress(prefix, asked),
                asked.prefsrc(),
                asked.onlink(),
                asked.metrics());
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
