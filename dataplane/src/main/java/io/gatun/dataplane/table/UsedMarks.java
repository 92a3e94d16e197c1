package io.gatun.dataplane.table;

import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One byte per adjacency: whether a packet went that way since control last looked. Workers set
 * marks and touch the line only when it changes; control clears them.
 */
public final class UsedMarks {

    private final MemorySegment memory;
    private final long base;

    public UsedMarks(int capacity) {
        memory = Arena.ofAuto().allocate(capacity, 64);
        base = memory.address();
    }

    public int capacity() {
        return (int) memory.byteSize();
    }

    void set(int index) {
        if (Bytes.u8(base + index) == 0) {
            Bytes.u8(base + index, 1);
        }
    }

    /** Whether the mark was set; it no longer is. */
    public boolean take(int index) {
        final boolean was = Bytes.u8(base + index) != 0;
        if (was) {
            Bytes.u8(base + index, 0);
        }
        return was;
    }

    /** More marks, with those of now. */
    public UsedMarks grown(int capacity) {
        final UsedMarks more = new UsedMarks(capacity);
        MemorySegment.copy(memory, 0, more.memory, 0, memory.byteSize());
        return more;
    }
}
