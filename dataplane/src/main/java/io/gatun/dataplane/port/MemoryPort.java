package io.gatun.dataplane.port;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A port without a device: frames are given to it as bytes, and what it sends is shown to a
 * listener. For replay and tests; one queue, one thread.
 */
public final class MemoryPort implements Port, PortQueue {

    /** Sees each frame the port sends; the array is the listener's to keep. */
    @FunctionalInterface
    public interface Listener {
        void sent(byte[] frame);
    }

    private final String name;
    private final long mac;
    private final int mtu;
    private final Buffers buffers;
    private final Listener listener;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private final MemorySegment handle = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private long rxPackets;
    private long txPackets;
    private long rxBytes;
    private long txBytes;
    private long rxNoBuffer;
    private boolean up = true;

    public MemoryPort(String name, long mac, int mtu, Buffers buffers, Listener listener) {
        this.name = name;
        this.mac = mac;
        this.mtu = mtu;
        this.buffers = buffers;
        this.listener = listener;
    }

    /** Lets a frame arrive; it is received at the next poll. */
    public void deliver(byte[] frame) {
        waiting.add(frame);
    }

    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    public void setUp(boolean isUp) {
        up = isUp;
    }

    @Override
    public int receive(PacketBatch batch) {
        int n = 0;
        while (n < batch.capacity() && !waiting.isEmpty()) {
            final byte[] frame = waiting.remove();
            rxPackets++;
            rxBytes += frame.length;
            if (!buffers.take(handle.address(), 1)) {
                rxNoBuffer++;
                rxPackets--;
                rxBytes -= frame.length;
                continue;
            }
            place(batch, n++, frame);
        }
        batch.size(n);
        return n;
    }

    private void place(PacketBatch batch, int i, byte[] frame) {
        final long taken = handle.get(ValueLayout.JAVA_LONG, 0);
        final int kept = Math.min(frame.length, buffers.capacity());
        batch.handle(i, taken);
        batch.frame(i, buffers.frame(taken));
        batch.length(i, kept);
        if (kept < frame.length) {
            batch.flag(i, PacketBatch.IN_PIECES);
        }
        buffers.reshape(taken, batch.frame(i), kept);
        Bytes.copyIn(frame, 0, batch.frame(i), kept);
    }

    @Override
    public int send(long handles, int count) {
        for (int i = 0; i < count; i++) {
            final long sent = Bytes.raw64(handles + (long) Long.BYTES * i);
            final byte[] frame = new byte[buffers.length(sent)];
            Bytes.copyOut(buffers.frame(sent), frame, 0, frame.length);
            txPackets++;
            txBytes += frame.length;
            listener.sent(frame);
        }
        buffers.give(handles, count);
        return count;
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String device() {
        return "memory";
    }

    @Override
    public String driver() {
        return "memory";
    }

    @Override
    public long mac() {
        return mac;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public int receiveQueues() {
        return 1;
    }

    @Override
    public PortQueue queue(int index) {
        if (index != 0) {
            throw new IllegalArgumentException("port " + name + " has one queue, not " + index);
        }
        return this;
    }

    @Override
    public PortCounts counts() {
        return new PortCounts(rxPackets, txPackets, rxBytes, txBytes, 0, 0, rxNoBuffer, 0);
    }

    @Override
    public LinkState link() {
        return new LinkState(up, 0);
    }

    @Override
    public void close() {
        waiting.clear();
    }
}
