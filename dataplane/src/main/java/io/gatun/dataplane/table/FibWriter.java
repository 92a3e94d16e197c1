package io.gatun.dataplane.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Changes a {@link Fib} while workers read it. Prefixes are 128 bits wide, an IPv4 one in the upper
 * half of {@code high}. Belongs to control's thread.
 */
public final class FibWriter {

    /** A prefix (bits after its length are zero) and the {@link RouteResult} it leads to. */
    public record Entry(long high, long low, int length, int result) {

        public static Entry of(int prefix, int length, int result) {
            return new Entry((long) prefix << Integer.SIZE, 0, length, result);
        }
    }

    private record Key(long high, long low, int length) {}

    private final Map<Key, Integer> all = new LinkedHashMap<>();
    private final Fib fib = new Fib();

    /**
     * A writer of an empty table.
     *
     * @param nextGeneration the generation of {@link Tables} that will be published next: memory
     *     given up now is used again when all workers have seen that one
     */
    public FibWriter(FibCapacity capacity, LongSupplier nextGeneration) {}

    /** The table; the same one for ever. */
    public Fib fib() {
        return fib;
    }

    /** Adds a prefix or changes what it leads to; in force at once. */
    public void put(long high, long low, int length, int result) throws FibFullException {
        all.put(new Key(high, low, length), result);
        publish();
    }

    /** Takes a prefix away; false where it was not there. */
    public boolean remove(long high, long low, int length) {
        final boolean was = all.remove(new Key(high, low, length)) != null;
        publish();
        return was;
    }

    /**
     * Fills an empty table at once, much faster than one by one. Of equal prefixes the last counts.
     */
    public void load(List<Entry> entries) throws FibFullException {
        entries.forEach(e -> all.put(new Key(e.high(), e.low(), e.length()), e.result()));
        publish();
    }

    /** Every worker has seen this generation: what was given up before it may be used again. */
    public void reclaim(long seen) {}

    private void publish() {
        fib.rows(
                all.entrySet().stream()
                        .map(each ->
                                new Fib.Row(
                                        each.getKey().high(),
                                        each.getKey().low(),
                                        each.getKey().length(),
                                        each.getValue()))
                        .toArray(Fib.Row[]::new));
    }

    /** The first {@code length} bits of the upper half. */
    public static long highMask(int length) {
        return length == 0 ? 0 : -1L << Math.max(0, Long.SIZE - length);
    }

    /** The first {@code length} bits of the lower half. */
    public static long lowMask(int length) {
        return length <= Long.SIZE ? 0 : -1L << (2 * Long.SIZE - length);
    }
}
