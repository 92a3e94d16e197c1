package io.gatun.dataplane.packet;

import io.gatun.dataplane.wire.Bounds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Buffers in ordinary native memory, for ports without a NIC. A handle is the address of the
 * buffer. Several threads may share a pool through {@link #view()}; taking and giving is a critical
 * section there, which is of no concern where no device is.
 */
public final class MemoryBuffers implements Buffers {

    private final Pool pool;

    private MemoryBuffers(Pool pool) {
        this.pool = pool;
    }

    /** A pool of {@code count} buffers for frames of up to {@code capacity} bytes. */
    public static MemoryBuffers of(int count, int capacity) {
        return new MemoryBuffers(new Pool(count, capacity));
    }

    /** The same pool for another thread. */
    public MemoryBuffers view() {
        return new MemoryBuffers(pool);
    }

    @Override
    public boolean take(long handles, int count) {
        return pool.take(handles, count);
    }

    @Override
    public void give(long handles, int count) {
        pool.give(handles, count);
    }

    @Override
    public long frame(long handle) {
        return handle + pool.offset[pool.index(handle)];
    }

    @Override
    public int length(long handle) {
        return pool.length[pool.index(handle)];
    }

    @Override
    public void reshape(long handle, long frame, int length) {
        final int index = pool.index(handle);
        pool.offset[index] = (int) (frame - handle);
        pool.length[index] = length;
        if (Bounds.CHECKED) {
            pool.region.use(frame, frame + length);
        }
    }

    @Override
    public int capacity() {
        return pool.capacity;
    }

    @Override
    public int available() {
        return pool.available();
    }

    private static final class Pool {
        private final MemorySegment memory;
        private final Bounds.Region region;
        private final int capacity;
        private final long[] free;
        private final boolean[] taken;
        private final int[] offset;
        private final int[] length;
        private final long stride;
        private int top;

        Pool(int count, int capacity) {
            this.capacity = capacity;
            this.stride = (HEADROOM + capacity + 63L) & ~63L;
            this.memory = Arena.ofAuto().allocate(stride * count, 64);
            this.free = new long[count];
            this.taken = new boolean[count];
            this.offset = new int[count];
            this.length = new int[count];
            for (int i = count - 1; i >= 0; i--) {
                free[top++] = memory.address() + i * stride;
            }
            this.region = Bounds.CHECKED ? Bounds.register(memory, stride, count) : null;
        }

        synchronized boolean take(long handles, int count) {
            if (count > top) {
                return false;
            }
            final MemorySegment out = array(handles, count);
            for (int i = 0; i < count; i++) {
                final long handle = free[--top];
                mark(handle, true);
                offset[index(handle)] = HEADROOM;
                length[index(handle)] = 0;
                out.setAtIndex(ValueLayout.JAVA_LONG, i, handle);
                if (Bounds.CHECKED) {
                    region.use(handle, handle + stride);
                }
            }
            return true;
        }

        synchronized void give(long handles, int count) {
            final MemorySegment in = array(handles, count);
            for (int i = 0; i < count; i++) {
                final long handle = in.getAtIndex(ValueLayout.JAVA_LONG, i);
                mark(handle, false);
                free[top++] = handle;
                if (Bounds.CHECKED) {
                    region.use(handle, handle);
                }
            }
        }

        private int index(long handle) {
            final long at = handle - memory.address();
            if (at < 0 || at % stride != 0 || at / stride >= taken.length) {
                throw new IllegalStateException(
                        "0x" + Long.toHexString(handle) + " is no buffer of this pool");
            }
            return (int) (at / stride);
        }

        /** A buffer given back twice is a bug of the caller. */
        private void mark(long handle, boolean take) {
            final int index = index(handle);
            if (taken[index] == take) {
                throw new IllegalStateException(
                        "buffer " + index + (take ? " taken twice" : " given back twice"));
            }
            taken[index] = take;
        }

        synchronized int available() {
            return top;
        }

        @SuppressWarnings("restricted") // handles come as an address, as a device takes them
        private static MemorySegment array(long handles, int count) {
            return MemorySegment.ofAddress(handles)
                    .reinterpret(count * ValueLayout.JAVA_LONG.byteSize());
        }
    }
}
