package io.gatun.dpdk;

import io.gatun.dpdk.ffm.EalCalls;
import io.gatun.dpdk.ffm.MempoolCalls;
import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A pool of packet buffers. Taking and freeing is safe from any thread; a registered thread has a
 * cache of its own for what it frees and what devices take on its behalf.
 */
public final class Mempool {

    private static final int ANY_SOCKET = -1;

    private final String name;
    private final long address;
    private final MemorySegment dequeue;

    private Mempool(String name, long address) {
        this.name = name;
        this.address = address;
        this.dequeue = MempoolCalls.dequeueOf(address);
    }

    static Mempool create(String name, int buffers, int cacheSize, int dataRoom) {
        if (dataRoom < Mbuf.HEADROOM || dataRoom > 0xFFFF) {
            throw new DpdkException(
                    "data room %d of pool %s is not between %d and 65535, the headroom and what buf_len holds (rte_mbuf)"
                            .formatted(dataRoom, name, Mbuf.HEADROOM));
        }
        try (Arena arena = Arena.ofConfined()) {
            long pool =
                    MempoolCalls.CREATE.callLong(
                            arena.allocateFrom(name).address(),
                            buffers,
                            cacheSize,
                            0,
                            dataRoom,
                            ANY_SOCKET);
            if (pool == 0) {
                throw DpdkException.of(
                        MempoolCalls.CREATE.name(),
                        "pool %s with %d buffers of %d bytes".formatted(name, buffers, dataRoom),
                        EalCalls.errno());
            }
            return new Mempool(name, pool);
        }
    }

    public String name() {
        return name;
    }

    /** Address of DPDK's {@code struct rte_mempool}. */
    public long address() {
        return address;
    }

    /** Free buffers, those in the caches of threads included. */
    public int available() {
        return MempoolCalls.AVAILABLE.callInt(address);
    }

    /** Buffers taken and not yet freed. */
    public int inUse() {
        return MempoolCalls.IN_USE.callInt(address);
    }

    /**
     * Takes n fresh buffers and writes their addresses at {@code handles}, 8 bytes each.
     *
     * @return false when fewer than n are free; then nothing is taken
     */
    public boolean take(long handles, int n) {
        if (MempoolCalls.dequeue(dequeue, address, handles, n) != 0) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            Mbuf.reset(NativeMemory.getLong(handles + (long) i * Long.BYTES));
        }
        return true;
    }

    /** Gives n buffers back to their pools, each with all its segments. */
    public static void free(long handles, int n) {
        MempoolCalls.freeBulk(handles, n);
    }

    void destroy() {
        MempoolCalls.FREE.call(address);
    }

    @Override
    public String toString() {
        return "pool " + name;
    }
}
