package io.gatun.dpdk.ffm;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The exported table {@code rte_eth_fp_ops}: one entry per port with its burst functions and queue
 * data. It is read at every burst, as DPDK's own inline code does, so that a port may be stopped
 * and started again.
 */
public final class BurstTable {

    private static final DpdkLayout LAYOUT = DpdkLayout.ofLoaded();
    private static final long TABLE = DpdkLibraries.open().symbol("rte_eth_fp_ops").address();
    private static final int ENTRY_SIZE = LAYOUT.size("rte_eth_fp_ops");
    private static final int RX_BURST = LAYOUT.offset("rte_eth_fp_ops.rx_pkt_burst");
    private static final int RX_DATA = LAYOUT.offset("rte_eth_fp_ops.rxq.data");
    private static final int TX_BURST = LAYOUT.offset("rte_eth_fp_ops.tx_pkt_burst");
    private static final int TX_DATA = LAYOUT.offset("rte_eth_fp_ops.txq.data");

    private static final MethodHandle ORDINARY = handle();

    /**
     * Up to 1.4 ns of 5 faster a call where measured, but holds back safepoints: only for bursts
     * that never wait.
     */
    private static final MethodHandle CRITICAL = handle(Linker.Option.critical(false));

    private BurstTable() {}

    /** Address of a port's entry. */
    public static long entry(int port) {
        return TABLE + (long) port * ENTRY_SIZE;
    }

    public static int receive(boolean critical, long entry, int queue, long mbufs, int max) {
        return burst(
                critical,
                NativeMemory.getLong(entry + RX_BURST),
                queueData(entry + RX_DATA, queue),
                mbufs,
                max);
    }

    public static int transmit(boolean critical, long entry, int queue, long mbufs, int count) {
        return burst(
                critical,
                NativeMemory.getLong(entry + TX_BURST),
                queueData(entry + TX_DATA, queue),
                mbufs,
                count);
    }

    private static long queueData(long array, int queue) {
        return NativeMemory.getLong(NativeMemory.getLong(array) + (long) queue * Long.BYTES);
    }

    private static int burst(boolean critical, long function, long data, long mbufs, int n) {
        MemorySegment target = MemorySegment.ofAddress(function);
        try {
            short moved =
                    critical
                            ? (short) CRITICAL.invokeExact(target, data, mbufs, (short) n)
                            : (short) ORDINARY.invokeExact(target, data, mbufs, (short) n);
            return Short.toUnsignedInt(moved);
        } catch (Throwable e) {
            throw new AssertionError("a burst function does not fit its descriptor", e);
        }
    }

    private static MethodHandle handle(Linker.Option... options) {
        return Downcalls.unbound(options, short.class, long.class, long.class, short.class);
    }
}
