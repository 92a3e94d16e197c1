package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Ipv6Header;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A few IPv6 addresses, each as its upper and its lower 64 bits. Immutable. An address that is not
 * in it is nearly always told so by one bit of a filter.
 */
public final class AddressSet6 {

    private static final AddressSet6 EMPTY = new AddressSet6(new long[0][]);

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int FILTER_BITS = 12;

    private final long[] filter = new long[1 << (FILTER_BITS - 6)];
    private final long[] high;
    private final long[] low;

    private AddressSet6(long[][] sorted) {
        high = Arrays.stream(sorted).mapToLong(pair -> pair[0]).toArray();
        low = Arrays.stream(sorted).mapToLong(pair -> pair[1]).toArray();
        for (int i = 0; i < high.length; i++) {
            final int bit = bit(high[i], low[i]);
            filter[bit >>> 6] |= 1L << bit;
        }
    }

    /** Of upper and lower halves in turn. */
    public static AddressSet6 of(long... halves) {
        if ((halves.length & 1) != 0) {
            throw new IllegalArgumentException(halves.length + " halves make no whole addresses");
        }
        final long[][] pairs = new long[halves.length / 2][];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = new long[] {halves[2 * i], halves[2 * i + 1]};
        }
        Arrays.sort(
                pairs,
                Comparator.<long[]>comparingLong(pair -> pair[0])
                        .thenComparingLong(pair -> pair[1]));
        return pairs.length == 0 ? EMPTY : new AddressSet6(pairs);
    }

    public boolean isEmpty() {
        return high.length == 0;
    }

    public boolean contains(long addressHigh, long addressLow) {
        final int bit = bit(addressHigh, addressLow);
        return (filter[bit >>> 6] & (1L << bit)) != 0 && isAmong(addressHigh, addressLow);
    }

    private static int bit(long addressHigh, long addressLow) {
        return (int) ((((addressHigh * MIX) ^ addressLow) * MIX) >>> (Long.SIZE - FILTER_BITS));
    }

    private boolean isAmong(long addressHigh, long addressLow) {
        int from = 0;
        int to = high.length - 1;
        while (from <= to) {
            final int middle = (from + to) >>> 1;
            final int order = compare(middle, addressHigh, addressLow);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                to = middle - 1;
            }
        }
        return false;
    }

    private int compare(int at, long addressHigh, long addressLow) {
        final int order = Long.compare(high[at], addressHigh);
        return order != 0 ? order : Long.compare(low[at], addressLow);
    }

    /** Upper and lower halves in turn, without the link-local ones (RFC 4291 §2.5.6). */
    long[] globalHalves() {
        final long[] halves = new long[2 * high.length];
        int n = 0;
        for (int i = 0; i < high.length; i++) {
            if (!Ipv6Header.isLinkLocal(high[i])) {
                halves[n++] = high[i];
                halves[n++] = low[i];
            }
        }
        return Arrays.copyOf(halves, n);
    }
}
