package io.gatun.dataplane.table;

import java.util.function.IntConsumer;

/**
 * The prefixes of a table with what each leads to: open addressing over columns, 13 bytes a place
 * (21 once a prefix is longer than 64 bits). Has no place for the prefix of length 0.
 */
final class PrefixMap {

    static final int NONE = -1;

    private static final int FIRST_CAPACITY = 1 << 8;
    private static final long MIX_HIGH = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX_LOW = 0xC2B2_AE3D_27D4_EB4FL;

    private long[] high = new long[FIRST_CAPACITY];
    private long[] low; // absent while it would be all zero
    private byte[] length = new byte[FIRST_CAPACITY]; // 0 where nothing is; 128 as a negative
    private int[] result = new int[FIRST_CAPACITY];
    private int mask = FIRST_CAPACITY - 1;
    private int size;
    private final PrefixLengths lengths = new PrefixLengths();

    int size() {
        return size;
    }

    void forEachResult(IntConsumer each) {
        for (int place = 0; place <= mask; place++) {
            if (length[place] != 0) {
                each.accept(result[place]);
            }
        }
    }

    /** Length of the longest shorter prefix that covers this one; 0 when there is none. */
    int parentLength(long keyHigh, long keyLow, int keyLength) {
        int shorter = lengths.below(keyHigh, keyLength);
        while (shorter > 0
                && get(
                                keyHigh & FibWriter.highMask(shorter),
                                keyLow & FibWriter.lowMask(shorter),
                                shorter)
                        == NONE) {
            shorter = lengths.below(keyHigh, shorter);
        }
        return shorter;
    }

    int get(long keyHigh, long keyLow, int keyLength) {
        final int at = find(keyHigh, keyLow, keyLength);
        return length[at] == 0 ? NONE : result[at];
    }

    /** Returns what the prefix led to before, or {@link #NONE}. */
    int put(long keyHigh, long keyLow, int keyLength, int value) {
        if (keyLow != 0 && low == null) {
            low = new long[high.length];
        }
        final int at = find(keyHigh, keyLow, keyLength);
        if (length[at] != 0) {
            final int before = result[at];
            result[at] = value;
            return before;
        }
        set(at, keyHigh, keyLow, (byte) keyLength, value);
        lengths.add(keyHigh, keyLength);
        if (++size > mask / 2 + mask / 8) {
            resize(2 * (mask + 1));
        }
        return NONE;
    }

    /** Makes room, so that so many prefixes are put without a pause. */
    void expect(int prefixes) {
        final int needed =
                Integer.highestOneBit(Math.max(prefixes / 5 * 8, FIRST_CAPACITY - 1)) << 1;
        if (needed > mask + 1) {
            resize(needed);
        }
    }

    /** Returns what the prefix led to, or {@link #NONE}. */
    int remove(long keyHigh, long keyLow, int keyLength) {
        int gap = find(keyHigh, keyLow, keyLength);
        if (length[gap] == 0) {
            return NONE;
        }
        final int before = result[gap];
        lengths.remove(keyLength);
        size--;
        for (int at = (gap + 1) & mask; length[at] != 0; at = (at + 1) & mask) {
            final int home = home(high[at], low == null ? 0 : low[at], length[at]);
            if (((at - home) & mask) >= ((at - gap) & mask)) { // may move up without being lost
                set(gap, high[at], low == null ? 0 : low[at], length[at], result[at]);
                gap = at;
            }
        }
        length[gap] = 0;
        return before;
    }

    private void set(int at, long keyHigh, long keyLow, byte keyLength, int value) {
        high[at] = keyHigh;
        if (low != null) {
            low[at] = keyLow;
        }
        length[at] = keyLength;
        result[at] = value;
    }

    private int find(long keyHigh, long keyLow, int keyLength) {
        int at = home(keyHigh, keyLow, (byte) keyLength);
        while (length[at] != 0
                && (high[at] != keyHigh
                        || length[at] != (byte) keyLength
                        || (low == null ? 0 : low[at]) != keyLow)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int home(long keyHigh, long keyLow, byte keyLength) {
        long hash = (keyHigh ^ keyLength) * MIX_HIGH ^ keyLow * MIX_LOW;
        hash ^= hash >>> 32;
        hash *= MIX_HIGH;
        return (int) (hash >>> 32) & mask;
    }

    private void resize(int capacity) {
        final long[] oldHigh = high;
        final long[] oldLow = low;
        final byte[] oldLength = length;
        final int[] oldResult = result;
        high = new long[capacity];
        low = oldLow == null ? null : new long[capacity];
        length = new byte[capacity];
        result = new int[capacity];
        mask = capacity - 1;
        for (int i = 0; i < oldLength.length; i++) {
            if (oldLength[i] != 0) {
                int at = home(oldHigh[i], oldLow == null ? 0 : oldLow[i], oldLength[i]);
                while (length[at] != 0) {
                    at = (at + 1) & mask;
                }
                set(at, oldHigh[i], oldLow == null ? 0 : oldLow[i], oldLength[i], oldResult[i]);
            }
        }
    }

    /** Bytes of heap it takes. */
    long bytes() {
        return (long) (mask + 1) * (8 + 1 + 4 + (low == null ? 0 : 8));
    }
}
