package io.gatun.perf.bench;

import io.gatun.dpdk.LookupTable;
import io.gatun.dpdk.LookupTable.Kind;
import io.gatun.dpdk.LookupTableSize;
import io.gatun.dpdk.ffm.DpdkLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One of DPDK's tables as a side of the comparison, with the smallest entries that do. */
final class PeerTable implements LookupSide {

    private static final int STEPS = 100;
    private static final int FIRST_LEVEL_BITS = 24;
    private static final int LPM_NEXT_HOP = 0x00FF_FFFF;

    /** Of rte_fib and rte_fib6: what leads nowhere; next hops are numbered from 1. */
    private static final int NO_NEXT_HOP = 0;

    private final Kind kind;
    private final Path lpmLibrary;
    private final LookupTableSize size;
    private final int groups;
    private final LookupTable peer;
    private final Map<String, Runnable> modes = new LinkedHashMap<>();
    private RouteTable table;
    private boolean isWhole = true;

    /**
     * @param lpmLibrary rte_lpm's bulk lookups, which DPDK has only inline in its headers
     */
    PeerTable(Kind kind, RouteTable routes, Path lpmLibrary) {
        this.kind = kind;
        this.lpmLibrary = lpmLibrary;
        this.groups = routes.groups();
        this.size = size(kind, routes, groups);
        this.peer = LookupTable.create("bench-" + kind, size);
        addModes();
    }

    private static LookupTableSize size(Kind kind, RouteTable routes, int groups) {
        // room for what comes and goes while prefixes are added in their order
        final int room =
                kind == Kind.RTE_FIB6
                        ? routes.groupsUnshared() + routes.groupsUnshared() / 4
                        : groups + groups / 8 + 16;
        final boolean isFib = kind == Kind.RTE_FIB || kind == Kind.RTE_FIB6;
        int entryBytes = isFib ? kind.isIpv6() ? 2 : 1 : Integer.BYTES;
        // one bit of an entry says whether it names a group
        while (isFib
                && entryBytes < Integer.BYTES
                && Math.max(room, routes.nextHops() + 1) >= 1 << (entryBytes * Byte.SIZE - 1)) {
            entryBytes *= 2;
        }
        return new LookupTableSize(kind, routes.size() + 1, room, entryBytes, NO_NEXT_HOP);
    }

    private void addModes() {
        switch (kind) {
            case RTE_FIB -> {
                addMode("scalar macro", "RTE_FIB_LOOKUP_DIR24_8_SCALAR_MACRO");
                addMode("scalar inline", "RTE_FIB_LOOKUP_DIR24_8_SCALAR_INLINE");
                addMode("scalar uni", "RTE_FIB_LOOKUP_DIR24_8_SCALAR_UNI");
                addMode("AVX-512", "RTE_FIB_LOOKUP_DIR24_8_VECTOR_AVX512");
            }
            case RTE_FIB6 -> {
                addMode("scalar", "RTE_FIB6_LOOKUP_TRIE_SCALAR");
                addMode("AVX-512", "RTE_FIB6_LOOKUP_TRIE_VECTOR_AVX512");
            }
            case RTE_LPM -> {
                for (final String function : List.of("bulk", "x4")) {
                    modes.put(function, () -> peer.lookupBy(lpmLibrary, "lpm_" + function));
                }
            }
            case RTE_LPM6 -> modes.put("bulk", () -> {});
        }
        modes.values().iterator().next().run();
    }

    /** Leaves out what this processor has not. */
    private void addMode(String name, String constant) {
        final int type = (int) DpdkLayout.ofLoaded().constant(constant);
        if (peer.select(type)) {
            modes.put(name, () -> peer.select(type));
        }
    }

    /** The library of that name for a family: rte_fib is rte_fib6 for IPv6. */
    static Optional<Kind> kind(String name, int family) {
        final String full = name.endsWith("6") || family == 4 ? name : name + "6";
        for (final Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(full)
                    && kind.isIpv6() == (family == 6)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> modes() {
        return List.copyOf(modes.keySet());
    }

    @Override
    public void use(String mode) {
        modes.get(mode).run();
    }

    @Override
    public Load load(RouteTable routes, Duration atMost, Progress progress) {
        table = routes;
        final int step = routes.size() / STEPS + 1;
        final long start = System.nanoTime();
        int added = 0;
        while (added < routes.size() && !(kind == Kind.RTE_LPM && isOver(start, atMost, added))) {
            restore(added++);
            if (added % step == 0) {
                progress.at(added);
            }
        }
        final double took = (System.nanoTime() - start) / 1e9;
        if (added == routes.size()) {
            return new Load(took, false);
        }
        writeFrom(added);
        isWhole = false;
        final double times = (double) routes.size() / added;
        return new Load(took * times * times, true);
    }

    private static boolean isOver(long start, Duration atMost, int added) {
        return added > 0 && System.nanoTime() - start > atMost.toNanos();
    }

    /**
     * The rest of rte_lpm's table: short prefixes without its slow list, then those with groups.
     */
    private void writeFrom(int first) {
        peer.addBy(lpmLibrary, "lpm_put");
        for (int i = first; i < table.size(); i++) {
            if (table.length(i) <= FIRST_LEVEL_BITS) {
                restore(i);
            }
        }
        peer.addByItself();
        for (int i = first; i < table.size(); i++) {
            if (table.length(i) > FIRST_LEVEL_BITS) {
                restore(i);
            }
        }
    }

    @Override
    public boolean canChange() {
        return isWhole;
    }

    @Override
    public void remove(int prefix) {
        peer.delete(table.high(prefix), table.low(prefix), table.length(prefix));
    }

    @Override
    public void restore(int prefix) {
        peer.add(
                table.high(prefix),
                table.low(prefix),
                table.length(prefix),
                table.nextHop(prefix) + 1);
    }

    @Override
    public void lookup(long addresses, long results, int n) {
        peer.lookup(addresses, results, n);
    }

    @Override
    public int resultBytes() {
        return peer.resultBytes();
    }

    @Override
    public int nextHop(long result) {
        return switch (kind) {
            case RTE_FIB, RTE_FIB6 -> (int) result - 1;
            case RTE_LPM6 -> (int) result < 0 ? NOTHING : (int) result - 1;
            // lookupx4 takes the valid bit off, and has 0 for nothing
            case RTE_LPM -> ((int) result & LPM_NEXT_HOP) - 1;
        };
    }

    @Override
    public long bytes() {
        return size.bytes(groups);
    }

    @Override
    public String remark() {
        final String memory =
                String.format(
                        Locale.ROOT,
                        "%s: 2^24 entries of %d bytes, and %,d groups of 256 that the prefixes need; its rules are beside that",
                        name(),
                        size.entryBytes(),
                        groups);
        return isWhole
                ? memory
                : memory
                        + "\n"
                        + name()
                        + ": its add goes through all rules of a length, so that the time grows with the square: it was"
                        + " stopped (--lpm-load), the time is reckoned, and the rest written past its rules; without them it"
                        + " cannot delete, so its changes are not measured";
    }

    @Override
    public void close() {
        peer.close();
    }
}
