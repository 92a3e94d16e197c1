package io.gatun.mgmt.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A route the router has; {@code via} is absent where the destination is on the link.
 *
 * @param metric preference, lower is better
 * @param tos type of service of the packets it is for; 0 is any
 * @param prefsrc source of packets the router itself sends that way, where one is fixed
 */
public record RouteEntry(
        IpPrefix prefix,
        TableId table,
        RouteType type,
        RouteProtocol protocol,
        long metric,
        int tos,
        RouteScope scope,
        Optional<IpAddress> via,
        Optional<String> interfaceName,
        Optional<IpAddress> prefsrc,
        boolean onlink,
        RouteMetrics metrics,
        Set<RouteFlag> flags)
        implements Resource {

    public RouteEntry {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(prefsrc, "prefsrc");
        Objects.requireNonNull(metrics, "metrics");
        final EnumSet<RouteFlag> ordered = EnumSet.noneOf(RouteFlag.class);
        ordered.addAll(flags);
        flags = Collections.unmodifiableSet(ordered);
    }

    /** The letters of route(8): U up, G by a gateway, H to one host, ! refused. */
    public String letters() {
        final boolean isRefused =
                switch (type) {
                    case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> true;
                    case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST -> false;
                };
        final boolean isUp = !flags.contains(RouteFlag.DEAD);
        return (isRefused ? "!" : isUp ? "U" : "")
                + (via.isPresent() ? "G" : "")
                + (prefix.length() == prefix.network().width() ? "H" : "");
    }
}
