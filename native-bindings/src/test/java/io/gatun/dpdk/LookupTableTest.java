package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dpdk.LookupTable.Kind;
import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** rte_fib, rte_fib6 and rte_lpm6 beside a linear scan; rte_lpm's lookup is inline in C headers. */
@ExtendWith(EalExtension.class)
class LookupTableTest {

    private static final int NO_ROUTE = 0;
    private static final int ADDRESSES = 1000;

    LookupTableTest(Eal eal) {
        assertThat(eal).isNotNull();
    }

    private record Prefix(long high, long low, int depth, int nextHop) {
        boolean covers(long addressHigh, long addressLow) {
            final long highMask = depth == 0 ? 0 : -1L << Math.max(0, 64 - depth);
            final long lowMask = depth <= 64 ? 0 : -1L << (128 - depth);
            return ((high ^ addressHigh) & highMask) == 0 && ((low ^ addressLow) & lowMask) == 0;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RTE_FIB", "RTE_FIB6", "RTE_LPM6"})
    void everyAddress_findsItsLongestPrefix_andDeletedOnesNoMore(Kind kind) {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        try (Arena arena = Arena.ofConfined();
                LookupTable table = LookupTable.create("scan-" + kind, size(kind, 4))) {
            final List<Prefix> prefixes = prefixes(kind, random);
            prefixes.forEach(p -> table.add(p.high, p.low, p.depth, p.nextHop));
            compare(kind, table, prefixes, random, arena, seed);

            final List<Prefix> rest = new ArrayList<>();
            for (final Prefix prefix : prefixes) {
                if (random.nextBoolean()) {
                    table.delete(prefix.high, prefix.low, prefix.depth);
                } else {
                    rest.add(prefix);
                }
            }
            compare(kind, table, rest, random, arena, seed);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RTE_FIB", "RTE_FIB6"})
    void everyWidthOfEntries_givesTheNextHopBack(Kind kind) {
        for (int bytes = kind == Kind.RTE_FIB ? 1 : 2; bytes <= 8; bytes *= 2) {
            try (Arena arena = Arena.ofConfined();
                    LookupTable table =
                            LookupTable.create("width-" + kind + bytes, size(kind, bytes))) {
                final long nextHop = (1L << Math.min(40, bytes * 8 - 2)) - 1;
                table.add(0x2001_0db8_0000_0000L, 0, 28, nextHop);
                final MemorySegment address = arena.allocate(16, 16);
                final MemorySegment result = arena.allocate(8, 8);
                putAddress(kind, address.address(), 0x2001_0db8_0000_0000L, 0);

                table.lookup(address.address(), result.address(), 1);

                assertThat(NativeMemory.getLong(result.address())).isEqualTo(nextHop);
            }
        }
    }

    @Test
    void scalarAndDefaultLookup_canBeSelected_andUnknownOnesNot() {
        final int scalar =
                (int) DpdkLayout.ofLoaded().constant("RTE_FIB_LOOKUP_DIR24_8_SCALAR_INLINE");
        try (LookupTable table = LookupTable.create("select", size(Kind.RTE_FIB, 4))) {
            assertThat(table.select(scalar)).isTrue();
            assertThat(table.select(99)).isFalse();
        }
    }

    @Test
    void fullTable_namesThePrefixItHadNoRoomFor() {
        final LookupTableSize one = new LookupTableSize(Kind.RTE_LPM6, 1, 256, 4, 0);
        try (LookupTable table = LookupTable.create("full", one)) {
            table.add(0x2001_0db8_0000_0000L, 0, 32, 1);
            assertThatThrownBy(() -> table.add(0x2001_0db9_0000_0000L, 0, 32, 1))
                    .isInstanceOf(DpdkException.class)
                    .hasMessageStartingWith(
                            "rte_lpm6_add of prefix 20010db9000000000000000000000000/32 in table full failed");
        }
    }

    @Test
    void entryWidthThatTheLibraryHasNot_isRefused() {
        assertThatThrownBy(() -> size(Kind.RTE_FIB6, 1))
                .hasMessage("RTE_FIB6 has no entries of 1 bytes");
        assertThatThrownBy(() -> size(Kind.RTE_LPM, 2))
                .hasMessage("RTE_LPM has no entries of 2 bytes");
        assertThatThrownBy(() -> size(Kind.RTE_FIB, 3))
                .hasMessage("RTE_FIB has no entries of 3 bytes");
    }

    @Test
    void bytes_areTheFirstLevelAndTheGroupsInUse() {
        assertThat(size(Kind.RTE_FIB, 4).bytes(0)).isEqualTo(64L << 20);
        assertThat(size(Kind.RTE_FIB, 2).bytes(10)).isEqualTo((32L << 20) + 10 * 512);
    }

    private static LookupTableSize size(Kind kind, int entryBytes) {
        return new LookupTableSize(
                kind, 1000, entryBytes == 1 ? 100 : 10_000, entryBytes, NO_ROUTE);
    }

    private static List<Prefix> prefixes(Kind kind, SplittableRandom random) {
        final List<Prefix> prefixes = new ArrayList<>();
        final int width = kind.isIpv6() ? 128 : 32;
        while (prefixes.size() < 300) {
            final int depth = 2 + random.nextInt(width - 1);
            final Prefix base =
                    prefixes.isEmpty() || random.nextInt(3) == 0
                            ? new Prefix(random.nextLong(), random.nextLong(), 0, 0)
                            : prefixes.get(random.nextInt(prefixes.size()));
            // nothing reaches to the end of the address space: rte_fib of 22.11 goes wrong there
            final long high =
                    (base.high ^ random.nextLong() >>> Math.min(63, 8 + base.depth)) & ~(1L << 62);
            final Prefix prefix =
                    new Prefix(high, random.nextLong(), depth, 1 + random.nextInt(200));
            final Prefix masked =
                    new Prefix(
                            prefix.high & (-1L << Math.max(0, 64 - depth)),
                            depth <= 64 ? 0 : prefix.low & (-1L << (128 - depth)),
                            depth,
                            prefix.nextHop);
            if (prefixes.stream()
                    .noneMatch(p -> p.depth == depth && p.covers(masked.high, masked.low))) {
                prefixes.add(masked);
            }
        }
        return prefixes;
    }

    private static void compare(
            Kind kind,
            LookupTable table,
            List<Prefix> prefixes,
            SplittableRandom random,
            Arena arena,
            long seed) {
        final int stride = kind.isIpv6() ? 16 : 4;
        final MemorySegment addresses = arena.allocate((long) ADDRESSES * stride, 64);
        final MemorySegment results = arena.allocate((long) ADDRESSES * table.resultBytes(), 64);
        final long[] highs = new long[ADDRESSES];
        final long[] lows = new long[ADDRESSES];
        for (int i = 0; i < ADDRESSES; i++) {
            final Prefix near = prefixes.get(random.nextInt(prefixes.size()));
            highs[i] = near.high ^ random.nextLong() >>> Math.min(63, near.depth);
            lows[i] = near.low ^ random.nextLong() >>> Math.clamp(near.depth - 64, 0, 63);
            if (!kind.isIpv6()) {
                highs[i] = highs[i] >>> 32 << 32;
                lows[i] = 0;
            }
            putAddress(kind, addresses.address() + (long) i * stride, highs[i], lows[i]);
        }
        table.lookup(addresses.address(), results.address(), ADDRESSES);
        for (int i = 0; i < ADDRESSES; i++) {
            final long at = results.address() + (long) i * table.resultBytes();
            final long found =
                    table.resultBytes() == 8
                            ? NativeMemory.getLong(at)
                            : Math.max(NO_ROUTE, NativeMemory.getInt(at));
            assertThat(found)
                    .as("seed %d, address %016x%016x", seed, highs[i], lows[i])
                    .isEqualTo(scan(prefixes, highs[i], lows[i]));
        }
    }

    private static long scan(List<Prefix> prefixes, long high, long low) {
        Prefix best = new Prefix(0, 0, -1, NO_ROUTE);
        for (final Prefix prefix : prefixes) {
            if (prefix.depth > best.depth && prefix.covers(high, low)) {
                best = prefix;
            }
        }
        return best.nextHop;
    }

    private static void putAddress(Kind kind, long at, long high, long low) {
        if (kind.isIpv6()) {
            NativeMemory.putLong(at, Long.reverseBytes(high));
            NativeMemory.putLong(at + 8, Long.reverseBytes(low));
        } else {
            NativeMemory.putInt(at, (int) (high >>> 32));
        }
    }
}
