package io.gatun.perf.bench;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Times lookups of whole columns by the calling thread. */
final class LookupClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int MOST_RESULT_BYTES = Long.BYTES;

    private final long results;

    LookupClock(Arena arena) {
        this.results = arena.allocate((long) AddressColumn.BATCH * MOST_RESULT_BYTES, 64).address();
    }

    /**
     * @param mlps millions of lookups a second of the thread's CPU time, which is what a second is
     *     worth where nobody else uses the CPU
     * @param cpu part of the time that the thread was on its CPU
     */
    record Timed(double mlps, double cpu) {}

    /** Goes through the column until so much CPU time is spent, and then to its end. */
    Timed time(LookupSide side, AddressColumn addresses, Duration atLeast) {
        side.startReading();
        final long cpuBefore = THREADS.getCurrentThreadCpuTime();
        final long start = System.nanoTime();
        long passes = 0;
        long onCpu;
        do {
            pass(side, addresses);
            passes++;
            onCpu = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        } while (onCpu < atLeast.toNanos());
        final double took = System.nanoTime() - start;
        side.stopReading();
        return new Timed((double) passes * addresses.count() * 1e3 / onCpu, onCpu / took);
    }

    private void pass(LookupSide side, AddressColumn addresses) {
        for (int i = 0; i < addresses.count(); i += AddressColumn.BATCH) {
            side.lookup(addresses.at(i), results, AddressColumn.BATCH);
        }
    }
}
