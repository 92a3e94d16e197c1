package io.gatun.dataplane.port.dpdk;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dpdk.Mbuf;
import io.gatun.dpdk.Mempool;

/** Buffers of a DPDK pool: a handle is the address of an mbuf. The pool takes any thread. */
final class MbufBuffers implements Buffers {

    private final Mempool pool;
    private final int capacity;

    /** {@code capacity} is what lies behind the headroom, in bytes. */
    MbufBuffers(Mempool pool, int capacity) {
        this.pool = pool;
        this.capacity = capacity;
    }

    @Override
    public boolean take(long handles, int count) {
        return pool.take(handles, count);
    }

    @Override
    public void give(long handles, int count) {
        Mempool.free(handles, count);
    }

    @Override
    public long frame(long handle) {
        return Mbuf.frame(handle);
    }

    @Override
    public int length(long handle) {
        return Mbuf.packetLength(handle);
    }

    @Override
    public void reshape(long handle, long frame, int length) {
        Mbuf.dataOffset(handle, (int) (frame - Mbuf.bufAddr(handle)));
        Mbuf.length(handle, length);
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public int available() {
        return pool.available();
    }
}
