package io.gatun.dataplane.node.ipv6;

import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.wire.Bytes;
import io.gatun.dataplane.wire.Ipv6Header;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Looks up the destinations of many packets together, so that the waits for memory of one overlap
 * with those of the others. Belongs to one node.
 */
final class Lookup6 {

    private static final int ADDRESS = 16;
    private static final long RESULTS = (long) Fib.MAX_BATCH * ADDRESS;
    private static final long SCRATCH = RESULTS + (long) Fib.MAX_BATCH * Integer.BYTES;

    private final MemorySegment memory = Arena.ofAuto().allocate(SCRATCH + Fib.SCRATCH_BYTES, 64);
    private final long base = memory.address();

    /** The destination of the packet whose header is at {@code ip} becomes number {@code k}. */
    void put(int k, long ip) {
        Ipv6Header.copyDestination(ip, base + (long) k * ADDRESS);
    }

    /** Finds the results of the first {@code n} destinations. */
    void find(Fib fib, int n) {
        fib.lookup6(base, base + RESULTS, base + SCRATCH, n);
    }

    int result(int k) {
        return Bytes.raw32(base + RESULTS + (long) k * Integer.BYTES);
    }
}
