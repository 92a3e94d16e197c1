package io.gatun.mgmt.table;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.agrona.collections.LongHashSet;

/**
 * Prefixes seen before. One of fewer than 64 bits is told from all others by a long: its bits, and
 * a one after them. The few longer ones are objects.
 */
final class PrefixSet {

    private final Run ipv4 = new Run();
    private final Run ipv6 = new Run();
    private final Set<Long128> longer = new HashSet<>();

    private record Long128(long high, long low, int length) {}

    /**
     * The shorter ones of a family. Most files have them in order, by address and then by length:
     * as long as each comes behind the one before it, it is only written down.
     */
    private static final class Run {

        private static final int FIRST_CAPACITY = 1024;

        private long[] inOrder = new long[FIRST_CAPACITY];
        private int count;
        private long lastHigh;
        private int lastLength = -1;
        private LongHashSet all;

        private boolean add(long high, int length) {
            final long marked = high | 1L << (Long.SIZE - 1 - length);
            if (all != null) {
                return all.add(marked);
            }
            final int order = Long.compareUnsigned(high, lastHigh);
            if (order == 0 && length == lastLength) {
                return false;
            }
            if (order < 0 || (order == 0 && length < lastLength)) {
                lookUp();
                return all.add(marked);
            }
            lastHigh = high;
            lastLength = length;
            if (count == inOrder.length) {
                inOrder = Arrays.copyOf(inOrder, 2 * count);
            }
            inOrder[count++] = marked;
            return true;
        }

        private void lookUp() {
            all = new LongHashSet(2 * count);
            for (int i = 0; i < count; i++) {
                all.add(inOrder[i]);
            }
            inOrder = null;
        }
    }

    /** Whether the prefix of the route, without host bits, is new to the set. */
    boolean add(TableRoute route) {
        if (route.length() >= Long.SIZE) {
            return longer.add(new Long128(route.high(), route.low(), route.length()));
        }
        return (route.width() == Integer.SIZE ? ipv4 : ipv6).add(route.high(), route.length());
    }
}
