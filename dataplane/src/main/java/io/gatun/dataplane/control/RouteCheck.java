package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.outOfBounds;

import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Locale;
import java.util.Optional;

/**
 * What a route must be like to be stored, as Linux has it (fib_semantics.c), and what it is where
 * the request leaves something open.
 */
final class RouteCheck {

    private static final long DEFAULT_METRIC6 = 1024;
    private static final long MOST_METRIC = 0xFFFF_FFFFL;
    private static final int MOST_MTU = 65_535;
    private static final int MOST_HOPLIMIT = 255;
    private static final TableId COMPATIBILITY = new TableId(252);

    private final InterfaceKeeper interfaces;
    private final NextHopCheck nextHops;

    RouteCheck(InterfaceKeeper interfaces, NextHopCheck nextHops) {
        this.interfaces = interfaces;
        this.nextHops = nextHops;
    }

    /** The route a request asks for, without its prefix; refused where there can be none. */
    RouteInfo check(IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        checkTable(asked);
        checkProtocol(asked.protocol());
        checkSelectors(asked);
        checkPrefix(prefix, asked.type());
        final boolean isIpv6 = prefix.network() instanceof Ipv6Address;
        final RouteScope scope = scope(asked);
        final long metric = metric(asked, isIpv6);
        checkMetrics(asked.metrics(), isIpv6);
        checkSource(prefix, asked.prefsrc());
        final int out = nextHops.egress(prefix, asked, scope);
        return new RouteInfo(
                asked.type(),
                asked.protocol(),
                scope,
                metric,
                asked.via(),
                out,
                asked.prefsrc(),
                asked.onlink(),
                asked.metrics());
    }

    private static void checkTable(RouteAttributes asked) throws RefusedException {
        final TableId table = asked.table();
        if (table.equals(TableId.ALL) || table.equals(COMPATIBILITY)) {
            throw outOfBounds(
                    "table",
                    table.id(),
                    "1..4294967295 but 252",
                    "table " + table.id() + " is no table of its own; name another (FIB-10)");
        }
        if (asked.type() == RouteType.THROW && table.equals(TableId.LOCAL)) {
            throw outOfBounds(
                    "type",
                    "throw",
                    "",
                    "table local and main are looked up together, so that local cannot throw; add"
                            + " the throw route to table main");
        }
    }

    private static void checkProtocol(RouteProtocol protocol) throws RefusedException {
        if (protocol.number() == 0 || protocol.equals(RouteProtocol.KERNEL)) {
            throw outOfBounds(
                    "protocol",
                    protocol,
                    "1..255 but 2",
                    "protocol "
                            + protocol
                            + " says nobody, or the router itself; name who adds the route, such as"
                            + " static");
        }
    }

    /** FIB-40, FIB-28: what would silently match more than was asked for is not taken. */
    private static void checkSelectors(RouteAttributes asked) throws RefusedException {
        if (asked.from().isPresent()) {
            throw outOfBounds(
                    "from",
                    asked.from().get(),
                    "",
                    "a route has no source prefix; to choose a table by source takes a policy rule,"
                            + " which this router does not have yet");
        }
        if (asked.tos().isPresent() && asked.tos().getAsInt() != 0) {
            throw outOfBounds(
                    "tos",
                    asked.tos().getAsInt(),
                    "0",
                    "routes by type of service are not supported yet; leave tos out");
        }
    }

    private static void checkPrefix(IpPrefix prefix, RouteType type) throws RefusedException {
        final boolean isMulticast = prefix.length() > 0 && prefix.network().isMulticast();
        if (isMulticast && type == RouteType.UNICAST) {
            throw outOfBounds(
                    "prefix",
                    prefix,
                    "a prefix of unicast addresses",
                    prefix + " is for multicast, which unicast routes do not forward");
        }
        if (!isMulticast && type == RouteType.MULTICAST) {
            throw outOfBounds(
                    "prefix",
                    prefix,
                    "a prefix within 224.0.0.0/4 or ff00::/8",
                    prefix + " is not for multicast; leave the type multicast out");
        }
    }

    /** RTA-02 where none is asked for; RTA-03 where one is. */
    private static RouteScope scope(RouteAttributes asked) throws RefusedException {
        final RouteScope widest = widestScope(asked.type());
        final RouteScope fallback =
                asked.type() == RouteType.UNICAST && asked.via().isEmpty()
                        ? RouteScope.LINK
                        : widest;
        final RouteScope scope = asked.scope().orElse(fallback);
        if (widest.isNarrowerThan(scope) || scope == RouteScope.NOWHERE) {
            throw outOfBounds(
                    "scope",
                    word(scope),
                    word(widest) + "..host",
                    "invalid scope: a route of type "
                            + word(asked.type())
                            + " has a scope between "
                            + word(widest)
                            + " and host, not "
                            + word(scope));
        }
        if (scope == RouteScope.HOST && asked.via().isPresent()) {
            throw outOfBounds(
                    "via",
                    asked.via().get(),
                    "",
                    "a route with scope host ends here and has no gateway; leave via or scope out");
        }
        return scope;
    }

    private static RouteScope widestScope(RouteType type) {
        return switch (type) {
            case UNICAST, MULTICAST, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> RouteScope.UNIVERSE;
            case BROADCAST, ANYCAST -> RouteScope.LINK;
            case LOCAL -> RouteScope.HOST;
        };
    }

    private static long metric(RouteAttributes asked, boolean isIpv6) throws RefusedException {
        final long metric = asked.metric().orElse(0);
        if (metric < 0 || metric > MOST_METRIC) {
            throw outOfBounds(
                    "metric",
                    metric,
                    "0.." + MOST_METRIC,
                    "metric " + metric + " is not within 0.." + MOST_METRIC);
        }
        return isIpv6 && metric == 0 ? DEFAULT_METRIC6 : metric;
    }

    private static void checkMetrics(RouteMetrics metrics, boolean isIpv6)
            throws RefusedException {
        final int leastMtu = isIpv6 ? 1280 : 68; // RFC 8200 §5, RFC 791 §3.2
        final int mtu = metrics.mtu().orElse(leastMtu);
        if (mtu < leastMtu || mtu > MOST_MTU) {
            throw outOfBounds(
                    "mtu",
                    mtu,
                    leastMtu + ".." + MOST_MTU,
                    "mtu " + mtu + " is not within " + leastMtu + ".." + MOST_MTU);
        }
        if (metrics.mtuLock() && metrics.mtu().isEmpty()) {
            throw outOfBounds(
                    "mtu_lock", "true", "", "there is no mtu to lock; give the route an mtu");
        }
        final int hoplimit = metrics.hoplimit().orElse(0);
        if (hoplimit < 0 || hoplimit > MOST_HOPLIMIT) {
            throw outOfBounds(
                    "hoplimit",
                    hoplimit,
                    "0.." + MOST_HOPLIMIT,
                    "hoplimit " + hoplimit + " is not within 0.." + MOST_HOPLIMIT);
        }
        for (var other : metrics.others().entrySet()) {
            if (other.getValue() < 0 || other.getValue() > MOST_METRIC) {
                throw outOfBounds(
                        other.getKey(),
                        other.getValue(),
                        "0.." + MOST_METRIC,
                        other.getKey() + " " + other.getValue() + " has more than 32 bits");
            }
        }
    }

    /** RTA-07. */
    private void checkSource(IpPrefix prefix, Optional<IpAddress> prefsrc)
            throws RefusedException {
        if (prefsrc.isEmpty()) {
            return;
        }
        final IpAddress source = prefsrc.get();
        if (source.width() != prefix.network().width() || !interfaces.isOwn(source)) {
            throw outOfBounds(
                    "src",
                    source,
                    "an address of this router",
                    "preferred source "
                            + source
                            + " is not an address of this router; gatun show interfaces lists them");
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
