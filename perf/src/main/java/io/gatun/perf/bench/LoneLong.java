package io.gatun.perf.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A long that one thread writes and another may read, on cache lines that nothing else lies on: who
 * writes it takes no line from anybody who does not ask for it.
 */
final class LoneLong {

    private static final int PLACE = 16; // 128 bytes to either side, for lines are fetched in pairs

    private final AtomicLongArray cell = new AtomicLongArray(2 * PLACE);

    LoneLong(long first) {
        set(first);
    }

    long get() {
        return cell.getAcquire(PLACE);
    }

    void set(long value) {
        cell.setRelease(PLACE, value);
    }
}
