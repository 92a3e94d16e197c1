package io.gatun.dpdk.ffm;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Packet buffer pools. Getting a buffer is inline in DPDK's headers, so {@link #dequeue} goes
 * through the pool's own operations table, which is exported.
 */
public final class MempoolCalls {

    public static final NativeCall CREATE =
            NativeCall.of(
                    "rte_pktmbuf_pool_create",
                    long.class,
                    long.class,
                    int.class,
                    int.class,
                    short.class,
                    short.class,
                    int.class);
    public static final NativeCall FREE = NativeCall.of("rte_mempool_free", void.class, long.class);
    public static final NativeCall AVAILABLE =
            NativeCall.of("rte_mempool_avail_count", int.class, long.class);
    public static final NativeCall IN_USE =
            NativeCall.of("rte_mempool_in_use_count", int.class, long.class);

    private static final DpdkLayout LAYOUT = DpdkLayout.ofLoaded();
    private static final int OPS_INDEX = LAYOUT.offset("rte_mempool.ops_index");
    private static final int OPS_SIZE = LAYOUT.size("rte_mempool_ops");
    private static final long FIRST_DEQUEUE =
            DpdkLibraries.open().symbol("rte_mempool_ops_table").address()
                    + LAYOUT.offset("rte_mempool_ops_table.ops")
                    + LAYOUT.offset("rte_mempool_ops.dequeue");

    private static final MethodHandle DEQUEUE =
            Downcalls.unbound(new Linker.Option[0], int.class, long.class, long.class, int.class);
    private static final MethodHandle FREE_BULK =
            Downcalls.bound(
                    DpdkLibraries.open().symbol("rte_pktmbuf_free_bulk"),
                    void.class,
                    long.class,
                    int.class);

    private MempoolCalls() {}

    /** Address of the pool's dequeue function. */
    public static MemorySegment dequeueOf(long pool) {
        long index = Integer.toUnsignedLong(NativeMemory.getInt(pool + OPS_INDEX));
        return MemorySegment.ofAddress(NativeMemory.getLong(FIRST_DEQUEUE + index * OPS_SIZE));
    }

    /** Takes n objects or none: 0, or a negative errno. */
    public static int dequeue(MemorySegment function, long pool, long objects, int n) {
        try {
            return (int) DEQUEUE.invokeExact(function, pool, objects, n);
        } catch (Throwable e) {
            throw new AssertionError("a pool's dequeue does not fit its descriptor", e);
        }
    }

    /** Gives back n packets, each with all its segments. */
    public static void freeBulk(long mbufs, int n) {
        try {
            FREE_BULK.invokeExact(mbufs, n);
        } catch (Throwable e) {
            throw new AssertionError("rte_pktmbuf_free_bulk does not fit its descriptor", e);
        }
    }
}
