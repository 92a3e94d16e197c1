package io.gatun.dataplane.table;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Changes a {@link Fib} while workers read it: only the words a prefix covers, each by one store.
 * Prefixes are 128 bits wide, an IPv4 one in the upper half of {@code high}; their bits after the
 * length are zero. Belongs to control's thread.
 */
public final class FibWriter {

    /** A prefix and the {@link RouteResult} it leads to. */
    public record Entry(long high, long low, int length, int result) {

        public static Entry of(int prefix, int length, int result) {
            return new Entry((long) prefix << Integer.SIZE, 0, length, result);
        }
    }

    private static final int MOST_RESULTS = 1 << 23;

    private FibCapacity capacity;
    private final PrefixMap prefixes = new PrefixMap();
    private final LongSupplier nextGeneration;
    private FibNodes nodes;
    private final SuspectSources suspects = new SuspectSources();
    private int defaultResult = PrefixMap.NONE;
    private long updates;

    /**
     * A writer of an empty table.
     *
     * @param nextGeneration the generation of {@link Tables} that will be published next: memory
     *     given up now is used again when all workers have seen that one
     */
    public FibWriter(FibCapacity capacity, LongSupplier nextGeneration) {
        this.capacity = capacity;
        this.nextGeneration = nextGeneration;
        this.nodes = new FibNodes(nextGeneration);
    }

    /**
     * The table as it is now. Changes are in force in it at once; only when it had to grow there is
     * another one, and the old one stays as it was: publish what this returns after a change.
     */
    public Fib fib() {
        return nodes.fib();
    }

    /**
     * From here on changes are made in a copy: the table that was handed out stays as it is, and
     * what was given up so far can be had again, for nobody looks at the copy yet.
     */
    public void detach() {
        nodes.detach();
    }

    /** From here on this is the most it may grow to. */
    public void capacity(FibCapacity most) {
        capacity = most;
    }

    /** Adds a prefix or changes what it leads to. When it is refused nothing has changed. */
    public void put(long high, long low, int length, int result) throws FibFullException {
        check(length, result);
        updates++;
        if (length == 0) {
            defaultResult = result;
            nodes.fib().defaultResult(result);
            return;
        }
        FibRoom.check(capacity, nodes, high, low, length);
        final int before = prefixes.put(high, low, length, result);
        if (before == result) {
            return;
        }
        nodes.needResult(result);
        nodes.add(high, low, length, result, before == PrefixMap.NONE ? 1 : 0);
        suspects.changed(nodes.fib(), high, length, before, result);
    }

    private static void check(int length, int result) {
        if (length < 0
                || length > 2 * Long.SIZE
                || result <= RouteResult.NO_ROUTE
                || result >= MOST_RESULTS) {
            throw new IllegalArgumentException("length " + length + ", result " + result);
        }
    }

    /** What this very prefix leads to; {@link RouteResult#NO_ROUTE} where it is not there. */
    public int result(long high, long low, int length) {
        final int result = length == 0 ? defaultResult : prefixes.get(high, low, length);
        return result == PrefixMap.NONE ? RouteResult.NO_ROUTE : result;
    }

    /** Tells what each prefix leads to. */
    public void forEachResult(IntConsumer each) {
        if (defaultResult != PrefixMap.NONE) {
            each.accept(defaultResult);
        }
        prefixes.forEachResult(each);
    }

    /** Takes a prefix away; false where it was not there. */
    public boolean remove(long high, long low, int length) {
        updates++;
        if (length == 0) {
            final boolean was = defaultResult != PrefixMap.NONE;
            defaultResult = PrefixMap.NONE;
            nodes.fib().defaultResult(RouteResult.NO_ROUTE);
            return was;
        }
        final int before = prefixes.remove(high, low, length);
        if (before == PrefixMap.NONE) {
            return false;
        }
        final int parent = prefixes.parentLength(high, low, length);
        nodes.remove(high, low, length, resultOf(high, low, parent), parent);
        suspects.changed(nodes.fib(), high, length, before, PrefixMap.NONE);
        return true;
    }

    private int resultOf(long high, long low, int length) {
        return length == 0
                ? RouteResult.NO_ROUTE
                : prefixes.get(high & highMask(length), low & lowMask(length), length);
    }

    /** Fills an empty table at once. Of equal prefixes the last one counts. */
    public void load(List<Entry> entries) throws FibFullException {
        final FibRoutes routes = new FibRoutes(entries.size());
        entries.forEach(each -> routes.add(each.high(), each.low(), each.length(), each.result()));
        load(routes);
    }

    /**
     * Fills an empty table at once, many times faster than one by one. Of equal prefixes the last
     * one counts. When it is refused the table is still empty.
     */
    public void load(FibRoutes routes) throws FibFullException {
        if (prefixes.size() > 0) {
            throw new IllegalStateException("the table has " + prefixes.size() + " prefixes");
        }
        routes.sort();
        final FibNodes loaded = new FibNodes(nextGeneration);
        new FibLoader(routes, loaded, capacity).load();
        nodes = loaded;
        prefixes.expect(routes.size());
        for (int i = 0; i < routes.size(); i++) {
            check(routes.length(i), routes.result(i));
            if (routes.length(i) == 0) {
                defaultResult = routes.result(i);
                nodes.fib().defaultResult(defaultResult);
                continue;
            }
            final int before =
                    prefixes.put(routes.high(i), routes.low(i), routes.length(i), routes.result(i));
            suspects.changed(
                    nodes.fib(), routes.high(i), routes.length(i), before, routes.result(i));
        }
        updates += routes.size();
    }

    /** Every worker has seen this generation: what was given up before it may be used again. */
    public void reclaim(long seen) {
        nodes.reclaim(seen);
    }

    public FibStatus status() {
        return new FibStatus(
                prefixes.size() + (defaultResult == PrefixMap.NONE ? 0 : 1),
                nodes.nodesByDepth(),
                nodes.usedEntries(),
                capacity,
                nodes.fib().bytes(),
                prefixes.bytes() + nodes.heapBytes(),
                updates);
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
