package io.gatun.dpdk;

import io.gatun.dpdk.ffm.BurstTable;

/** One transmit queue of one port. Not thread-safe: a queue belongs to a worker. */
public final class TxQueue {

    private final long entry;
    private final int queue;
    private final boolean critical;

    TxQueue(int port, int queue, boolean critical) {
        this.entry = BurstTable.entry(port);
        this.queue = queue;
        this.critical = critical;
    }

    /**
     * Hands the first {@code count} buffers at {@code handles} to the device, in order; returns how
     * many it took. The rest stays with the caller.
     */
    public int burst(long handles, int count) {
        return BurstTable.transmit(critical, entry, queue, handles, count);
    }
}
