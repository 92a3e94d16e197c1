package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers look up without a pause while control changes the table and uses again what they are
 * past. Some prefixes always stay: an address in one of them must never lead anywhere but to it or
 * to a longer prefix that comes and goes.
 */
class FibUnderChangeTest {

    private static final Adjacencies NO_WAYS = Adjacencies.empty();
    private static final Interfaces NO_INTERFACES = Interfaces.empty();
    private static final int CHANGES = 60_000;
    private static final int STAYING = 64;
    private static final int GOING = 500;

    /** By its result a reader knows what a prefix covers: the number of the staying prefix. */
    private record Going(long high, long low, int length, int staying, int result) {}

    private final SplittableRandom random = new SplittableRandom(17);
    private final List<Going> going = new ArrayList<>();
    private final AtomicReference<String> wrong = new AtomicReference<>();
    private final Published<Tables> published = new Published<>(tables(1, Fib.empty()));
    private int width;
    private long generation = 1;

    private static Tables tables(long generation, Fib fib) {
        return new Tables(
                generation,
                null,
                NO_INTERFACES,
                fib,
                fib,
                Fib.empty(),
                Fib.empty(),
                FibsByTos.NONE,
                NO_WAYS);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 128})
    @Spec("FIB-21")
    void readers_neverMissAPrefixThatIsThere(int addressWidth) throws Exception {
        width = addressWidth;
        final FibWriter writer = new FibWriter(FibCapacity.DEFAULT, () -> generation + 1);
        for (int i = 0; i < STAYING; i++) {
            writer.put(staying(i), 0, 12, i + 1);
        }
        drawGoing();
        publish(writer);
        final TablesView view = new TablesView(published);
        final Thread reader = Thread.ofPlatform().name("reader").start(() -> read(view));

        final boolean[] isThere = new boolean[GOING];
        for (int change = 0; change < CHANGES; change++) {
            final int pick = random.nextInt(GOING);
            final Going prefix = going.get(pick);
            if (isThere[pick]) {
                writer.remove(prefix.high(), prefix.low(), prefix.length());
            } else {
                writer.put(prefix.high(), prefix.low(), prefix.length(), prefix.result());
            }
            isThere[pick] = !isThere[pick];
            if (change % 8 == 0) {
                publish(writer);
                writer.reclaim(view.seen());
            }
        }
        reader.interrupt();
        reader.join();

        assertThat(wrong.get()).isNull();
        assertThat(writer.status().entries())
                .as("what is given up is used again")
                .isLessThan(40_000);
    }

    private static long staying(int i) {
        return (0x2A0L + i) << 52;
    }

    private void publish(FibWriter writer) {
        published.publish(tables(++generation, writer.fib()));
    }

    private void drawGoing() {
        for (int i = 0; i < GOING; i++) {
            final int within = random.nextInt(STAYING);
            final int length = random.nextInt(13, width + 1);
            final int tag = width == Integer.SIZE ? i % 100 + 1 : i + 1; // 16-bit entries, and 32
            final long high =
                    staying(within) | ((random.nextLong() >>> 12) & 0x000F_0FF0_F00F_FFFFL);
            going.add(
                    new Going(
                            high & FibWriter.highMask(length),
                            random.nextLong() & FibWriter.lowMask(length),
                            length,
                            within,
                            tag << 8 | (within + 1)));
        }
    }

    /** A worker's round: the newest tables, a batch, its quiet point. */
    private void read(TablesView view) {
        final SplittableRandom mine = new SplittableRandom(18);
        try (Arena arena = Arena.ofConfined()) {
            final long addresses = arena.allocate(Fib.MAX_BATCH * 16).address();
            final long results = arena.allocate(Fib.MAX_BATCH * 4).address();
            final long scratch = arena.allocate(Fib.SCRATCH_BYTES).address();
            final int[] within = new int[Fib.MAX_BATCH];
            while (!Thread.currentThread().isInterrupted() && wrong.get() == null) {
                for (int i = 0; i < Fib.MAX_BATCH; i++) {
                    final Going near = going.get(mine.nextInt(GOING));
                    within[i] = near.staying();
                    final long high = near.high() ^ (mine.nextLong() >>> 44) << mine.nextInt(32);
                    put(addresses, i, staying(within[i]) | (high & ~FibWriter.highMask(12)), near);
                }
                final Fib fib = width == 32 ? view.fib4() : view.fib6();
                if (width == 32) {
                    fib.lookup4(addresses, results, Fib.MAX_BATCH);
                } else {
                    fib.lookup6(addresses, results, scratch, Fib.MAX_BATCH);
                }
                for (int i = 0; i < Fib.MAX_BATCH; i++) {
                    final int result = Bytes.raw32(results + i * 4L);
                    if ((result & 0xFF) != within[i] + 1) {
                        wrong.set("address in " + within[i] + " led to " + result);
                    }
                }
                view.quiet();
            }
        }
    }

    private void put(long addresses, int i, long high, Going near) {
        if (width == 32) {
            Bytes.raw32(addresses + i * 4L, (int) (high >>> 32));
        } else {
            Bytes.u64(addresses + i * 16L, high);
            Bytes.u64(addresses + i * 16L + 8, near.low());
        }
    }

    /** Memory used again too early is noticed: the test above can fail. */
    @Test
    void readerThatIsNotWaitedFor_seesWhatItShouldNot() throws FibFullException {
        final FibWriter writer = new FibWriter(FibCapacity.DEFAULT, () -> 1);
        writer.put(staying(0), 0, 12, 1);
        writer.put(staying(0) | 1L << 40, 0, 24, 2);
        final Fib fib = writer.fib();
        final int index = (int) (staying(0) >>> 45);
        final long old = fib.word(index);
        writer.put(staying(0) | 1L << 42, 0, 24, 2); // more runs: the entries are given up
        assertThat(fib.entry((old >> 32) + 1)).isEqualTo(2);

        writer.reclaim(1);
        writer.put(staying(1), 0, 12, 3);
        writer.put(staying(1) | 1L << 40, 0, 23, 4);

        assertThat(fib.entry((old >> 32) + 1)).isNotEqualTo(2);
    }
}
