package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLayout;
import io.gatun.dpdk.ffm.EthdevCalls;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** One configuration of a port: offloads and RSS as far as offered, then each queue. */
final class PortSetup {

    private static final int LONGEST_KEY = 256;
    private static final int USUAL_KEY = 40;

    /** With these two bytes repeated, a Toeplitz hash is the same for both directions of a flow. */
    private static final short SYMMETRIC_KEY = 0x6d5a;

    /** Lives as long as the process, for drivers keep the pointer. */
    private static final MemorySegment KEY = symmetricKey();

    private final EthPort port;
    private final DpdkLayout layout;
    private final PortOptions options;
    private final List<String> notes;
    private final PortInfo info;

    PortSetup(EthPort port, DpdkLayout layout, PortOptions options, List<String> notes) {
        this.port = port;
        this.layout = layout;
        this.options = options;
        this.notes = notes;
        this.info = port.info();
    }

    static boolean offersRxChecksum(DpdkLayout layout, PortInfo info) {
        return (info.rxOffloads() & layout.constant("RTE_ETH_RX_OFFLOAD_IPV4_CKSUM")) != 0;
    }

    void run() {
        requireQueues("receive", options.rxQueues(), info.maxRxQueues());
        requireQueues("transmit", options.txQueues(), info.maxTxQueues());
        try (Arena arena = Arena.ofConfined()) {
            long conf = arena.allocate(layout.size("rte_eth_conf"), Long.BYTES).address();
            fill(conf);
            port.check(
                    EthdevCalls.CONFIGURE,
                    EthdevCalls.CONFIGURE.callInt(
                            port.id(), options.rxQueues(), options.txQueues(), conf));
            long rx =
                    arena.allocateFrom(ValueLayout.JAVA_SHORT, (short) options.rxDescriptors())
                            .address();
            long tx =
                    arena.allocateFrom(ValueLayout.JAVA_SHORT, (short) options.txDescriptors())
                            .address();
            port.check(
                    EthdevCalls.ADJUST_DESCRIPTORS,
                    EthdevCalls.ADJUST_DESCRIPTORS.callInt(port.id(), rx, tx));
            setUpQueues(
                    Short.toUnsignedInt(NativeMemory.getShort(rx)),
                    Short.toUnsignedInt(NativeMemory.getShort(tx)));
        }
    }

    private void setUpQueues(int rxDescriptors, int txDescriptors) {
        int socket = EthdevCalls.SOCKET_ID.callInt(port.id());
        for (int queue = 0; queue < options.rxQueues(); queue++) {
            port.check(
                    EthdevCalls.RX_QUEUE_SETUP,
                    EthdevCalls.RX_QUEUE_SETUP.callInt(
                            port.id(), queue, rxDescriptors, socket, 0L, options.pool().address()));
        }
        for (int queue = 0; queue < options.txQueues(); queue++) {
            port.check(
                    EthdevCalls.TX_QUEUE_SETUP,
                    EthdevCalls.TX_QUEUE_SETUP.callInt(
                            port.id(), queue, txDescriptors, socket, 0L));
        }
    }

    private void fill(long conf) {
        NativeMemory.putInt(conf + layout.offset("rte_eth_conf.rxmode.mtu"), options.mtu());
        NativeMemory.putLong(conf + layout.offset("rte_eth_conf.rxmode.offloads"), rxOffloads());
        NativeMemory.putLong(
                conf + layout.offset("rte_eth_conf.txmode.offloads"),
                info.txOffloads() & layout.constant("RTE_ETH_TX_OFFLOAD_MULTI_SEGS"));
        if (options.rxQueues() > 1) {
            spread(conf);
        }
    }

    private long rxOffloads() {
        long wished = 0;
        if (options.rxChecksum()) {
            wished |= layout.constant("RTE_ETH_RX_OFFLOAD_IPV4_CKSUM");
        }
        if (options.mtu() > 1500) {
            wished |= layout.constant("RTE_ETH_RX_OFFLOAD_SCATTER");
        }
        return wished & info.rxOffloads();
    }

    private void spread(long conf) {
        long flows =
                info.rssFlowTypes()
                        & (layout.constant("RTE_ETH_RSS_IP")
                                | layout.constant("RTE_ETH_RSS_TCP")
                                | layout.constant("RTE_ETH_RSS_UDP"));
        if (!options.rss() || flows == 0) {
            notes.add(
                    "port %s (%s) spreads packets over its %d receive queues without RSS"
                            .formatted(port.name(), info.driver(), options.rxQueues()));
            return;
        }
        NativeMemory.putInt(
                conf + layout.offset("rte_eth_conf.rxmode.mq_mode"),
                (int) layout.constant("RTE_ETH_MQ_RX_RSS"));
        String rss = "rte_eth_conf.rx_adv_conf.rss_conf.";
        NativeMemory.putLong(conf + layout.offset(rss + "rss_key"), KEY.address());
        NativeMemory.putByte(
                conf + layout.offset(rss + "rss_key_len"),
                (byte) (info.hashKeySize() == 0 ? USUAL_KEY : info.hashKeySize()));
        NativeMemory.putLong(conf + layout.offset(rss + "rss_hf"), flows);
    }

    private void requireQueues(String direction, int wished, int most) {
        if (wished < 1 || wished > most) {
            throw new DpdkException(
                    "%d %s queues of port %s are not between 1 and %d, what driver %s has (rte_eth_dev_info)"
                            .formatted(wished, direction, port.name(), most, info.driver()));
        }
    }

    static MemorySegment symmetricKey() {
        MemorySegment key = Arena.global().allocate(LONGEST_KEY);
        for (int i = 0; i < LONGEST_KEY; i += Short.BYTES) {
            key.set(ValueLayout.JAVA_BYTE, i, (byte) (SYMMETRIC_KEY >> 8));
            key.set(ValueLayout.JAVA_BYTE, i + 1L, (byte) SYMMETRIC_KEY);
        }
        return key;
    }
}
