package io.gatun.dpdk;

import io.gatun.dpdk.ffm.EalCalls;
import io.gatun.dpdk.ffm.LookupCalls;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * One of DPDK's own longest-prefix-match tables: {@code rte_fib}, {@code rte_fib6}, {@code
 * rte_lpm}, {@code rte_lpm6}. One thread writes, others may look up meanwhile. A prefix is 128 bits
 * wide, an IPv4 one in the upper half of {@code high}.
 */
public final class LookupTable implements AutoCloseable {

    private static final int ANY_SOCKET = -1;
    private static final int IPV6_OCTETS = 16;

    /** Which of the libraries, and how its functions are called. */
    public enum Kind {
        RTE_FIB("fib", "rte_fib", Long.BYTES, "rte_fib_lookup_bulk"),
        RTE_FIB6("fib", "rte_fib6", Long.BYTES, "rte_fib6_lookup_bulk"),
        RTE_LPM("lpm", "rte_lpm", Integer.BYTES, ""),
        RTE_LPM6("lpm", "rte_lpm6", Integer.BYTES, "rte_lpm6_lookup_bulk_func");

        private final String library;
        private final String prefix;
        private final int resultBytes;
        private final String bulk;

        Kind(String library, String prefix, int resultBytes, String bulk) {
            this.library = library;
            this.prefix = prefix;
            this.resultBytes = resultBytes;
            this.bulk = bulk;
        }

        public boolean isIpv6() {
            return this == RTE_FIB6 || this == RTE_LPM6;
        }

        MemorySegment function(String verb) {
            return LookupCalls.function(library, prefix + "_" + verb);
        }
    }

    private final Kind kind;
    private final String name;
    private final long table;
    private MemorySegment add;
    private final MemorySegment delete;
    private final MemorySegment octets = Arena.ofAuto().allocate(IPV6_OCTETS, IPV6_OCTETS);
    private MemorySegment bulk;

    private LookupTable(Kind kind, String name, long table) {
        this.kind = kind;
        this.name = name;
        this.table = table;
        this.add = kind.function("add");
        this.delete = kind.function("delete");
        this.bulk =
                kind.bulk.isEmpty()
                        ? MemorySegment.NULL
                        : LookupCalls.function(kind.library, kind.bulk);
    }

    /** An empty table; its memory is the EAL's. */
    public static LookupTable create(String name, LookupTableSize size) {
        final Kind kind = size.kind();
        try (Arena arena = Arena.ofConfined()) {
            final long table =
                    LookupCalls.create(
                            kind.function("create"),
                            arena.allocateFrom(name).address(),
                            ANY_SOCKET,
                            size.write(arena).address());
            if (table == 0) {
                throw DpdkException.of(
                        kind.prefix + "_create",
                        "table %s with %s".formatted(name, size),
                        EalCalls.errno());
            }
            return new LookupTable(kind, name, table);
        }
    }

    /** Bytes of one result that {@link #lookup} writes. */
    public int resultBytes() {
        return kind.resultBytes;
    }

    /**
     * Lets {@code rte_fib} or {@code rte_fib6} look up by another implementation; false where this
     * processor, or the widest registers the EAL may use, do not have it.
     *
     * @param type a constant of {@code enum rte_fib_lookup_type} or {@code rte_fib6_lookup_type}
     */
    public boolean select(int type) {
        return LookupCalls.select(kind.function("select_lookup"), table, type) == 0;
    }

    /**
     * Takes the bulk lookup from a library of the caller's: {@code rte_lpm} has its own only inline
     * in its headers.
     *
     * @param function {@code int f(table, const uint32_t *addresses, uint32_t *results, int n)}
     */
    public void lookupBy(Path library, String function) {
        bulk = LookupCalls.function(library, function);
    }

    /**
     * Adds prefixes by a function of a library of the caller's from here on.
     *
     * @param function {@code int f(table, uint32_t prefix, uint8_t depth, uint32_t next_hop)}
     */
    public void addBy(Path library, String function) {
        add = LookupCalls.function(library, function);
    }

    /** Adds by the library's own function again. */
    public void addByItself() {
        add = kind.function("add");
    }

    /** Adds a prefix, or changes where it leads to. */
    public void add(long high, long low, int depth, long nextHop) {
        final int failed = LookupCalls.add(add, table, prefix(high, low), depth, nextHop);
        if (failed != 0) {
            throw DpdkException.of(kind.prefix + "_add", subject(high, low, depth), failed);
        }
    }

    /** Takes away a prefix that is there. */
    public void delete(long high, long low, int depth) {
        final int failed = LookupCalls.delete(delete, table, prefix(high, low), depth);
        if (failed != 0) {
            throw DpdkException.of(kind.prefix + "_delete", subject(high, low, depth), failed);
        }
    }

    /**
     * Looks n addresses up.
     *
     * @param addresses 4 bytes each in the machine's byte order, or 16 octets each for IPv6
     * @param results {@link #resultBytes} each
     */
    public void lookup(long addresses, long results, int n) {
        if (LookupCalls.bulk(bulk, table, addresses, results, n) != 0) {
            throw new DpdkException(
                    "bulk lookup in %s failed: no table, or no memory".formatted(name));
        }
    }

    private long prefix(long high, long low) {
        if (!kind.isIpv6()) {
            return high >>> Integer.SIZE;
        }
        NativeMemory.putLong(octets.address(), Long.reverseBytes(high));
        NativeMemory.putLong(octets.address() + Long.BYTES, Long.reverseBytes(low));
        return octets.address();
    }

    private String subject(long high, long low, int depth) {
        return "prefix %016x%016x/%d in table %s".formatted(high, low, depth, name);
    }

    /** Frees the table; nobody may look anything up any more. */
    @Override
    public void close() {
        LookupCalls.free(kind.function("free"), table);
    }

    static MemorySegment zeroed(Arena arena, int bytes) {
        return arena.allocate(bytes, ValueLayout.JAVA_LONG.byteAlignment());
    }
}
