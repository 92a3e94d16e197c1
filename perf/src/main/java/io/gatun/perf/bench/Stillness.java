package io.gatun.perf.bench;

import java.time.Duration;

/** Notices that a growing figure has stopped growing. */
final class Stillness {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    private long last = -1;
    private long sinceNs;

    boolean lasts(long figure) {
        final long nowNs = System.nanoTime();
        if (figure != last) {
            last = figure;
            sinceNs = nowNs;
        }
        return nowNs - sinceNs > LONG_ENOUGH.toNanos();
    }
}
