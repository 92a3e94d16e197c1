package io.gatun.dpdk;

import io.gatun.dpdk.ffm.BurstTable;

/** One receive queue of one port. Not thread-safe: a queue belongs to a worker. */
public final class RxQueue {

    private final long entry;
    private final int queue;
    private final boolean critical;

    RxQueue(int port, int queue, boolean critical) {
        this.entry = BurstTable.entry(port);
        this.queue = queue;
        this.critical = critical;
    }

    /** Writes up to {@code max} buffer addresses at {@code handles}; returns how many came. */
    public int burst(long handles, int max) {
        return BurstTable.receive(critical, entry, queue, handles, max);
    }
}
