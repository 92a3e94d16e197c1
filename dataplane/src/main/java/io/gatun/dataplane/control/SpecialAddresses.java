package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.model.IpPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Addresses that mean something of themselves, route or no route (RFC 6890). */
final class SpecialAddresses {

    /** Where the interface decides and no route (RFC 4007 §6, RT6-03). */
    private static final List<Bits> BY_INTERFACE = List.of(bits("fe80::/10"), bits("ff00::/8"));

    private final Map<Bits, Integer> results = new LinkedHashMap<>();
    private final Family family;

    private SpecialAddresses(Family family) {
        this.family = family;
    }

    /** None at all: all of the family is looked up as any other. */
    static SpecialAddresses none(Family family) {
        return new SpecialAddresses(family);
    }

    static SpecialAddresses ipv4(boolean forwardsClassE, boolean forwardsLinkLocal) {
        final SpecialAddresses special = new SpecialAddresses(Family.IPV4);
        special.add("0.0.0.0/32", RouteResult.MARTIAN); // RPF-08: only this address of 0/8
        special.add("127.0.0.0/8", RouteResult.MARTIAN); // RFC 1122 §3.2.1.3 (g)
        special.add("224.0.0.0/4", RouteResult.MULTICAST); // RFC 1112 §4
        special.add("255.255.255.255/32", RouteResult.BROADCAST); // RFC 1812 §5.3.5.1
        if (!forwardsClassE) {
            special.add("240.0.0.0/4", RouteResult.MARTIAN); // VAL-18
        }
        if (!forwardsLinkLocal) {
            special.add("169.254.0.0/16", RouteResult.LINK_LOCAL); // RFC 3927 §7
        }
        return special;
    }

    static SpecialAddresses ipv6() {
        final SpecialAddresses special = new SpecialAddresses(Family.IPV6);
        special.add("::/128", RouteResult.MARTIAN); // RFC 4291 §2.5.2
        special.add("::1/128", RouteResult.MARTIAN); // RFC 4291 §2.5.3
        special.add("::ffff:0.0.0.0/96", RouteResult.MARTIAN); // RFC 4291 §2.5.5.2
        special.add("ff00::/8", RouteResult.MULTICAST);
        special.add("fe80::/10", RouteResult.LINK_LOCAL);
        return special;
    }

    private static Bits bits(String prefix) {
        return Bits.of(IpPrefix.parse(prefix));
    }

    private void add(String prefix, int result) {
        results.put(bits(prefix), result);
    }

    /** What this very prefix leads to, where no route does. */
    OptionalInt at(Bits prefix) {
        final Integer result = results.get(prefix);
        return result == null ? OptionalInt.empty() : OptionalInt.of(result);
    }

    /** Whether routes to a prefix are kept, but do not decide. */
    boolean overrule(Bits prefix) {
        if (family != Family.IPV6 || results.isEmpty()) {
            return false;
        }
        for (Bits each : BY_INTERFACE) {
            if (each.covers(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Length of the longest that covers an address; -1 where none does. */
    int longestOver(Bits address) {
        return results.keySet().stream()
                .filter(each -> each.covers(address))
                .mapToInt(Bits::length)
                .max()
                .orElse(-1);
    }

    Map<Bits, Integer> all() {
        return results;
    }
}
