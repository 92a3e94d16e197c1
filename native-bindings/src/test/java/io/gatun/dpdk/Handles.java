package io.gatun.dpdk;

import io.gatun.dpdk.ffm.NativeMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** An array of buffer addresses as bursts use it, with frames as byte arrays for tests. */
final class Handles {

    private final MemorySegment array;

    Handles(int length) {
        this.array = Arena.ofAuto().allocate((long) length * Long.BYTES, Long.BYTES);
    }

    long address() {
        return array.address();
    }

    long mbuf(int index) {
        return array.getAtIndex(ValueLayout.JAVA_LONG, index);
    }

    /** Takes a buffer for each frame and fills it. */
    void fill(Mempool pool, List<byte[]> frames) {
        if (!pool.take(address(), frames.size())) {
            throw new AssertionError("pool is empty: " + pool);
        }
        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            Mbuf.length(mbuf(i), frame.length);
            for (int octet = 0; octet < frame.length; octet++) {
                NativeMemory.putByte(Mbuf.frame(mbuf(i)) + octet, frame[octet]);
            }
        }
    }

    /** The frames of the first n buffers. */
    List<byte[]> frames(int n) {
        var frames = new ArrayList<byte[]>();
        for (int i = 0; i < n; i++) {
            byte[] frame = new byte[Mbuf.dataLength(mbuf(i))];
            for (int octet = 0; octet < frame.length; octet++) {
                frame[octet] = NativeMemory.getByte(Mbuf.frame(mbuf(i)) + octet);
            }
            frames.add(frame);
        }
        return frames;
    }
}
