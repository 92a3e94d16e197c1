package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.table.LinearFib.Prefix;
import io.gatun.dataplane.table.LinearFib.Shape;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Longest-prefix match against a linear scan, and a changed table against one made anew. */
class FibTest {

    private static final int FIRST_RESULT = 1;

    private long generation;

    static Stream<Shape> shapes() {
        return Stream.of(Integer.SIZE, 2 * Long.SIZE)
                .flatMap(width ->
                        Arrays.stream(Shape.Spread.values())
                                .map(spread -> new Shape(width, spread)));
    }

    private FibWriter writer() {
        return new FibWriter(FibCapacity.DEFAULT, () -> generation + 1);
    }

    @Test
    void emptyTable_knowsNoRoute() {
        final Fib fib = Fib.empty();

        for (int address : new int[] {0, 1, -1, 0x7FFF_FFFF, 0x8000_0000, 0x0A00_0001}) {
            assertThat(fib.lookup(address)).isEqualTo(RouteResult.NO_ROUTE);
            assertThat(fib.lookup((long) address << 32 | 7, -1)).isEqualTo(RouteResult.NO_ROUTE);
        }
    }

    @Test
    @Spec({"FIB-02", "FIB-03", "RT6-01"})
    void everyLength_coversItsFirstAndLastAddressAndNoMore() throws FibFullException {
        for (int length = 0; length <= 128; length++) {
            final Prefix prefix =
                    new Prefix(0xC612_3457_89AB_CDEFL, 0x0123_4567_89AB_CDEFL, length);
            final Prefix first = prefix.masked();
            final FibWriter writer = writer();
            writer.put(first.high(), first.low(), length, 7);
            final Fib fib = writer.fib();

            final long lastHigh = first.high() | ~FibWriter.highMask(length);
            final long lastLow = first.low() | ~FibWriter.lowMask(length);
            assertThat(fib.lookup(first.high(), first.low()))
                    .as("first of /%d", length)
                    .isEqualTo(7);
            assertThat(fib.lookup(lastHigh, lastLow)).as("last of /%d", length).isEqualTo(7);
            if (length > 0) {
                final boolean borrows = first.low() == 0;
                assertThat(fib.lookup(first.high() - (borrows ? 1 : 0), first.low() - 1))
                        .as("before /%d", length)
                        .isEqualTo(RouteResult.NO_ROUTE);
                final boolean carries = lastLow == -1;
                assertThat(fib.lookup(lastHigh + (carries ? 1 : 0), lastLow + 1))
                        .as("behind /%d", length)
                        .isEqualTo(RouteResult.NO_ROUTE);
            }
            if (length <= 32) {
                assertThat(fib.lookup((int) (first.high() >>> 32))).isEqualTo(7);
                assertThat(fib.lookup((int) (lastHigh >>> 32))).isEqualTo(7);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Spec({"FIB-02", "RT6-01"})
    void loadedTable_agreesWithALinearScan(Shape shape) throws FibFullException {
        for (long seed = 1; seed <= 6; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final LinearFib linear = new LinearFib();
            final List<FibWriter.Entry> entries = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                final Prefix key = shape.prefix(random);
                final int result = FIRST_RESULT + random.nextInt(3000);
                linear.all.put(key, result);
                entries.add(new FibWriter.Entry(key.high(), key.low(), key.length(), result));
            }
            final FibWriter writer = writer();
            writer.load(entries); // in random order, with duplicates of which the last counts
            compare(writer.fib(), linear, shape, random, 600, "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Spec({"FIB-02", "FIB-31"})
    void longWalkOfChanges_equalsATableMadeAnewAfterEveryStep(Shape shape) throws FibFullException {
        for (long seed = 1; seed <= 2; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final LinearFib linear = new LinearFib();
            final FibWriter writer = writer();
            for (int step = 0; step < 300; step++) {
                final String what = "seed " + seed + ", step " + step;
                final Prefix changed =
                        change(writer, linear, shape, random, step < 190 ? 3 : 1, what);
                if (random.nextInt(3) == 0) {
                    writer.reclaim(++generation);
                }
                final FibWriter anew = writer();
                anew.load(linear.entries());
                assertSameAround(changed, writer.fib(), anew.fib(), what);
                if (step % 50 == 0) {
                    assertSameContent(writer.fib(), anew.fib(), what);
                }
                assertThat(writer.status().nodesByDepth())
                        .as(what)
                        .isEqualTo(anew.status().nodesByDepth());
                compare(writer.fib(), linear, shape, random, 6, what);
            }
            deleteAll(writer, linear, random, "seed " + seed);
        }
    }

    /** Everything below the first 16 bits that the prefix covers or lies in. */
    private static void assertSameAround(Prefix changed, Fib one, Fib other, String what) {
        final int first = (int) (changed.high() >>> 48) * Fib.NODE_WORDS;
        final int nodes = 1 << Math.max(0, 16 - changed.length());
        assertSameWords(one, first, other, first, nodes * Fib.NODE_WORDS, what);
    }

    private static Prefix change(
            FibWriter writer,
            LinearFib linear,
            Shape shape,
            SplittableRandom random,
            int putsInFour,
            String what)
            throws FibFullException {
        final List<Prefix> keys = List.copyOf(linear.all.keySet());
        final boolean isKnown = !keys.isEmpty() && random.nextBoolean();
        final Prefix key = isKnown ? keys.get(random.nextInt(keys.size())) : shape.prefix(random);
        if (random.nextInt(4) < putsInFour) {
            final int result = FIRST_RESULT + random.nextInt(6);
            writer.put(key.high(), key.low(), key.length(), result);
            linear.all.put(key, result);
        } else {
            assertThat(writer.remove(key.high(), key.low(), key.length()))
                    .as(what)
                    .isEqualTo(linear.all.remove(key) != null);
        }
        return key;
    }

    private void deleteAll(
            FibWriter writer, LinearFib linear, SplittableRandom random, String what) {
        while (!linear.all.isEmpty()) {
            final List<Prefix> keys = List.copyOf(linear.all.keySet());
            final Prefix key = keys.get(random.nextInt(keys.size()));
            linear.all.remove(key);
            assertThat(writer.remove(key.high(), key.low(), key.length())).as(what).isTrue();
        }
        writer.reclaim(++generation);
        assertSameContent(writer.fib(), Fib.empty(), what);
        final FibStatus status = writer.status();
        assertThat(status.prefixes()).as(what).isZero();
        assertThat(status.nodes()).as(what).isZero();
        assertThat(status.entries()).as("%s: all memory is free again", what).isEqualTo(1);
    }

    private static void compare(
            Fib fib,
            LinearFib linear,
            Shape shape,
            SplittableRandom random,
            int times,
            String what) {
        for (int i = 0; i < times; i++) {
            final Prefix probe = linear.probe(shape, random);
            final int expected = linear.lookup(probe.high(), probe.low());
            assertThat(fib.lookup(probe.high(), probe.low()))
                    .as("%s, address %x:%x", what, probe.high(), probe.low())
                    .isEqualTo(expected);
            if (shape.width() == Integer.SIZE) {
                assertThat(fib.lookup((int) (probe.high() >>> 32)))
                        .as("%s, address %08x", what, probe.high() >>> 32)
                        .isEqualTo(expected);
            }
        }
    }

    /** The same nodes, and the same result for every value of every word. */
    private static void assertSameContent(Fib one, Fib other, String what) {
        assertSameWords(one, 0, other, 0, Fib.ROOT_NODES * Fib.NODE_WORDS, what);
        assertThat(one.defaultResult()).as(what).isEqualTo(other.defaultResult());
    }

    private static void assertSameWords(
            Fib one, int oneAt, Fib other, int otherAt, int count, String what) {
        for (int i = 0; i < count; i++) {
            final long a = one.word(oneAt + i);
            final long b = other.word(otherAt + i);
            if (a == b && FibWord.hasOneResult(a)) {
                continue;
            }
            for (int value = 0; value < Fib.WORD_SLOTS; value++) {
                assertSameEntry(
                        one,
                        one.entry(FibWord.indexOf(a, value)),
                        other,
                        other.entry(FibWord.indexOf(b, value)),
                        what);
            }
        }
    }

    private static void assertSameEntry(
            Fib one, int entry, Fib other, int otherEntry, String what) {
        if (entry < 0 && otherEntry < 0) {
            assertSameWords(
                    one,
                    (entry & ~Fib.CHILD) * Fib.NODE_WORDS,
                    other,
                    (otherEntry & ~Fib.CHILD) * Fib.NODE_WORDS,
                    Fib.NODE_WORDS,
                    what);
        } else if (entry != otherEntry) { // a comparison that passes says nothing, and costs much
            assertThat(entry).as(what).isEqualTo(otherEntry);
        }
    }

    @Test
    @Spec("FIB-31")
    void changesThatStayInPlace_leaveABoundedShareOfSlack() throws FibFullException {
        final FibWriter writer = writer();
        final List<FibWriter.Entry> half = new ArrayList<>();
        for (int i = 0; i < 1 << 14; i++) {
            final FibWriter.Entry each =
                    FibWriter.Entry.of((10 << 24) + (i << 9), 24, FIRST_RESULT + i % 7);
            writer.put(each.high(), each.low(), each.length(), each.result());
            if (i % 16 == 0) { // one stays in every word
                half.add(each);
            }
        }
        writer.reclaim(++generation);
        final int most = writer.status().entries();
        for (int i = 0; i < 1 << 14; i++) {
            if (i % 16 != 0) {
                writer.remove(((10L << 24) + (i << 9)) << 32, 0, 24);
                writer.reclaim(++generation);
            }
        }

        final FibWriter anew = writer();
        anew.load(half);
        assertSameContent(writer.fib(), anew.fib(), "half of them");
        assertThat(writer.status().entries())
                .as("slack: at most 1,024 entries and a share of those in use")
                .isLessThan(anew.status().entries() + 1_024 + most / 16);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void batch_findsWhatSingleLookupsFind(Shape shape) throws FibFullException {
        final SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 20; round++) {
            final LinearFib linear = new LinearFib();
            for (int i = 0; i < 200; i++) {
                linear.all.put(shape.prefix(random), FIRST_RESULT + random.nextInt(90));
            }
            final FibWriter writer = writer();
            writer.load(linear.entries());
            compareBatch(writer.fib(), linear, shape, random, random.nextInt(Fib.MAX_BATCH + 1));
        }
    }

    private static void compareBatch(
            Fib fib, LinearFib linear, Shape shape, SplittableRandom random, int n) {
        try (Arena arena = Arena.ofConfined()) {
            final long addresses = arena.allocate(Fib.MAX_BATCH * 16).address();
            final long results = arena.allocate(Fib.MAX_BATCH * 4).address();
            final long scratch = arena.allocate(Fib.SCRATCH_BYTES).address();
            final int[] expected = new int[n];
            for (int i = 0; i < n; i++) {
                final Prefix probe = linear.probe(shape, random);
                expected[i] = fib.lookup(probe.high(), probe.low());
                if (shape.width() == Integer.SIZE) {
                    Bytes.raw32(addresses + i * 4L, (int) (probe.high() >>> 32));
                } else {
                    Bytes.u64(addresses + i * 16L, probe.high());
                    Bytes.u64(addresses + i * 16L + 8, probe.low());
                }
            }
            if (shape.width() == Integer.SIZE) {
                fib.lookup4(addresses, results, n);
            } else {
                fib.lookup6(addresses, results, scratch, n);
            }
            for (int i = 0; i < n; i++) {
                assertThat(Bytes.raw32(results + i * 4L)).isEqualTo(expected[i]);
            }
        }
    }

    /** More results than 16 bits can tell, and then more nodes. */
    @Test
    void largeTable_hasWideEntries() throws FibFullException {
        for (boolean isLoaded : new boolean[] {true, false}) {
            final FibWriter writer = writer();
            final FibRoutes routes = new FibRoutes(0);
            final int n = 40_000;
            for (int i = 0; i < n; i++) {
                final long high = 0x0A00_0000_0000_0000L + ((long) i << 40) + (7L << 32);
                if (isLoaded) {
                    routes.add(high, 0, 32, FIRST_RESULT + i % 5);
                } else {
                    writer.put(high, 0, 32, FIRST_RESULT + i % 5);
                }
            }
            if (isLoaded) {
                writer.load(routes);
            }
            assertThat(writer.status().nodes()).isEqualTo(n);
            writer.put(0x0B00_0000_0000_0000L, 0, 8, 3_000_000);
            for (int i = 0; i < n; i++) {
                final int address = 0x0A00_0007 + (i << 8);
                assertThat(writer.fib().lookup(address)).isEqualTo(FIRST_RESULT + i % 5);
                assertThat(writer.fib().lookup(address + 1))
                        .isEqualTo(address >>> 24 == 0x0B ? 3_000_000 : RouteResult.NO_ROUTE);
            }
        }
    }

    /** Until workers are known to be past it, nothing that was given up is written again. */
    @Test
    void oldTable_staysAsItWasUntilReclaimed() throws FibFullException {
        final SplittableRandom random = new SplittableRandom(3);
        final Shape shape = new Shape(Integer.SIZE, Shape.Spread.DENSE);
        final FibWriter writer = writer();
        final LinearFib linear = new LinearFib();
        for (int i = 0; i < 300; i++) {
            change(writer, linear, shape, random, 4, "");
        }
        final Fib fib = writer.fib();
        final int before = writer.status().entries();
        final long word = fib.word((int) (0x2A06_A005L << 32 >>> 45));
        final List<Integer> entries = new ArrayList<>();
        for (int run = 0; run <= Integer.bitCount((int) word); run++) {
            entries.add(fib.entry((word >> 32) + run));
        }

        for (int i = 0; i < 300; i++) {
            change(writer, linear, shape, random, 3, "");
        }

        for (int run = 0; run < entries.size(); run++) {
            assertThat(fib.entry((word >> 32) + run)).isEqualTo(entries.get(run));
        }
        assertThat(writer.status().entries()).isGreaterThan(before);
        writer.reclaim(++generation);
        assertThat(writer.status().entries()).isLessThan(2 * before);
    }

    @Test
    @Spec("FIB-42")
    void fullTable_refusesAndKeepsWhatItHas() throws FibFullException {
        final FibWriter writer = new FibWriter(new FibCapacity(20, 600), () -> 1);
        final SplittableRandom random = new SplittableRandom(9);
        final Shape shape = new Shape(Integer.SIZE, Shape.Spread.DENSE);
        final LinearFib linear = new LinearFib();
        FibFullException full = null;
        for (int i = 0; full == null; i++) {
            final Prefix key = shape.address(random, random.nextInt(20, 33)).masked();
            final long before = contentHash(writer.fib(), linear);
            try {
                writer.put(key.high(), key.low(), key.length(), FIRST_RESULT + i % 50);
                linear.all.put(key, FIRST_RESULT + i % 50);
            } catch (FibFullException refused) {
                full = refused;
                assertThat(contentHash(writer.fib(), linear)).isEqualTo(before);
            }
        }

        assertThat(full)
                .hasMessageMatching("the forwarding table is full: \\d+ of \\d+ .* in use.*");
        assertThat(linear.all.size()).isGreaterThan(10);
        compare(writer.fib(), linear, shape, random, 500, "full");
        final List<FibWriter.Entry> tooMany = new ArrayList<>(linear.entries());
        for (int i = 0; i < 1000; i++) {
            final Prefix key = shape.prefix(random);
            tooMany.add(new FibWriter.Entry(key.high(), key.low(), key.length(), 1 + i % 50));
        }
        final FibWriter other = new FibWriter(new FibCapacity(20, 600), () -> 1);
        assertThatThrownBy(() -> other.load(tooMany)).isInstanceOf(FibFullException.class);
        assertSameContent(other.fib(), Fib.empty(), "refused whole");
        deleteAllOf(writer, linear);
        assertSameContent(writer.fib(), Fib.empty(), "emptied");
    }

    private static void deleteAllOf(FibWriter writer, LinearFib linear) {
        writer.reclaim(1);
        linear.all.keySet().forEach(key -> writer.remove(key.high(), key.low(), key.length()));
    }

    private static long contentHash(Fib fib, LinearFib linear) {
        long hash = 0;
        for (Prefix key : linear.all.keySet()) {
            hash = hash * 31 + fib.lookup(key.high(), key.low());
        }
        return hash;
    }

    /** What no neighbor may send is always looked at twice; a random address hardly ever is. */
    @Test
    void sourceOfOurs_isSuspectAsLongAsItIsOurs() throws FibFullException {
        final SplittableRandom random = new SplittableRandom(11);
        final FibWriter writer = writer();
        final List<Integer> own = random.ints(20).boxed().toList();
        for (int address : own) {
            writer.put((long) address << 32, 0, 32, RouteResult.LOCAL);
        }

        assertThat(own).allMatch(address -> isSuspect(writer.fib(), address));
        for (int first : new int[] {0, 127, 169, 224, 255}) {
            assertThat(isSuspect(writer.fib(), first << 24 | 0x0A0B0C)).isTrue();
        }
        assertThat(suspectsOf(writer.fib(), random)).as("of 10000").isBetween(50, 400);
        for (int address : own) {
            writer.remove((long) address << 32, 0, 32);
        }
        assertThat(suspectsOf(writer.fib(), random)).isZero();
    }

    private static int suspectsOf(Fib fib, SplittableRandom random) {
        int suspects = 0;
        for (int i = 0; i < 10_000; i++) {
            suspects += isSuspect(fib, 0x0A000000 | random.nextInt() >>> 8) ? 1 : 0;
        }
        return suspects;
    }

    private static boolean isSuspect(Fib fib, int address) {
        return fib.isSuspectSource(Integer.reverseBytes(address));
    }
}
