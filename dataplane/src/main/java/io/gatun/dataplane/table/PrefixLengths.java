package io.gatun.dataplane.table;

/**
 * Which lengths of prefixes to look for above an address, so that a search for the next shorter
 * prefix asks for few that are not there. May name too many, never too few.
 */
final class PrefixLengths {

    private static final int PLACES = 1 << 16;
    private static final int LONGEST = 2 * Long.SIZE;
    private static final int TO_FIRST_16 = 48;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final int[] count = new int[LONGEST + 1];
    private final long[] byFirst16 = new long[PLACES]; // of lengths from 17 to 32, a bit for each
    private final long[] byFirst32 = new long[PLACES]; // of 33 to 63, for all of one hash

    void add(long high, int length) {
        count[length]++;
        if (length > Short.SIZE && length <= Integer.SIZE) {
            byFirst16[(int) (high >>> TO_FIRST_16)] |= 1L << length;
        } else if (length > Integer.SIZE && length < Long.SIZE) {
            byFirst32[place32(high)] |= 1L << length;
        }
    }

    void remove(int length) {
        count[length]--;
    }

    private static int place32(long high) {
        return (int) (((high >>> Integer.SIZE) * MIX) >>> TO_FIRST_16);
    }

    /** The longest length below this one that a prefix above the address may have, or 0. */
    int below(long high, int length) {
        int shorter = length - 1;
        for (; shorter >= Long.SIZE; shorter--) {
            if (count[shorter] > 0) {
                return shorter;
            }
        }
        final long upTo = (2L << shorter) - 1;
        final long known = byFirst16[(int) (high >>> TO_FIRST_16)] | byFirst32[place32(high)];
        final int longest = Long.SIZE - 1 - Long.numberOfLeadingZeros(known & upTo);
        if (longest > 0) {
            return longest;
        }
        shorter = Math.min(shorter, Short.SIZE);
        while (shorter > 0 && count[shorter] == 0) {
            shorter--;
        }
        return Math.max(shorter, 0);
    }
}
