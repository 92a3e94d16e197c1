package io.gatun.dpdk.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Functions of {@code librte_fib} and {@code librte_lpm}. The four libraries' tables are called
 * alike: by the address of a function and that of a table.
 */
public final class LookupCalls {

    private static final Linker.Option[] ORDINARY = {};

    private static final MethodHandle CREATE =
            Downcalls.unbound(ORDINARY, long.class, long.class, int.class, long.class);
    private static final MethodHandle FREE = Downcalls.unbound(ORDINARY, void.class, long.class);
    private static final MethodHandle SELECT =
            Downcalls.unbound(ORDINARY, int.class, long.class, int.class);
    private static final MethodHandle ADD =
            Downcalls.unbound(ORDINARY, int.class, long.class, long.class, int.class, long.class);
    private static final MethodHandle DELETE =
            Downcalls.unbound(ORDINARY, int.class, long.class, long.class, int.class);
    private static final MethodHandle BULK =
            Downcalls.unbound(ORDINARY, int.class, long.class, long.class, long.class, int.class);

    private LookupCalls() {}

    /** Address of a function of {@code librte_fib} or {@code librte_lpm}. */
    public static MemorySegment function(String library, String name) {
        return DpdkLibraries.open().symbol(library, name);
    }

    /** Address of a function of a library at hand as a file. */
    @SuppressWarnings("restricted") // opens a library: the purpose of this method
    public static MemorySegment function(Path library, String name) {
        return SymbolLookup.libraryLookup(library, Arena.global()).findOrThrow(name);
    }

    /** {@code create(name, socket, configuration)}: the table, or 0. */
    public static long create(MemorySegment function, long name, int socket, long configuration) {
        try {
            return (long) CREATE.invokeExact(function, name, socket, configuration);
        } catch (Throwable e) {
            throw unfit(e);
        }
    }

    public static void free(MemorySegment function, long table) {
        try {
            FREE.invokeExact(function, table);
        } catch (Throwable e) {
            throw unfit(e);
        }
    }

    /** {@code select_lookup(table, type)}: 0, or a negative errno. */
    public static int select(MemorySegment function, long table, int type) {
        try {
            return (int) SELECT.invokeExact(function, table, type);
        } catch (Throwable e) {
            throw unfit(e);
        }
    }

    /**
     * {@code add(table, prefix, depth, next_hop)}: 0, or a negative errno.
     *
     * @param prefix an IPv4 prefix as a number, or where the 16 octets of an IPv6 one lie
     */
    public static int add(
            MemorySegment function, long table, long prefix, int depth, long nextHop) {
        try {
            return (int) ADD.invokeExact(function, table, prefix, depth, nextHop);
        } catch (Throwable e) {
            throw unfit(e);
        }
    }

    /** {@code delete(table, prefix, depth)}: 0, or a negative errno. */
    public static int delete(MemorySegment function, long table, long prefix, int depth) {
        try {
            return (int) DELETE.invokeExact(function, table, prefix, depth);
        } catch (Throwable e) {
            throw unfit(e);
        }
    }

    /** {@code lookup_bulk(table, addresses, next_hops, n)}: 0, or a negative errno. */
    public static int bulk(
            MemorySegment function, long table, long addresses, long results, int n) {
        try {
            return (int) BULK.invokeExact(function, table, addresses, results, n);
        } catch (Throwable e) {
            throw unfit(e);
        }
    }

    private static AssertionError unfit(Throwable e) {
        return new AssertionError("a function of a lookup library does not fit its descriptor", e);
    }
}
