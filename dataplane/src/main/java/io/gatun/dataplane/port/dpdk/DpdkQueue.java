package io.gatun.dataplane.port.dpdk;

import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.PortQueue;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dpdk.Mbuf;
import io.gatun.dpdk.RxQueue;
import io.gatun.dpdk.TxQueue;

/** One queue pair of a DPDK port: a burst is a batch, handed over without a copy. */
final class DpdkQueue implements PortQueue {

    private static final int SEGMENTS_SHIFT = 32;
    private static final int U16 = 0xFFFF;

    private final RxQueue rx;
    private final TxQueue tx;
    private final boolean checksChecksums;
    private final DpdkPort port;

    DpdkQueue(DpdkPort port, RxQueue rx, TxQueue tx, boolean checksChecksums) {
        this.port = port;
        this.rx = rx;
        this.tx = tx;
        this.checksChecksums = checksChecksums;
    }

    @Override
    public int receive(PacketBatch batch) {
        final long handles = batch.handles();
        final int n = rx.burst(handles, batch.capacity());
        if (n == 0) {
            return 0;
        }
        long segments = 0;
        for (int i = 0; i < n; i++) {
            final long mbuf = batch.handle(i);
            // data_off, refcnt, nb_segs and port lie together
            final long rearm = Bytes.raw64(mbuf + Mbuf.REARM);
            batch.frame(i, Bytes.raw64(mbuf + Mbuf.BUF_ADDR) + (rearm & U16));
            batch.length(i, Bytes.raw32(mbuf + Mbuf.LENGTHS));
            segments |= rearm;
        }
        batch.size(n);
        if ((segments >>> SEGMENTS_SHIFT & U16) != 1) {
            flagPieces(batch);
        }
        if (checksChecksums) {
            flagChecksums(batch);
        }
        return n;
    }

    private static void flagPieces(PacketBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            if (Mbuf.segments(batch.handle(i)) != 1) {
                batch.flag(i, PacketBatch.IN_PIECES);
            }
        }
    }

    private static void flagChecksums(PacketBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            final long verdict = Mbuf.olFlags(batch.handle(i)) & Mbuf.RX_IP_CHECKSUM_MASK;
            if (verdict == Mbuf.RX_IP_CHECKSUM_GOOD) {
                batch.flag(i, PacketBatch.CHECKSUM_GOOD);
            } else if (verdict == Mbuf.RX_IP_CHECKSUM_BAD) {
                batch.flag(i, PacketBatch.CHECKSUM_BAD);
            }
        }
    }

    @Override
    public int send(long handles, int count) {
        return tx.burst(handles, count);
    }

    @Override
    public boolean isUp() {
        return port.isUp();
    }
}
