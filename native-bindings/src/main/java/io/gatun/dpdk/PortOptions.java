package io.gatun.dpdk;

import java.util.OptionalLong;

/**
 * How a port is set up.
 *
 * @param rxDescriptors wished length of each receive ring; fitted to what the device can do
 * @param txDescriptors wished length of each transmit ring; fitted likewise
 * @param mtu of the IP packet, in bytes
 * @param mac 48 bits, the first octet in the highest; empty: the device's own
 * @param rss spread flows over the receive queues, both directions of a flow to one queue
 * @param rxChecksum let the device check IPv4 header checksums when it can
 * @param pool where receive buffers come from
 */
public record PortOptions(
        int rxQueues,
        int txQueues,
        int rxDescriptors,
        int txDescriptors,
        int mtu,
        OptionalLong mac,
        boolean promiscuous,
        boolean rss,
        boolean rxChecksum,
        Mempool pool) {

    /** One queue each way, 1024 descriptors, MTU 1500, promiscuous, RSS when there are queues. */
    public static PortOptions defaults(Mempool pool) {
        return new PortOptions(
                1, 1, 1024, 1024, 1500, OptionalLong.empty(), true, true, true, pool);
    }

    public PortOptions withQueues(int rx, int tx) {
        return new PortOptions(
                rx, tx, rxDescriptors, txDescriptors, mtu, mac, promiscuous, rss, rxChecksum, pool);
    }

    public PortOptions withDescriptors(int rx, int tx) {
        return new PortOptions(
                rxQueues, txQueues, rx, tx, mtu, mac, promiscuous, rss, rxChecksum, pool);
    }

    public PortOptions withMtu(int value) {
        return new PortOptions(
                rxQueues,
                txQueues,
                rxDescriptors,
                txDescriptors,
                value,
                mac,
                promiscuous,
                rss,
                rxChecksum,
                pool);
    }

    public PortOptions withMac(long value) {
        return new PortOptions(
                rxQueues,
                txQueues,
                rxDescriptors,
                txDescriptors,
                mtu,
                OptionalLong.of(value),
                promiscuous,
                rss,
                rxChecksum,
                pool);
    }

    public PortOptions withRxChecksum(boolean value) {
        return new PortOptions(
                rxQueues,
                txQueues,
                rxDescriptors,
                txDescriptors,
                mtu,
                mac,
                promiscuous,
                rss,
                value,
                pool);
    }

    public PortOptions withPromiscuous(boolean value) {
        return new PortOptions(
                rxQueues,
                txQueues,
                rxDescriptors,
                txDescriptors,
                mtu,
                mac,
                value,
                rss,
                rxChecksum,
                pool);
    }
}
