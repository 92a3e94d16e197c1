package io.gatun.mgmt.table;

import io.gatun.mgmt.model.IpAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The next hops given for the routes of a file. Those of a prefix's own family take the place of
 * what the file names; of several, a hash of the prefix picks one, the same in every run.
 */
public final class NextHops {

    private static final long SEED = 0x9E37_79B9_7F4A_7C15L;

    /** What {@link #pick} says of a route that keeps the next hop of the file, or has none. */
    public static final int OF_FILE = -1;

    private final List<IpAddress> all;
    private final int ipv4;

    public NextHops(List<IpAddress> given) {
        all =
                given.stream()
                        .sorted(Comparator.comparingInt(IpAddress::width))
                        .toList(); // which keeps the order within a family
        ipv4 = (int) all.stream().filter(hop -> hop.width() == Integer.SIZE).count();
    }

    /** Those given, IPv4 first. */
    public List<IpAddress> all() {
        return all;
    }

    /** The next hop of a route; nothing when none is given for its family and it has none. */
    public Optional<IpAddress> of(TableRoute route) {
        final int pick = pick(route);
        return pick == OF_FILE ? route.hop() : Optional.of(all.get(pick));
    }

    /** Where the next hop of a route stands in {@link #all}, or {@link #OF_FILE}. */
    public int pick(TableRoute route) {
        final int first = route.width() == Integer.SIZE ? 0 : ipv4;
        final int count = given(route.width());
        return switch (count) {
            case 0 -> OF_FILE;
            case 1 -> first;
            default -> first + hash(route, count);
        };
    }

    private int given(int width) {
        return width == Integer.SIZE ? ipv4 : all.size() - ipv4;
    }

    /** Whether the next hop of a route is the one that the file names. */
    public boolean isFromFile(TableRoute route) {
        return route.hopWidth() != 0 && given(route.width()) == 0;
    }

    /** Whether {@link #of} gives one. */
    public boolean has(TableRoute route) {
        return route.hopWidth() != 0 || given(route.width()) > 0;
    }

    /** The sentence about a route that has none. */
    public static String missing(TableRoute route) {
        return "prefix "
                + route.prefix()
                + " of the file has no next hop, and none is given for "
                + (route.width() == Integer.SIZE ? "IPv4" : "IPv6");
    }

    private static int hash(TableRoute route, int count) {
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
