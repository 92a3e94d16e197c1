package io.gatun.perf.jmh;

import io.gatun.dataplane.table.Fib4;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Longest-prefix match, a batch of addresses at a time, every one of them inside some prefix. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Fib4Benchmark {

    private static final int BATCH = 256;
    private static final int ADDRESSES = 1 << 16;
    private static final int MOST_COMMON_LENGTH = 24;
    private static final long SEED = 4;

    @Param({"16", "10000", "200000"})
    private int routes;

    private Fib4 fib;
    private int[] addresses;
    private int next;

    @Setup
    public void compile() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<Fib4.Entry> entries = new ArrayList<>();
        final Set<Integer> prefixes = new HashSet<>();
        while (entries.size() < routes) {
            final int prefix = random.nextInt() & -1 << (Integer.SIZE - MOST_COMMON_LENGTH);
            if (prefixes.add(prefix)) {
                entries.add(new Fib4.Entry(prefix, MOST_COMMON_LENGTH, entries.size()));
            }
        }
        fib = Fib4.compile(entries);
        addresses = new int[ADDRESSES];
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = entries.get(random.nextInt(routes)).prefix() + random.nextInt(256);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int lookup() {
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += fib.lookup(addresses[next + i]);
        }
        next = (next + BATCH) % ADDRESSES;
        return sum;
    }
}
