package io.gatun.perf.bench;

import io.gatun.linux.ThreadAffinity;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Changes to a table: what one takes, how many a second, and what a thread that looks up all the
 * while notices. A change takes a random prefix of the table away or puts it back.
 */
final class UpdateLoad {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration LEAST_CPU = Duration.ofMillis(50);
    private static final int PAIRS = 20_000;
    private static final Duration SINGLE_AT_MOST = Duration.ofSeconds(2);
    private static final Duration WARM_UP = Duration.ofMillis(700);

    private final LookupSide side;
    private final Reader reading;
    private final int[] order;
    private int next;

    /** What the reader needs is not where the changing thread writes. */
    private record Reader(
            LookupSide side, AddressColumn addresses, int core, LoneLong lookups, LoneLong ended)
            implements Runnable {

        @Override
        public void run() {
            ThreadAffinity.pin(core);
            try (Arena arena = Arena.ofConfined()) {
                final long results = arena.allocate(AddressColumn.BATCH * 8L, 64).address();
                side.startReading();
                long done = 0;
                while (ended.get() == 0) {
                    for (int i = 0;
                            i < addresses.count() && ended.get() == 0;
                            i += AddressColumn.BATCH) {
                        side.lookup(addresses.at(i), results, AddressColumn.BATCH);
                        side.quiet();
                        done += AddressColumn.BATCH;
                        lookups.set(done);
                    }
                }
                side.stopReading();
            }
        }
    }

    /**
     * @param core of the reader; the calling thread, which changes, belongs on another
     */
    UpdateLoad(LookupSide side, RouteTable table, AddressColumn addresses, int core, long seed) {
        this.side = side;
        this.reading = new Reader(side, addresses, core, new LoneLong(0), new LoneLong(0));
        this.order = new SplittableRandom(seed).ints(1 << 16, 0, table.size()).toArray();
    }

    /**
     * @param perSecond changes a second of CPU time in each round, with the reader at work
     * @param readers the reader's lookups a second of CPU time meanwhile, over those at rest before
     *     and after
     */
    record Result(double singleNs, List<Double> perSecond, List<Double> readers) {}

    Result run(int rounds, Duration time) throws BenchFailure {
        changeFor(WARM_UP);
        final double singleNs = single();
        final Thread reader = new Thread(reading, "bench-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            changeFor(WARM_UP);
            return underLoad(reader, rounds, time, singleNs);
        } finally {
            reading.ended.set(1);
            join(reader);
        }
    }

    private Result underLoad(Thread reader, int rounds, Duration time, double singleNs)
            throws BenchFailure {
        final List<Double> perSecond = new ArrayList<>();
        final List<Double> readers = new ArrayList<>();
        double before = rest(reader, time);
        for (int round = 0; round < rounds; round++) {
            final Progress start = Progress.of(reader, reading.lookups);
            final long writerStart = THREADS.getCurrentThreadCpuTime();
            long changes = 0;
            do {
                changes += changeFor(time);
            } while (start.isTooShort(reader, reading.lookups));
            final double took = THREADS.getCurrentThreadCpuTime() - writerStart;
            final double during = start.rate(reader, reading.lookups);
            final double after = rest(reader, time);
            perSecond.add(changes * 1e9 / took);
            readers.add(during / ((before + after) / 2));
            before = after;
        }
        return new Result(singleNs, perSecond, readers);
    }

    /** How far the reader was. */
    private record Progress(long lookups, long cpuNs) {

        static Progress of(Thread reader, LoneLong lookups) {
            return new Progress(lookups.get(), THREADS.getThreadCpuTime(reader.threadId()));
        }

        /** Whether others had the reader's CPU nearly all the while; a rate would mean nothing. */
        boolean isTooShort(Thread reader, LoneLong lookupsNow) {
            return reader.isAlive() && of(reader, lookupsNow).cpuNs - cpuNs < LEAST_CPU.toNanos();
        }

        /** Lookups a nanosecond of its CPU time since then. */
        double rate(Thread reader, LoneLong lookupsNow) {
            final Progress now = of(reader, lookupsNow);
            return (now.lookups - lookups) / (double) (now.cpuNs - cpuNs);
        }
    }

    /** The reader's rate while nothing changes. */
    private double rest(Thread reader, Duration time) throws BenchFailure {
        final Progress start = Progress.of(reader, reading.lookups);
        try {
            do {
                Thread.sleep(time);
            } while (start.isTooShort(reader, reading.lookups));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
        return start.rate(reader, reading.lookups);
    }

    private long changeFor(Duration time) throws BenchFailure {
        final long start = System.nanoTime();
        long changes = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            for (int i = 0; i < 8; i++) {
                change();
                changes += 2;
            }
        }
        return changes;
    }

    private void change() throws BenchFailure {
        final int prefix = order[next++ & (order.length - 1)];
        side.remove(prefix);
        side.restore(prefix);
    }

    /** Median over pairs of a removal and a return, each pair timed alone; of one of the two. */
    private double single() throws BenchFailure {
        final long[] took = new long[PAIRS];
        final long start = System.nanoTime();
        int pairs = 0;
        long before = start;
        while (pairs < PAIRS && before - start < SINGLE_AT_MOST.toNanos()) {
            change();
            final long after = System.nanoTime();
            took[pairs++] = after - before;
            before = after;
        }
        Arrays.sort(took, 0, pairs);
        return took[pairs / 2] / 2.0;
    }

    private static void join(Thread thread) throws BenchFailure {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
