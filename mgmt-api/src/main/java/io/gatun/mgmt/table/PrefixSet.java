package io.gatun.mgmt.table;

import java.util.HashSet;
import java.util.Set;
import org.agrona.collections.LongHashSet;

/**
 * Prefixes seen before. One of fewer than 64 bits is told from all others by a long: its bits, and
 * a one after them. The few longer ones are objects.
 */
final class PrefixSet {

    private final LongHashSet ipv4 = new LongHashSet();
    private final LongHashSet ipv6 = new LongHashSet();
    private final Set<Long128> longer = new HashSet<>();

    private record Long128(long high, long low, int length) {}

    /** Whether the prefix of the route, without host bits, is new to the set. */
    boolean add(TableRoute route) {
        if (route.length() >= Long.SIZE) {
            return longer.add(new Long128(route.high(), route.low(), route.length()));
        }
        final long marked = route.high() | 1L << (Long.SIZE - 1 - route.length());
        return (route.width() == Integer.SIZE ? ipv4 : ipv6).add(marked);
    }
}
