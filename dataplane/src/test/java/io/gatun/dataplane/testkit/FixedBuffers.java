package io.gatun.dataplane.testkit;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A pool for one thread that allocates nothing once it is made; handles are places from 0 on. */
final class FixedBuffers implements Buffers {

    private static final int STRIDE = 4_096;

    private final MemorySegment memory;
    private final long[] free;
    private final long[] frame;
    private final int[] length;
    private int top;

    FixedBuffers(int count) {
        memory = Arena.ofAuto().allocate((long) STRIDE * count, 64);
        free = new long[count];
        frame = new long[count];
        length = new int[count];
        for (int i = 0; i < count; i++) {
            free[top++] = i;
        }
    }

    @Override
    public boolean take(long handles, int count) {
        if (count > top) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            final int handle = (int) free[--top];
            frame[handle] = memory.address() + (long) handle * STRIDE + HEADROOM;
            length[handle] = 0;
            Bytes.raw64(handles + 8L * i, handle);
        }
        return true;
    }

    @Override
    public void give(long handles, int count) {
        for (int i = 0; i < count; i++) {
            free[top++] = Bytes.raw64(handles + 8L * i);
        }
    }

    @Override
    public long frame(long handle) {
        return frame[(int) handle];
    }

    @Override
    public int length(long handle) {
        return length[(int) handle];
    }

    @Override
    public void reshape(long handle, long at, int bytes) {
        frame[(int) handle] = at;
        length[(int) handle] = bytes;
    }

    @Override
    public int capacity() {
        return STRIDE - HEADROOM;
    }

    @Override
    public int available() {
        return top;
    }
}
