package io.gatun.perf.jmh;

import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibRoutes;
import io.gatun.dataplane.table.FibWriter;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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

/**
 * A lookup of a whole batch and of one address at a time, and a change: in a table of random
 * prefixes, which is no likeness of a real one. {@code gatun bench fib} has that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"
        })
public class FibBenchmark {

    private static final int BATCHES = 1 << 12;
    private static final int BATCH = Fib.MAX_BATCH;
    private static final int OCTETS = 16;
    private static final int NEXT_HOPS = 256;

    @Param({"4", "6"})
    int family;

    @Param({"1000", "200000"})
    int prefixes;

    private long generation;
    private final SplittableRandom random = new SplittableRandom(1);
    private final MemorySegment results = Arena.ofAuto().allocate(BATCH * 4L, 64);
    private final MemorySegment scratch = Arena.ofAuto().allocate(Fib.SCRATCH_BYTES, 64);
    private final MemorySegment addresses =
            Arena.ofAuto().allocate((long) BATCHES * BATCH * OCTETS, 64);
    private final FibWriter writer = new FibWriter(FibCapacity.DEFAULT, () -> generation + 1);
    private long[] highs;
    private int[] lengths;
    private int next;

    /** Prefixes of 17 to 24 bits, for IPv6 of 33 to 48. */
    @Setup
    public void fill() throws FibFullException {
        highs = new long[prefixes];
        lengths = new int[prefixes];
        final FibRoutes routes = new FibRoutes(prefixes);
        for (int i = 0; i < prefixes; i++) {
            lengths[i] = family == 4 ? 17 + random.nextInt(8) : 33 + random.nextInt(16);
            final long first = family == 4 ? 0 : 0x2000_0000_0000_0000L;
            highs[i] = (random.nextLong() >>> 3 | first) & FibWriter.highMask(lengths[i]);
            routes.add(highs[i], 0, lengths[i], RouteResult.FIRST_ADJACENCY + i % NEXT_HOPS);
        }
        writer.load(routes);
        for (int i = 0; i < BATCHES * BATCH; i++) {
            final int prefix = random.nextInt(prefixes);
            final long high =
                    highs[prefix] | (random.nextLong() & ~FibWriter.highMask(lengths[prefix]));
            if (family == 4) {
                Bytes.raw32(addresses.address() + i * 4L, (int) (high >>> Integer.SIZE));
            } else {
                Bytes.u64(addresses.address() + (long) i * OCTETS, high);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int batch() {
        final long at = nextBatch();
        if (family == 4) {
            writer.fib().lookup4(at, results.address(), BATCH);
        } else {
            writer.fib().lookup6(at, results.address(), scratch.address(), BATCH);
        }
        return Bytes.raw32(results.address());
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int oneByOne() {
        final long at = nextBatch();
        int sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum +=
                    family == 4
                            ? writer.fib().lookup(Bytes.raw32(at + i * 4L))
                            : writer.fib()
                                    .lookup(
                                            Bytes.u64(at + (long) i * OCTETS),
                                            Bytes.u64(at + (long) i * OCTETS + Long.BYTES));
        }
        return sum;
    }

    /** A prefix taken away and put back. */
    @Benchmark
    @OperationsPerInvocation(2)
    public void change() throws FibFullException {
        final int i = random.nextInt(prefixes);
        writer.remove(highs[i], 0, lengths[i]);
        writer.put(highs[i], 0, lengths[i], RouteResult.FIRST_ADJACENCY + i % NEXT_HOPS);
        writer.reclaim(++generation);
    }

    private long nextBatch() {
        final int batch = next++ & (BATCHES - 1);
        return addresses.address() + (long) batch * BATCH * (family == 4 ? 4 : OCTETS);
    }
}
