package io.gatun.dataplane.table;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Many prefixes and the {@link RouteResult} of each, as columns, for {@link FibWriter#load}. */
public final class FibRoutes {

    private static final int FIRST_CAPACITY = 16;
    private static final int DIGITS = 1 << Byte.SIZE;

    private long[] high;
    private long[] low; // absent while it would be all zero
    private byte[] length;
    private int[] result;
    private int size;
    private int[] order; // the sorted ones; absent before

    public FibRoutes(int expected) {
        final int capacity = Math.max(expected, FIRST_CAPACITY);
        high = new long[capacity];
        length = new byte[capacity];
        result = new int[capacity];
    }

    public void add(long prefixHigh, long prefixLow, int prefixLength, int leadsTo) {
        if (size == high.length) {
            grow();
        }
        if (prefixLow != 0 && low == null) {
            low = new long[high.length];
        }
        high[size] = prefixHigh;
        if (low != null) {
            low[size] = prefixLow;
        }
        length[size] = (byte) prefixLength;
        result[size] = leadsTo;
        size++;
        order = null;
    }

    private void grow() {
        final int capacity = 2 * size;
        high = Arrays.copyOf(high, capacity);
        low = low == null ? null : Arrays.copyOf(low, capacity);
        length = Arrays.copyOf(length, capacity);
        result = Arrays.copyOf(result, capacity);
    }

    public int size() {
        return order == null ? size : order.length;
    }

    long high(int i) {
        return high[order[i]];
    }

    long low(int i) {
        return low == null ? 0 : low[order[i]];
    }

    int length(int i) {
        return length[order[i]] & 0xFF;
    }

    /** Tells what each route that was added leads to. */
    public void forEachResult(IntConsumer each) {
        for (int i = 0; i < size; i++) {
            each.accept(result[i]);
        }
    }

    int result(int i) {
        return result[order[i]];
    }

    /**
     * By address, and by length where that is equal; of equal prefixes only the last one stays. A
     * radix sort, least digit first, that leaves out digits all prefixes share.
     */
    void sort() {
        int[] sorted = new int[size];
        int[] spare = new int[size];
        for (int i = 0; i < size; i++) {
            sorted[i] = i;
        }
        final int[] counts = new int[DIGITS];
        for (int digit = 0; digit <= 2 * Long.BYTES; digit++) {
            Arrays.fill(counts, 0);
            for (int i = 0; i < size; i++) {
                counts[digit(i, digit)]++;
            }
            if (size == 0 || counts[digit(0, digit)] == size) {
                continue;
            }
            int sum = 0;
            for (int d = 0; d < DIGITS; d++) {
                final int count = counts[d];
                counts[d] = sum;
                sum += count;
            }
            for (int i = 0; i < size; i++) {
                spare[counts[digit(sorted[i], digit)]++] = sorted[i];
            }
            final int[] swapped = sorted;
            sorted = spare;
            spare = swapped;
        }
        order = withoutDuplicates(sorted);
    }

    /** Digit 0 is the length, then come the octets of the address from the last to the first. */
    private int digit(int i, int digit) {
        if (digit == 0) {
            return length[i] & 0xFF;
        }
        if (digit <= Long.BYTES) {
            return low == null ? 0 : (int) (low[i] >>> ((digit - 1) * Byte.SIZE)) & 0xFF;
        }
        return (int) (high[i] >>> ((digit - 1 - Long.BYTES) * Byte.SIZE)) & 0xFF;
    }

    private int[] withoutDuplicates(int[] sorted) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            final boolean isLast = i + 1 == size || !isEqual(sorted[i], sorted[i + 1]);
            if (isLast) {
                sorted[kept++] = sorted[i];
            }
        }
        return kept == size ? sorted : Arrays.copyOf(sorted, kept);
    }

    private boolean isEqual(int a, int b) {
        return high[a] == high[b] && length[a] == length[b] && (low == null || low[a] == low[b]);
    }
}
