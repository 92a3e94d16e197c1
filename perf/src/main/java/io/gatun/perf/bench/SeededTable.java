package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ipv6Prefix;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes a table of the form of a real one: just as many prefixes of each length, and clustered,
 * though less so: lookup structures come out somewhat larger, for IPv6 up to twice. It goes down
 * the binary tree of addresses and at every place divides the prefixes that belong below it between
 * the two sides.
 */
final class SeededTable {

    /** How often of 100 times short prefixes part from long ones: what lies together is alike. */
    private static final int ALIKE = 85;

    private final TableShape shape;
    private final SplittableRandom random;
    private final RouteTable.Builder table;
    private final int[] lengths; // of the prefixes, those of one place side by side
    private final int[] left = new int[2 * Long.SIZE + 1];
    private final int[] right = new int[2 * Long.SIZE + 1];

    private SeededTable(TableShape shape, long seed) {
        this.shape = shape;
        this.random = new SplittableRandom(seed);
        this.table = new RouteTable.Builder(shape.family());
        this.lengths = new int[shape.routes()];
    }

    static RouteTable of(int family, long seed) {
        final SeededTable maker = new SeededTable(TableShape.of(family), seed);
        maker.fillBlocks();
        return maker.table.build();
    }

    private void fillBlocks() {
        final int[][] placed = placeInBlocks();
        int from = 0;
        int block = 0;
        for (final Map.Entry<Integer, Integer> each : shape.blocks().entrySet()) {
            System.arraycopy(placed[block++], 0, lengths, from, each.getValue());
            final long high = each.getKey().longValue() << (Long.SIZE - shape.blockBits());
            divide(shape.blockBits(), high, 0, from, from + each.getValue());
            from += each.getValue();
        }
    }

    /** The lengths each block gets; a short prefix comes first, for few fit into a block. */
    private int[][] placeInBlocks() {
        final int[] sizes = shape.blocks().values().stream().mapToInt(Integer::intValue).toArray();
        final int[] slots = slots(sizes);
        final int[][] placed = new int[sizes.length][];
        final int[] filled = new int[sizes.length];
        for (int b = 0; b < sizes.length; b++) {
            placed[b] = new int[sizes[b]];
        }
        int used = 0;
        for (final Map.Entry<Integer, Integer> each : shape.lengths().entrySet()) {
            final int length = each.getKey();
            final int[] here = new int[sizes.length];
            for (int i = 0; i < each.getValue(); i++) {
                int at = used + random.nextInt(slots.length - used);
                while (here[slots[at]] >= room(length - shape.blockBits())) {
                    at = used + random.nextInt(slots.length - used);
                }
                final int block = slots[at];
                slots[at] = slots[used];
                slots[used++] = block;
                here[block]++;
                placed[block][filled[block]++] = length;
            }
        }
        return placed;
    }

    private static int[] slots(int[] sizes) {
        int n = 0;
        for (final int size : sizes) {
            n += size;
        }
        final int[] slots = new int[n];
        int at = 0;
        for (int b = 0; b < sizes.length; b++) {
            for (int i = 0; i < sizes[b]; i++) {
                slots[at++] = b;
            }
        }
        return slots;
    }

    /** Prefixes that differ in so many bits at most. */
    private static int room(int bits) {
        return bits >= Integer.SIZE - 1 ? Integer.MAX_VALUE : 1 << bits;
    }

    /** Gives a place's prefixes their bits from {@code bits} on. */
    private void divide(int bits, long high, long low, int from, int to) {
        int end = to;
        for (int i = from; i < end; i++) {
            if (lengths[i] == bits) {
                table.add(high, low, bits);
                swap(i, --end);
            }
        }
        if (end - from == 1) {
            addAnywhere(bits, high, low, lengths[from]);
        } else if (end > from) {
            final int middle = split(bits, from, end);
            divide(bits + 1, high, low, from, middle);
            divide(bits + 1, high | bitHigh(bits), low | bitLow(bits), middle, end);
        }
    }

    private void addAnywhere(int bits, long high, long low, int length) {
        final long randomHigh = random.nextLong() & ~Ipv6Prefix.highMask(bits);
        final long randomLow = random.nextLong() & ~Ipv6Prefix.lowMask(bits);
        table.add(
                (high | randomHigh) & Ipv6Prefix.highMask(length),
                (low | randomLow) & Ipv6Prefix.lowMask(length),
                length);
    }

    /** Puts those of the left side first; returns where the right side begins. */
    private int split(int bits, int from, int to) {
        final int n = to - from;
        final int lesser = shape.lesser(bits, n, random);
        final int onLeft = random.nextBoolean() ? lesser : n - lesser;
        if (random.nextInt(100) < ALIKE) {
            Arrays.sort(lengths, from, to);
        } else {
            for (int i = from; i < from + onLeft; i++) {
                swap(i, i + random.nextInt(to - i));
            }
        }
        return withinRoom(bits, from, from + onLeft, to);
    }

    /** Moves over what does not fit into one side: of each length both together have room. */
    private int withinRoom(int bits, int from, int middle, int to) {
        for (int i = from; i < to; i++) {
            left[lengths[i]] = 0;
            right[lengths[i]] = 0;
        }
        int border = middle;
        for (int i = from; i < border; ) {
            if (++left[lengths[i]] > room(lengths[i] - bits - 1)) {
                swap(i, --border);
            } else {
                i++;
            }
        }
        for (int i = border; i < to; i++) {
            if (++right[lengths[i]] > room(lengths[i] - bits - 1)) {
                swap(i, border++);
            }
        }
        return border;
    }

    private void swap(int a, int b) {
        final int length = lengths[a];
        lengths[a] = lengths[b];
        lengths[b] = length;
    }

    private static long bitHigh(int bit) {
        return bit < Long.SIZE ? Long.MIN_VALUE >>> bit : 0;
    }

    private static long bitLow(int bit) {
        return bit < Long.SIZE ? 0 : Long.MIN_VALUE >>> (bit - Long.SIZE);
    }
}
