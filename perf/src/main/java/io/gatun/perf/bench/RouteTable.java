package io.gatun.perf.bench;

import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Prefix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Prefixes of one family as columns, in the order they are loaded in. A prefix is 128 bits wide, an
 * IPv4 one in the upper half of {@code high}; its bits after the length are zero.
 */
final class RouteTable {

    private static final int FIRST_CAPACITY = 1 << 16;

    private final int family;
    private final long[] high;
    private final long[] low;
    private final int[] length;
    private final int[] nextHop;

    private RouteTable(int family, long[] high, long[] low, int[] length, int[] nextHop) {
        this.family = family;
        this.high = high;
        this.low = low;
        this.length = length;
        this.nextHop = nextHop;
    }

    /** 4 or 6. */
    int family() {
        return family;
    }

    long high(int prefix) {
        return high[prefix];
    }

    long low(int prefix) {
        return low[prefix];
    }

    int length(int prefix) {
        return length[prefix];
    }

    /** Number of the next hop a prefix leads to, from 0. */
    int nextHop(int prefix) {
        return nextHop[prefix];
    }

    int size() {
        return high.length;
    }

    int width() {
        return family == 4 ? Integer.SIZE : 2 * Long.SIZE;
    }

    int nextHops() {
        return 1 + Arrays.stream(nextHop).max().orElse(0);
    }

    /** The same prefixes, each with one of n next hops. */
    RouteTable withNextHops(int n, long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] hops = random.ints(size(), 0, n).toArray();
        return new RouteTable(family, high, low, length, hops);
    }

    boolean covers(int prefix, long addressHigh, long addressLow) {
        return ((high[prefix] ^ addressHigh) & Ipv6Prefix.highMask(length[prefix])) == 0
                && ((low[prefix] ^ addressLow) & Ipv6Prefix.lowMask(length[prefix])) == 0;
    }

    /** The longest prefix that covers an address, found by looking at all of them; or -1. */
    int longest(long addressHigh, long addressLow) {
        int best = -1;
        for (int i = 0; i < size(); i++) {
            if ((best < 0 || length[i] > length[best]) && covers(i, addressHigh, addressLow)) {
                best = i;
            }
        }
        return best;
    }

    /**
     * The blocks of 256 entries that a table needs which resolves 24 bits at once and then 8 by 8:
     * what rte_lpm, rte_fib and their sisters for IPv6 call tbl8.
     */
    int groups() {
        int groups = 0;
        final long[][] keys = new long[size()][];
        for (int bits = 24; bits < width(); bits += Byte.SIZE) {
            int n = 0;
            for (int i = 0; i < size(); i++) {
                if (length[i] > bits) {
                    keys[n++] =
                            new long[] {
                                high[i] & Ipv6Prefix.highMask(bits),
                                low[i] & Ipv6Prefix.lowMask(bits)
                            };
                }
            }
            groups += distinct(keys, n);
        }
        return groups;
    }

    /** The most such blocks there could be, were none shared: what rte_fib6 reserves room for. */
    int groupsUnshared() {
        int groups = 0;
        for (final int bits : length) {
            groups += Math.max(0, bits - 24 + Byte.SIZE - 1) / Byte.SIZE;
        }
        return groups;
    }

    private static int distinct(long[][] keys, int n) {
        Arrays.sort(keys, 0, n, Arrays::compare);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || !Arrays.equals(keys[i], keys[i - 1])) {
                distinct++;
            }
        }
        return distinct;
    }

    /** One prefix a line. */
    void writeTo(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < size(); i++) {
                final IpPrefix prefix =
                        family == 4
                                ? new Ipv4Prefix((int) (high[i] >>> Integer.SIZE), length[i])
                                : new Ipv6Prefix(high[i], low[i], length[i]);
                out.append(prefix.toString()).append('\n');
            }
        }
    }

    /** Collects prefixes; all lead to next hop 0 at first. */
    static final class Builder {

        private final int family;
        private long[] high = new long[FIRST_CAPACITY];
        private long[] low = new long[FIRST_CAPACITY];
        private int[] length = new int[FIRST_CAPACITY];
        private int size;

        Builder(int family) {
            this.family = family;
        }

        void add(long prefixHigh, long prefixLow, int prefixLength) {
            if (size == high.length) {
                high = Arrays.copyOf(high, 2 * size);
                low = Arrays.copyOf(low, 2 * size);
                length = Arrays.copyOf(length, 2 * size);
            }
            high[size] = prefixHigh;
            low[size] = prefixLow;
            length[size++] = prefixLength;
        }

        RouteTable build() {
            return new RouteTable(
                    family,
                    Arrays.copyOf(high, size),
                    Arrays.copyOf(low, size),
                    Arrays.copyOf(length, size),
                    new int[size]);
        }
    }
}
