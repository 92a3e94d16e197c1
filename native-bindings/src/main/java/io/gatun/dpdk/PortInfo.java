package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.NativeMemory;

/**
 * What a device says of itself ({@code rte_eth_dev_info}).
 *
 * @param interfaceIndex the kernel's index of the interface behind it, 0 when there is none
 * @param maxMtu what the device names, or what its longest frame leaves
 * @param rxOffloads offered receive offloads, DPDK's bits
 * @param txOffloads offered transmit offloads, DPDK's bits
 * @param hashKeySize length of its RSS key in bytes, 0 when it does not say
 * @param rssFlowTypes what RSS can hash, DPDK's bits
 */
public record PortInfo(
        String driver,
        int interfaceIndex,
        int minMtu,
        int maxMtu,
        int maxRxQueues,
        int maxTxQueues,
        int maxRxDescriptors,
        int maxTxDescriptors,
        long rxOffloads,
        long txOffloads,
        int hashKeySize,
        long rssFlowTypes) {

    private static final int UNNAMED_MTU = 0xFFFF;

    /** Ethernet header and frame check sequence, as DPDK counts them. */
    private static final int ETHERNET_FRAMING = 14 + 4;

    static PortInfo read(DpdkLayout layout, long info) {
        return new PortInfo(
                NativeMemory.getString(
                        NativeMemory.getLong(info + layout.offset("rte_eth_dev_info.driver_name"))),
                NativeMemory.getInt(info + layout.offset("rte_eth_dev_info.if_index")),
                unsignedShort(info + layout.offset("rte_eth_dev_info.min_mtu")),
                maxMtu(layout, info),
                unsignedShort(info + layout.offset("rte_eth_dev_info.max_rx_queues")),
                unsignedShort(info + layout.offset("rte_eth_dev_info.max_tx_queues")),
                unsignedShort(info + layout.offset("rte_eth_dev_info.rx_desc_lim.nb_max")),
                unsignedShort(info + layout.offset("rte_eth_dev_info.tx_desc_lim.nb_max")),
                NativeMemory.getLong(info + layout.offset("rte_eth_dev_info.rx_offload_capa")),
                NativeMemory.getLong(info + layout.offset("rte_eth_dev_info.tx_offload_capa")),
                Byte.toUnsignedInt(
                        NativeMemory.getByte(
                                info + layout.offset("rte_eth_dev_info.hash_key_size"))),
                NativeMemory.getLong(
                        info + layout.offset("rte_eth_dev_info.flow_type_rss_offloads")));
    }

    /** The MTU the device names, or what its longest frame leaves beside the Ethernet framing. */
    private static int maxMtu(DpdkLayout layout, long info) {
        int named = unsignedShort(info + layout.offset("rte_eth_dev_info.max_mtu"));
        long longestFrame =
                Integer.toUnsignedLong(
                        NativeMemory.getInt(
                                info + layout.offset("rte_eth_dev_info.max_rx_pktlen")));
        return named == UNNAMED_MTU
                ? (int) Math.min(named, longestFrame - ETHERNET_FRAMING)
                : named;
    }

    private static int unsignedShort(long address) {
        return Short.toUnsignedInt(NativeMemory.getShort(address));
    }
}
