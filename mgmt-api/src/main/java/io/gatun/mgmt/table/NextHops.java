package io.gatun.mgmt.table;

import io.gatun.mgmt.model.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * The next hops given for the routes of a file. Those of a prefix's own family take the place of
 * what the file names; of several, a hash of the prefix picks one, the same in every run.
 */
public final class NextHops {

    private static final long SEED = 0x9E37_79B9_7F4A_7C15L;

    private final List<IpAddress> ipv4;
    private final List<IpAddress> ipv6;

    public NextHops(List<IpAddress> given) {
        ipv4 = given.stream().filter(hop -> hop.width() == Integer.SIZE).toList();
        ipv6 = given.stream().filter(hop -> hop.width() != Integer.SIZE).toList();
    }

    /** The next hop of a route; nothing when none is given for its family and it has none. */
    public Optional<IpAddress> of(TableRoute route) {
        final List<IpAddress> given = given(route.width());
        return switch (given.size()) {
            case 0 -> route.hop();
            case 1 -> Optional.of(given.getFirst());
            default -> Optional.of(given.get(pick(route, given.size())));
        };
    }

    private List<IpAddress> given(int width) {
        return width == Integer.SIZE ? ipv4 : ipv6;
    }

    /** Whether the next hop of a route is the one that the file names. */
    public boolean isFromFile(TableRoute route) {
        return route.hopWidth() != 0 && given(route.width()).isEmpty();
    }

    /** Whether {@link #of} gives one. */
    public boolean has(TableRoute route) {
        return route.hopWidth() != 0 || !given(route.width()).isEmpty();
    }

    /** The sentence about a route that has none. */
    public static String missing(TableRoute route) {
        return "prefix "
                + route.prefix()
                + " of the file has no next hop, and none is given for "
                + (route.width() == Integer.SIZE ? "IPv4" : "IPv6");
    }

    private static int pick(TableRoute route, int count) {
        final long hash = mix(mix(mix(SEED ^ route.high()) ^ route.low()) ^ route.length());
        return (int) Long.remainderUnsigned(hash, count);
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }
}
