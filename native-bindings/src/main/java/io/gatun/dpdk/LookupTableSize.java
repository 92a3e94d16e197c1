package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How large a {@link LookupTable} is made.
 *
 * @param maxRoutes prefixes at most
 * @param groups blocks of 256 entries (tbl8) for what is longer than 24 bits
 * @param entryBytes 1, 2, 4 or 8, of which one bit is not the next hop's; rte_lpm and rte_lpm6 have
 *     4 always, of which 24 and 21 bits are the next hop's
 * @param defaultNextHop what addresses without a prefix lead to, in rte_fib and rte_fib6
 */
public record LookupTableSize(
        LookupTable.Kind kind, int maxRoutes, int groups, int entryBytes, long defaultNextHop) {

    private static final int FIRST_LEVEL = 1 << 24;
    private static final int GROUP = 1 << 8;

    public LookupTableSize {
        final boolean isFib = kind == LookupTable.Kind.RTE_FIB || kind == LookupTable.Kind.RTE_FIB6;
        final int least = kind == LookupTable.Kind.RTE_FIB ? 1 : 2;
        if (Integer.bitCount(entryBytes) != 1
                || entryBytes > 8
                || (isFib ? entryBytes < least : entryBytes != 4)) {
            throw new IllegalArgumentException(
                    "%s has no entries of %d bytes".formatted(kind, entryBytes));
        }
    }

    /** Bytes that lookups read: the first level whole, and this many groups. */
    public long bytes(int usedGroups) {
        return ((long) FIRST_LEVEL + (long) usedGroups * GROUP) * entryBytes;
    }

    /** As DPDK's create functions read it. */
    MemorySegment write(Arena arena) {
        return switch (kind) {
            case RTE_FIB -> fib(arena, "rte_fib_conf", "dir24_8", "RTE_FIB_DIR24_8");
            case RTE_FIB6 -> fib(arena, "rte_fib6_conf", "trie", "RTE_FIB6_TRIE");
            case RTE_LPM -> lpm(arena, "rte_lpm_config");
            case RTE_LPM6 -> lpm(arena, "rte_lpm6_config");
        };
    }

    private MemorySegment fib(Arena arena, String struct, String part, String type) {
        final DpdkLayout layout = DpdkLayout.ofLoaded();
        final MemorySegment conf = LookupTable.zeroed(arena, layout.size(struct));
        final long at = conf.address();
        final String union = struct + "." + part;
        NativeMemory.putInt(at + layout.offset(struct + ".type"), (int) layout.constant(type));
        NativeMemory.putLong(at + layout.offset(struct + ".default_nh"), defaultNextHop);
        NativeMemory.putInt(at + layout.offset(struct + ".max_routes"), maxRoutes);
        NativeMemory.putInt(
                at + layout.offset(union + ".nh_sz"), Integer.numberOfTrailingZeros(entryBytes));
        NativeMemory.putInt(at + layout.offset(union + ".num_tbl8"), groups);
        return conf;
    }

    private MemorySegment lpm(Arena arena, String struct) {
        final DpdkLayout layout = DpdkLayout.ofLoaded();
        final MemorySegment conf = LookupTable.zeroed(arena, layout.size(struct));
        NativeMemory.putInt(conf.address() + layout.offset(struct + ".max_rules"), maxRoutes);
        NativeMemory.putInt(conf.address() + layout.offset(struct + ".number_tbl8s"), groups);
        return conf;
    }
}
