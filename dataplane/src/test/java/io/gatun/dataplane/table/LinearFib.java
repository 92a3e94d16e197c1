package io.gatun.dataplane.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The simplest table that can be right, and random prefixes and addresses to compare it by. */
final class LinearFib {

    record Prefix(long high, long low, int length) implements Comparable<Prefix> {

        Prefix masked() {
            return new Prefix(
                    high & FibWriter.highMask(length), low & FibWriter.lowMask(length), length);
        }

        boolean covers(long addressHigh, long addressLow) {
            return ((high ^ addressHigh) & FibWriter.highMask(length)) == 0
                    && ((low ^ addressLow) & FibWriter.lowMask(length)) == 0;
        }

        @Override
        public int compareTo(Prefix other) {
            final int byHigh = Long.compareUnsigned(high, other.high);
            final int byLow = Long.compareUnsigned(low, other.low);
            return byHigh != 0
                    ? byHigh
                    : byLow != 0 ? byLow : Integer.compare(length, other.length);
        }
    }

    final Map<Prefix, Integer> all = new TreeMap<>();

    int lookup(long high, long low) {
        int best = -1;
        int result = RouteResult.NO_ROUTE;
        for (Map.Entry<Prefix, Integer> each : all.entrySet()) {
            if (each.getKey().length() > best && each.getKey().covers(high, low)) {
                best = each.getKey().length();
                result = each.getValue();
            }
        }
        return result;
    }

    List<FibWriter.Entry> entries() {
        final List<FibWriter.Entry> entries = new ArrayList<>();
        all.forEach((key, result) ->
                entries.add(new FibWriter.Entry(key.high(), key.low(), key.length(), result)));
        return entries;
    }

    /** What kind of table: how wide the addresses, and how they lie to each other. */
    record Shape(int width, Spread spread) {

        enum Spread {
            SPARSE,
            DENSE,
            NESTED
        }

        /** Of any length; dense ones share a few first bits, nested ones nearly all. */
        Prefix prefix(SplittableRandom random) {
            final int length = random.nextInt(width + 1);
            return address(random, length).masked();
        }

        /** With a length that says nothing. */
        Prefix address(SplittableRandom random, int length) {
            final long base = 0x2A06_A005_1234_5678L;
            final long high =
                    switch (spread) {
                        case SPARSE -> random.nextLong();
                        case DENSE -> (base & (~0xFF_FFFFL << 32)) | (random.nextLong() >>> 14);
                        case NESTED -> base ^ 1L << random.nextInt(32, 64);
                    };
            final long low =
                    switch (spread) {
                        case SPARSE, DENSE -> random.nextLong();
                        case NESTED -> base ^ 1L << random.nextInt(64);
                    };
            return width == Integer.SIZE
                    ? new Prefix(high & FibWriter.highMask(Integer.SIZE), 0, length)
                    : new Prefix(high, low, length);
        }
    }

    /** In a prefix, at its edges, just beside it, or anywhere. */
    Prefix probe(Shape shape, SplittableRandom random) {
        final Prefix anywhere = shape.address(random, 0);
        if (all.isEmpty() || random.nextInt(4) == 0) {
            return anywhere;
        }
        final List<Prefix> keys = List.copyOf(all.keySet());
        final Prefix near = keys.get(random.nextInt(keys.size()));
        final long highHost = ~FibWriter.highMask(near.length());
        final long lowHost = shape.width() == Integer.SIZE ? 0 : ~FibWriter.lowMask(near.length());
        final long within = shape.width() == Integer.SIZE ? FibWriter.highMask(Integer.SIZE) : -1L;
        return switch (random.nextInt(4)) {
            case 0 -> near;
            case 1 -> new Prefix((near.high() | highHost) & within, near.low() | lowHost, 0);
            case 2 ->
                    near.length() == 0
                            ? near
                            : near.length() <= Long.SIZE
                                    ? new Prefix(
                                            near.high() ^ 1L << (Long.SIZE - near.length()),
                                            near.low(),
                                            0)
                                    : new Prefix(
                                            near.high(),
                                            near.low() ^ 1L << (2 * Long.SIZE - near.length()),
                                            0);
            default ->
                    new Prefix(
                            (near.high() | (random.nextLong() & highHost)) & within,
                            near.low() | (random.nextLong() & lowHost),
                            0);
        };
    }
}
