package io.gatun.perf.bench;

/**
 * What passed between two samples. The window of the in port encloses that of the out port (in is
 * read first at the start and last at the end), so packets that are missing arrived in the gaps, or
 * are still held, or are lost.
 */
record Window(Sample start, Sample end) {

    /** More than any contestant keeps in bursts and transmit buffers. */
    private static final long HELD = 4096;

    /** Within a gap packets may come faster than they do on the mean. */
    private static final int PEAK_OVER_MEAN = 2;

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
     * Packets that came in and neither went out nor were counted as dropped, beyond what may be on
     * the way.
     */
    long lost(long countedDrops) {
        final long missing = received() - transmitted() - deviceDrops() - countedDrops;
        return Math.max(0, missing - onTheWay());
    }

    private long onTheWay() {
        final long gapsNs =
                start.out().answeredAtNs()
                        - start.in().askedAtNs()
                        + end.in().answeredAtNs()
                        - end.out().askedAtNs();
        final double perNs = (double) received() / (end.in().atNs() - start.in().atNs());
        return HELD + Math.round(PEAK_OVER_MEAN * perNs * gapsNs);
    }
}
