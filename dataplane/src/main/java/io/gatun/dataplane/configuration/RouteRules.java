package io.gatun.dataplane.configuration;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Locale;

/**
 * What a route must be like whatever the router's interfaces are, as Linux has it
 * (fib_semantics.c), and what it is where a request leaves something open.
 */
public final class RouteRules {

    private static final long DEFAULT_METRIC6 = 1024;
    private static final long MOST_METRIC = 0xFFFF_FFFFL;
    private static final int MOST_MTU = 65_535;
    private static final int MOST_HOPLIMIT = 255;
    private static final TableId COMPATIBILITY = new TableId(252);

    private RouteRules() {}

    /** Refuses what cannot be a route. */
    public static void check(IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        checkTable(asked);
        checkProtocol(asked.protocol());
        checkSelectors(asked);
        checkTos(asked, prefix.network() instanceof Ipv6Address);
        checkPrefix(prefix, asked.type());
        checkScope(asked);
        checkMetric(asked);
        checkMetrics(asked.metrics(), prefix.network() instanceof Ipv6Address);
        checkEnd(asked);
    }

    private static void checkTable(RouteAttributes asked) throws RefusedException {
        final TableId table = asked.table();
        if (table.equals(TableId.ALL) || table.equals(COMPATIBILITY)) {
            throw outOfBounds(
                    "table",
                    table.id(),
                    "1..4294967295 but 252",
                    "table " + table.id() + " is no table of its own; name another");
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

    /** FIB-40: what would silently match more than was asked for is not taken. */
    private static void checkSelectors(RouteAttributes asked) throws RefusedException {
        if (asked.from().isPresent()) {
            throw outOfBounds(
                    "from",
                    asked.from().get(),
                    "",
                    "a route has no source prefix; to choose a table by source takes a policy rule,"
                            + " which this router does not have yet");
        }
    }

    /** FIB-27. Linux takes other values too, and no packet ever matches them. */
    private static void checkTos(RouteAttributes asked, boolean isIpv6) throws RefusedException {
        final int tos = asked.tos().orElse(0);
        if (tos != 0 && isIpv6) {
            throw outOfBounds(
                    "tos", tos, "0", "an IPv6 route is for packets of any class; leave tos out");
        }
        if ((tos & ~RouteAttributes.TOS_MASK) != 0) {
            throw outOfBounds(
                    "tos",
                    tos,
                    "0, 4, 8, 12, 16, 20, 24, 28",
                    "no packet is looked up with tos "
                            + String.format(Locale.ROOT, "0x%02x", tos)
                            + ": of its type of service the bits 0x1c count");
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

    /** RTA-02 where none is asked for. */
    public static RouteScope scope(RouteAttributes asked) {
        final RouteScope fallback =
                asked.type() == RouteType.UNICAST && asked.via().isEmpty()
                        ? RouteScope.LINK
                        : widestScope(asked.type());
        return asked.scope().orElse(fallback);
    }

    /** RTA-03, NH-06. */
    private static void checkScope(RouteAttributes asked) throws RefusedException {
        final RouteScope widest = widestScope(asked.type());
        final RouteScope scope = scope(asked);
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
        if (asked.via().isPresent() && scope.isNarrowerThan(RouteScope.SITE)) {
            throw outOfBounds(
                    "scope",
                    word(scope),
                    "universe, site",
                    "invalid scope: what lies behind a gateway is not on this "
                            + word(scope)
                            + "; leave scope or via out");
        }
    }

    private static RouteScope widestScope(RouteType type) {
        return switch (type) {
            case UNICAST, MULTICAST, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> RouteScope.UNIVERSE;
            case BROADCAST, ANYCAST -> RouteScope.LINK;
            case LOCAL -> RouteScope.HOST;
        };
    }

    /** In IPv6 the lowest is not 0 (RT6-04). */
    public static long metric(IpPrefix prefix, RouteAttributes asked) {
        final long metric = asked.metric().orElse(0);
        return metric == 0 && prefix.network() instanceof Ipv6Address ? DEFAULT_METRIC6 : metric;
    }

    private static void checkMetric(RouteAttributes asked) throws RefusedException {
        final long metric = asked.metric().orElse(0);
        if (metric < 0 || metric > MOST_METRIC) {
            throw outOfBounds(
                    "metric",
                    metric,
                    "0.." + MOST_METRIC,
                    "metric " + metric + " is not within 0.." + MOST_METRIC);
        }
    }

    private static void checkMetrics(RouteMetrics metrics, boolean isIpv6) throws RefusedException {
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

    /** RT-11; and who has a gateway at all. */
    private static void checkEnd(RouteAttributes asked) throws RefusedException {
        if (asked.via().isPresent() && asked.type() != RouteType.UNICAST) {
            throw outOfBounds(
                    "via",
                    asked.via().get(),
                    "",
                    "a route of type " + word(asked.type()) + " has no gateway; leave via out");
        }
        if (asked.interfaceName().isPresent() && isError(asked.type())) {
            throw outOfBounds(
                    "interface",
                    asked.interfaceName().get(),
                    "",
                    "a route of type "
                            + word(asked.type())
                            + " sends nothing; leave the interface out");
        }
        if (asked.onlink() && asked.via().isEmpty()) {
            throw outOfBounds(
                    "onlink", "true", "", "onlink is about a gateway; give via or leave it out");
        }
    }

    /** Whether packets end there with an error, or with none. */
    public static boolean isError(RouteType type) {
        return switch (type) {
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> true;
            case UNICAST, LOCAL, BROADCAST, ANYCAST, MULTICAST -> false;
        };
    }

    private static RefusedException outOfBounds(
            String field, Object value, String bound, String sentence) {
        return new RefusedException(
                new Reply.Refusal(
                        RefusalCode.OUT_OF_BOUNDS, field, value.toString(), bound, sentence));
    }

    /** As it is written in a configuration. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
