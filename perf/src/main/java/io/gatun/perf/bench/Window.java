package io.gatun.perf.bench;

/**
 * What passed between two samples. The window of the out port encloses that of the in port (out is
 * read first at the start and last at the end): what comes in within its window has left within the
 * other, or is still held, or is lost.
 */
record Window(Sample start, Sample end) {

    /** More than any contestant keeps in bursts and transmit buffers. */
    private static final long HELD = 4096;

    /** Millions of packets that left the out port in a second. */
    double mpps() {
        return transmitted() * 1e3 / (end.out().atNs() - start.out().atNs());
    }

    long received() {
        return end.in().counters().received() - start.in().counters().received();
    }

    long transmitted() {
        return end.out().counters().transmitted() - start.out().counters().transmitted();
    }

    /** Drops that the out port's device counted itself. */
    long deviceDrops() {
        return end.out().counters().transmitErrors() - start.out().counters().transmitErrors();
    }

    /**
     * Packets that came in and neither went out nor were counted as dropped, beyond what may be
     * held.
     */
    long lost(long countedDrops) {
        return Math.max(0, received() - transmitted() - deviceDrops() - countedDrops - HELD);
    }
}
