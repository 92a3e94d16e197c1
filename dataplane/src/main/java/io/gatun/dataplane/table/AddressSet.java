package io.gatun.dataplane.table;

import java.util.Arrays;

/** A few IPv4 addresses. Immutable. */
public final class AddressSet {

    private final int[] sorted;

    private AddressSet(int[] addresses) {
        sorted = addresses.clone();
        Arrays.sort(sorted);
    }

    public static AddressSet of(int... addresses) {
        return new AddressSet(addresses);
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public boolean contains(int address) {
        return Arrays.binarySearch(sorted, address) >= 0;
    }
}
