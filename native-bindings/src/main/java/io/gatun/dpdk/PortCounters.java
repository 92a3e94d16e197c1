package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.EthdevCalls;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a device counts. */
final class PortCounters {

    private PortCounters() {}

    static PortStatistics statistics(EthPort port, DpdkLayout layout) {
        try (Arena arena = Arena.ofConfined()) {
            long stats = arena.allocate(layout.size("rte_eth_stats"), Long.BYTES).address();
            port.check(EthdevCalls.STATS, EthdevCalls.STATS.callInt(port.id(), stats));
            return new PortStatistics(
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.ipackets")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.opackets")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.ibytes")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.obytes")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.imissed")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.ierrors")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.oerrors")),
                    NativeMemory.getLong(stats + layout.offset("rte_eth_stats.rx_nombuf")));
        }
    }

    static Map<String, Long> xstats(EthPort port, DpdkLayout layout) {
        int count = EthdevCalls.XSTATS.callInt(port.id(), 0L, 0);
        port.check(EthdevCalls.XSTATS, count);
        int nameSize = layout.size("rte_eth_xstat_name");
        int valueSize = layout.size("rte_eth_xstat");
        int idOffset = layout.offset("rte_eth_xstat.id");
        int valueOffset = layout.offset("rte_eth_xstat.value");
        var counters = new LinkedHashMap<String, Long>();
        try (Arena arena = Arena.ofConfined()) {
            long names = arena.allocate((long) count * nameSize, Long.BYTES).address();
            long values = arena.allocate((long) count * valueSize, Long.BYTES).address();
            int named = EthdevCalls.XSTATS_NAMES.callInt(port.id(), names, count);
            port.check(EthdevCalls.XSTATS_NAMES, named);
            int read = EthdevCalls.XSTATS.callInt(port.id(), values, count);
            port.check(EthdevCalls.XSTATS, read);
            for (int i = 0; i < Math.min(read, count); i++) {
                long value = values + (long) i * valueSize;
                long id = NativeMemory.getLong(value + idOffset);
                counters.put(
                        NativeMemory.getString(names + id * nameSize),
                        NativeMemory.getLong(value + valueOffset));
            }
        }
        return counters;
    }
}
