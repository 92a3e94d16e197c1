package io.gatun.perf.bench;

import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibRoutes;
import io.gatun.dataplane.table.FibStatus;
import io.gatun.dataplane.table.FibWriter;
import io.gatun.dataplane.table.Published;
import io.gatun.dataplane.table.RouteResult;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The router's own table, changed and read as control and a worker do: generations are published
 * every so many changes, the reader says at its quiet points which one it has seen, and what was
 * given up before that is used again. What both threads use lies on cache lines of its own.
 */
final class OurFib implements LookupSide {

    private static final int CHANGES_PER_GENERATION = 64;
    private static final long NOT_READING = Long.MAX_VALUE;

    /** What the reader works with. */
    private record Generation(long number, Fib fib) {}

    private final boolean isIpv6;
    private final FibWriter writer;
    private final MemorySegment scratch = Arena.ofAuto().allocate(Fib.SCRATCH_BYTES, 64);
    private final Published<Generation> published = new Published<>(new Generation(1, null));
    private final LoneLong seen = new LoneLong(NOT_READING); // the reader writes
    private final LoneLong changes = new LoneLong(0);
    private Generation current; // the reader's
    private RouteTable table;

    OurFib(int family) {
        this.isIpv6 = family == 6;
        this.writer = new FibWriter(FibCapacity.DEFAULT, () -> published.read().number + 1);
    }

    @Override
    public String name() {
        return "gatun";
    }

    @Override
    public List<String> modes() {
        return List.of("trie");
    }

    @Override
    public void use(String mode) {
        // there is one
    }

    @Override
    public Load load(RouteTable routes, Duration atMost, Progress progress) throws BenchFailure {
        table = routes;
        final long start = System.nanoTime();
        final FibRoutes columns = new FibRoutes(routes.size());
        for (int i = 0; i < routes.size(); i++) {
            columns.add(routes.high(i), routes.low(i), routes.length(i), result(i));
        }
        try {
            writer.load(columns);
        } catch (FibFullException e) {
            throw new BenchFailure(e.getMessage(), e);
        }
        publish();
        return new Load((System.nanoTime() - start) / 1e9, false);
    }

    private int result(int prefix) {
        return RouteResult.FIRST_ADJACENCY + table.nextHop(prefix);
    }

    @Override
    public void remove(int prefix) {
        writer.remove(table.high(prefix), table.low(prefix), table.length(prefix));
        changed();
    }

    @Override
    public void restore(int prefix) throws BenchFailure {
        try {
            writer.put(table.high(prefix), table.low(prefix), table.length(prefix), result(prefix));
        } catch (FibFullException e) {
            throw new BenchFailure(e.getMessage(), e);
        }
        changed();
    }

    private void changed() {
        changes.set(changes.get() + 1);
        if (writer.fib() != published.read().fib || changes.get() % CHANGES_PER_GENERATION == 0) {
            publish();
        }
    }

    private void publish() {
        final long number = published.read().number + 1;
        published.publish(new Generation(number, writer.fib()));
        writer.reclaim(Math.min(seen.get(), number));
    }

    @Override
    public void startReading() {
        current = published.read();
        seen.set(current.number);
    }

    @Override
    public void stopReading() {
        seen.set(NOT_READING);
    }

    @Override
    public void quiet() {
        if (seen.get() != current.number) {
            seen.set(current.number);
        }
        final Generation newest = published.read();
        if (newest.number != current.number) {
            current = newest;
        }
    }

    @Override
    public void lookup(long addresses, long results, int n) {
        if (isIpv6) {
            current.fib.lookup6(addresses, results, scratch.address(), n);
        } else {
            current.fib.lookup4(addresses, results, n);
        }
    }

    @Override
    public int resultBytes() {
        return Integer.BYTES;
    }

    @Override
    public int nextHop(long result) {
        return (int) result == RouteResult.NO_ROUTE
                ? NOTHING
                : (int) result - RouteResult.FIRST_ADJACENCY;
    }

    @Override
    public long bytes() {
        return writer.fib().bytes();
    }

    @Override
    public String remark() {
        final FibStatus status = writer.status();
        return String.format(
                Locale.ROOT,
                "gatun: %,d nodes, %,d entries; %,d bytes of heap beside them that only changes need",
                status.nodes(),
                status.entries(),
                status.controlBytes());
    }

    @Override
    public void close() {
        // the collector frees it
    }
}
