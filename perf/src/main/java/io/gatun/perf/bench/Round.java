package io.gatun.perf.bench;

/**
 * One contestant's turn.
 *
 * @param mpps millions of packets that left in a second
 * @param dropped packets that came in and were counted as dropped
 * @param lost packets that came in and that nothing accounts for
 */
record Round(double mpps, long dropped, long lost) {

    static Round of(Window window, long notSent) {
        return new Round(window.mpps(), notSent + window.deviceDrops(), window.lost(notSent));
    }
}
