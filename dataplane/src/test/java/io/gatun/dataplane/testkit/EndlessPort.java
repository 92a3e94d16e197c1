package io.gatun.dataplane.testkit;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.LinkState;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.port.PortCounts;
import io.gatun.dataplane.port.PortQueue;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Receives one frame again and again, full batches of it, and forgets what it sends. */
final class EndlessPort implements Port, PortQueue {

    private static final LinkState UP = new LinkState(true, 0);

    private final String name;
    private final long mac;
    private final Buffers buffers;
    private final MemorySegment template = Arena.ofAuto().allocate(4_096);
    private int length;

    EndlessPort(String name, long mac, Buffers buffers) {
        this.name = name;
        this.mac = mac;
        this.buffers = buffers;
    }

    void loads(byte[] frame) {
        MemorySegment.copy(frame, 0, template, ValueLayout.JAVA_BYTE, 0, frame.length);
        length = frame.length;
    }

    @Override
    public int receive(PacketBatch batch) {
        final int n = length == 0 ? 0 : batch.capacity();
        if (n == 0 || !buffers.take(batch.handles(), n)) {
            return 0;
        }
        for (int i = 0; i < n; i++) {
            final long handle = batch.handle(i);
            batch.frame(i, buffers.frame(handle));
            batch.length(i, length);
            batch.flags(i, 0);
            buffers.reshape(handle, batch.frame(i), length);
            Bytes.copy(template.address(), batch.frame(i), length);
        }
        batch.size(n);
        return n;
    }

    @Override
    public int send(long handles, int count) {
        buffers.give(handles, count);
        return count;
    }

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String device() {
        return "endless";
    }

    @Override
    public String driver() {
        return "endless";
    }

    @Override
    public long mac() {
        return mac;
    }

    @Override
    public int mtu() {
        return 1_500;
    }

    @Override
    public int receiveQueues() {
        return 1;
    }

    @Override
    public PortQueue queue(int index) {
        return this;
    }

    @Override
    public PortCounts counts() {
        return new PortCounts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public LinkState link() {
        return UP;
    }

    @Override
    public void close() {
        length = 0;
    }
}
