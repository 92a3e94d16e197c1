package io.gatun.dataplane.rib;

import io.gatun.mgmt.model.Ipv6Prefix;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A set of prefixes of one family, each under a small number that is its own for as long as it is
 * in the set: columns of primitives and a hash table over them, nothing per prefix but its bits.
 */
public final class PrefixIndex {

    public static final int NONE = -1;

    private static final int FIRST_CAPACITY = 64;
    private static final byte FREE = -1;
    private static final int LENGTHS = 129;

    private final boolean isWide;
    private long[] high = new long[FIRST_CAPACITY];
    private long[] low;
    private byte[] length = new byte[FIRST_CAPACITY];
    private int[] born = new int[FIRST_CAPACITY];

    /** A number and one more, 0 where free; twice to four times as many places as prefixes. */
    private int[] buckets = new int[4 * FIRST_CAPACITY];

    private final int[] ofLength = new int[LENGTHS];
    private int size;
    private int end;
    private int firstFree = NONE;
    private int births;

    /**
     * An empty set.
     *
     * @param width of the family's addresses: an IPv4 set keeps no lower half
     */
    public PrefixIndex(int width) {
        isWide = width > Long.SIZE;
        low = new long[isWide ? FIRST_CAPACITY : 0];
    }

    public int size() {
        return size;
    }

    /** Whether its addresses have more than 64 bits. */
    boolean isWide() {
        return isWide;
    }

    /** Every number in use is below this. */
    public int end() {
        return end;
    }

    public boolean isLive(int id) {
        return length[id] != FREE;
    }

    public long high(int id) {
        return high[id];
    }

    public long low(int id) {
        return isWide ? low[id] : 0;
    }

    public int length(int id) {
        return Byte.toUnsignedInt(length[id]);
    }

    public Bits bits(int id) {
        return new Bits(high[id], low(id), length(id));
    }

    /**
     * How many prefixes were ever added when this one was: a number given again has a later one.
     */
    int born(int id) {
        return born[id];
    }

    int births() {
        return births;
    }

    /** The number of a prefix, or {@link #NONE}. */
    public int find(long keyHigh, long keyLow, int keyLength) {
        final int mask = buckets.length - 1;
        for (int at = hash(keyHigh, keyLow, keyLength) & mask; ; at = (at + 1) & mask) {
            final int id = buckets[at] - 1;
            if (id == NONE) {
                return NONE;
            }
            if (is(id, keyHigh, keyLow, keyLength)) {
                return id;
            }
        }
    }

    private boolean is(int id, long keyHigh, long keyLow, int keyLength) {
        return high[id] == keyHigh
                && length[id] == (byte) keyLength
                && (!isWide || low[id] == keyLow);
    }

    private static int hash(long high, long low, int length) {
        long mixed = (high ^ Long.rotateLeft(low, 29) ^ length) * 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xBF58_476D_1CE4_E5B9L;
        return (int) (mixed >>> 32);
    }

    /** The number of a prefix, which is in the set from here on. */
    public int add(long keyHigh, long keyLow, int keyLength) {
        final int known = find(keyHigh, keyLow, keyLength);
        if (known != NONE) {
            return known;
        }
        final int id = takeFree();
        high[id] = keyHigh;
        if (isWide) {
            low[id] = keyLow;
        }
        length[id] = (byte) keyLength;
        born[id] = ++births;
        ofLength[keyLength]++;
        size++;
        if (buckets.length < 2 * size) {
            rehash();
        } else {
            place(id);
        }
        return id;
    }

    private int takeFree() {
        if (firstFree != NONE) {
            final int id = firstFree;
            firstFree = (int) high[id];
            return id;
        }
        if (end == high.length) {
            grow(end + (end >>> 1));
        }
        return end++;
    }

    private void grow(int capacity) {
        high = Arrays.copyOf(high, capacity);
        low = isWide ? Arrays.copyOf(low, capacity) : low;
        length = Arrays.copyOf(length, capacity);
        born = Arrays.copyOf(born, capacity);
    }

    private void rehash() {
        buckets = new int[2 * buckets.length];
        for (int id = 0; id < end; id++) {
            if (isLive(id)) {
                place(id);
            }
        }
    }

    private void place(int id) {
        final int mask = buckets.length - 1;
        int at = home(id);
        while (buckets[at] != 0) {
            at = (at + 1) & mask;
        }
        buckets[at] = id + 1;
    }

    private int home(int id) {
        return hash(high[id], low(id), length(id)) & (buckets.length - 1);
    }

    /** Takes a prefix out; its number may be given to another one. */
    public void remove(int id) {
        unplace(id);
        ofLength[length(id)]--;
        length[id] = FREE;
        high[id] = firstFree;
        firstFree = id;
        size--;
    }

    /** Those behind it in its run of places move up (Knuth, volume 3, 6.4, algorithm R). */
    private void unplace(int id) {
        final int mask = buckets.length - 1;
        int hole = home(id);
        while (buckets[hole] != id + 1) {
            hole = (hole + 1) & mask;
        }
        for (int at = (hole + 1) & mask; buckets[at] != 0; at = (at + 1) & mask) {
            final int fromHome = (at - home(buckets[at] - 1)) & mask;
            if (fromHome >= ((at - hole) & mask)) {
                buckets[hole] = buckets[at];
                hole = at;
            }
        }
        buckets[hole] = 0;
    }

    /**
     * The longest prefix that covers these bits and passes the test, or {@link #NONE}.
     *
     * @param longest how long it may be
     */
    public int cover(long keyHigh, long keyLow, int longest, IntPredicate test) {
        for (int each = longest; each >= 0; each--) {
            if (ofLength[each] == 0) {
                continue;
            }
            final int id =
                    find(
                            keyHigh & Ipv6Prefix.highMask(each),
                            keyLow & Ipv6Prefix.lowMask(each),
                            each);
            if (id != NONE && test.test(id)) {
                return id;
            }
        }
        return NONE;
    }
}
