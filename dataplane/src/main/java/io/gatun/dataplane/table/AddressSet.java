package io.gatun.dataplane.table;

import java.util.Arrays;

/**
 * A few IPv4 addresses, asked about once per packet: a small bit map answers nearly every no with
 * one load, and only a yes is looked up.
 */
public final class AddressSet {

    private static final int BITS = 1 << 12;

    private final long[] map = new long[BITS / Long.SIZE];
    private final int[] sorted;

    private AddressSet(int[] addresses) {
        sorted = addresses.clone();
        Arrays.sort(sorted);
        for (int address : addresses) {
            final int bit = bit(address);
            map[bit >>> 6] |= 1L << bit;
        }
    }

    public static AddressSet of(int... addresses) {
        return new AddressSet(addresses);
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public boolean contains(int address) {
        return mayContain(address) && Arrays.binarySearch(sorted, address) >= 0;
    }

    /** False for sure, or perhaps: for a loop that must stay small. */
    public boolean mayContain(int address) {
        final int bit = bit(address);
        return (map[bit >>> 6] & 1L << bit) != 0;
    }

    /** Fibonacci hashing: the top bits of the product spread neighbors apart. */
    private static int bit(int address) {
        return (address * 0x9E37_79B9) >>> (Integer.SIZE - 12);
    }
}
