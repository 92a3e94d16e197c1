package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Longest-prefix match against a linear scan. */
class Fib4Test {

    private static final int NONE = Route4.NO_ROUTE;

    private static Fib4.Entry entry(String prefix, int route) {
        final String[] parts = prefix.split("/", 2);
        int bits = 0;
        for (String octet : parts[0].split("\\.", 4)) {
            bits = bits << 8 | Integer.parseInt(octet);
        }
        return new Fib4.Entry(bits, Integer.parseInt(parts[1]), route);
    }

    private static int mask(int length) {
        return length == 0 ? 0 : -1 << (32 - length);
    }

    /** Of two entries for one prefix the later one counts. */
    private static int linearScan(List<Fib4.Entry> entries, int address) {
        int best = -1;
        int route = NONE;
        for (Fib4.Entry entry : entries) {
            if ((address & mask(entry.length())) == entry.prefix() && entry.length() >= best) {
                best = entry.length();
                route = entry.route();
            }
        }
        return route;
    }

    @Test
    void emptyTable_knowsNoRoute() {
        final Fib4 fib = Fib4.compile(List.of());

        for (int address : new int[] {0, 1, -1, 0x7FFF_FFFF, 0x8000_0000, 0x0A00_0001}) {
            assertThat(fib.lookup(address)).isEqualTo(NONE);
        }
    }

    @Test
    void everyLength_coversItsFirstAndLastAddressAndNoMore() {
        for (int length = 0; length <= 32; length++) {
            final int prefix = 0xC612_3457 & mask(length);
            final Fib4 fib = Fib4.compile(List.of(new Fib4.Entry(prefix, length, 7)));
            assertThat(fib.lookup(prefix)).as("first of /%d", length).isEqualTo(7);
            assertThat(fib.lookup(prefix | ~mask(length))).as("last of /%d", length).isEqualTo(7);
            if (length > 0) {
                assertThat(fib.lookup(prefix - 1)).as("before /%d", length).isEqualTo(NONE);
                assertThat(fib.lookup((prefix | ~mask(length)) + 1))
                        .as("behind /%d", length)
                        .isEqualTo(NONE);
            }
        }
    }

    @Test
    void longerPrefix_winsInWhateverOrderTheyCome() {
        final List<Fib4.Entry> entries =
                List.of(
                        entry("10.1.2.3/32", 5),
                        entry("10.0.0.0/8", 1),
                        entry("10.1.2.0/24", 3),
                        entry("0.0.0.0/0", 0),
                        entry("10.1.0.0/16", 2),
                        entry("10.1.2.0/25", 4));
        final Fib4 fib = Fib4.compile(entries);
        final Fib4 reversed = Fib4.compile(entries.reversed());

        for (Fib4 each : List.of(fib, reversed)) {
            assertThat(each.lookup(0x0A01_0203)).isEqualTo(5);
            assertThat(each.lookup(0x0A01_0204)).isEqualTo(4);
            assertThat(each.lookup(0x0A01_02FF)).isEqualTo(3);
            assertThat(each.lookup(0x0A01_FF00)).isEqualTo(2);
            assertThat(each.lookup(0x0AFF_0000)).isEqualTo(1);
            assertThat(each.lookup(0x0B00_0000)).isEqualTo(0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lookup_agreesWithALinearScan(long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final List<Fib4.Entry> entries = randomEntries(random, 1_000);
        final Fib4 fib = Fib4.compile(entries);

        for (int i = 0; i < 3_000; i++) {
            final int address = addressNear(random, entries);
            assertThat(fib.lookup(address))
                    .as("seed %d, address %08x", seed, address)
                    .isEqualTo(linearScan(entries, address));
        }
    }

    /** Half of them within 10.0.0.0/14, so that they lie over each other. */
    private static List<Fib4.Entry> randomEntries(SplittableRandom random, int count) {
        final List<Fib4.Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final int length = random.nextInt(33);
            final int bits =
                    random.nextBoolean() ? random.nextInt() : 0x0A00_0000 | random.nextInt(1 << 18);
            entries.add(new Fib4.Entry(bits & mask(length), length, i));
        }
        return entries;
    }

    /** Inside a prefix, on its edge, just outside, or anywhere. */
    private static int addressNear(SplittableRandom random, List<Fib4.Entry> entries) {
        final Fib4.Entry near = entries.get(random.nextInt(entries.size()));
        return switch (random.nextInt(5)) {
            case 0 -> near.prefix();
            case 1 -> near.prefix() - 1;
            case 2 -> (near.prefix() | ~mask(near.length())) + random.nextInt(2);
            case 3 -> near.prefix() | (random.nextInt() & ~mask(near.length()));
            default -> random.nextInt();
        };
    }

    /** What no neighbor may send is always looked at twice; a random address hardly ever is. */
    @Test
    void sourceOfOurs_isSuspect() {
        final SplittableRandom random = new SplittableRandom(11);
        final List<Fib4.Entry> own = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            own.add(new Fib4.Entry(random.nextInt(), 32, Route4.LOCAL));
        }
        final Fib4 fib = Fib4.compile(own);

        assertThat(own).allMatch(entry -> isSuspect(fib, entry.prefix()));
        for (int first : new int[] {0, 127, 169, 224, 255}) {
            assertThat(isSuspect(fib, first << 24 | 0x0A0B0C)).as("first octet %d", first).isTrue();
        }
        int suspects = 0;
        for (int i = 0; i < 10_000; i++) {
            suspects += isSuspect(fib, 0x0A000000 | random.nextInt() >>> 8) ? 1 : 0;
        }
        assertThat(suspects).as("of 10000, with 20 addresses in 1024 places").isLessThan(400);
    }

    private static boolean isSuspect(Fib4 fib, int address) {
        return fib.isSuspectSource(Integer.reverseBytes(address));
    }
}
