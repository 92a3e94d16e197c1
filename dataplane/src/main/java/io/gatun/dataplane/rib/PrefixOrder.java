package io.gatun.dataplane.rib;

import java.util.Arrays;

/**
 * The prefixes of a set in order, as the set was at the beginning: those taken out since are left
 * out. Four bytes for each prefix, and a part is put into order only when it is reached, so that a
 * long list may be read little by little while routes change.
 */
public final class PrefixOrder {

    private static final int PARTS = 1 << 16;

    private final PrefixIndex prefixes;
    private final Bits root;
    private final int births;
    private final int[] ids;

    /** Where each part begins; parts are by the first 16 bits. */
    private final int[] begin = new int[PARTS + 1];

    private int part = -1;
    private int at;

    /**
     * Of some of them.
     *
     * @param root covers those that are meant
     */
    public PrefixOrder(PrefixIndex prefixes, Bits root) {
        this.prefixes = prefixes;
        this.root = root;
        this.births = prefixes.births();
        final int end = prefixes.end();
        for (int id = 0; id < end; id++) {
            if (isMeant(id)) {
                begin[partOf(id) + 1]++;
            }
        }
        for (int i = 0; i < PARTS; i++) {
            begin[i + 1] += begin[i];
        }
        this.ids = new int[begin[PARTS]];
        final int[] next = begin.clone();
        for (int id = 0; id < end; id++) {
            if (isMeant(id)) {
                ids[next[partOf(id)]++] = id;
            }
        }
    }

    private boolean isMeant(int id) {
        return prefixes.isLive(id)
                && root.covers(prefixes.high(id), prefixes.low(id), prefixes.length(id));
    }

    private int partOf(int id) {
        return (int) (prefixes.high(id) >>> 48);
    }

    /** The number of the next prefix, or {@link PrefixIndex#NONE} at the end. */
    public int next() {
        while (at < ids.length) {
            if (at == begin[part + 1]) {
                sort(++part);
            } else if (isStillThere(ids[at])) {
                return ids[at++];
            } else {
                at++;
            }
        }
        return PrefixIndex.NONE;
    }

    private boolean isStillThere(int id) {
        return prefixes.isLive(id) && prefixes.born(id) - births <= 0;
    }

    private void sort(int which) {
        final int from = begin[which];
        final int to = begin[which + 1];
        if (from == to) { // most parts of a small table
            return;
        }
        final int[] sorted = prefixes.isWide() ? sortedWide(from, to) : sortedNarrow(from, to);
        System.arraycopy(sorted, 0, ids, to - sorted.length, sorted.length);
        at = to - sorted.length;
    }

    /**
     * Of one part the upper 16 bits are equal: what is left of an address, length and number fit a
     * long.
     */
    private int[] sortedNarrow(int from, int to) {
        return Arrays.stream(ids, from, to)
                .filter(this::isStillThere)
                .mapToLong(id ->
                        (prefixes.high(id) >>> 32 & 0xFFFF) << 38
                                | (long) prefixes.length(id) << 32
                                | id)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    private int[] sortedWide(int from, int to) {
        return Arrays.stream(ids, from, to)
                .filter(this::isStillThere)
                .mapToObj(prefixes::bits)
                .sorted()
                .mapToInt(bits -> prefixes.find(bits.high(), bits.low(), bits.length()))
                .toArray();
    }
}
