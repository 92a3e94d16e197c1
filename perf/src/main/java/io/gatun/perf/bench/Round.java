package io.gatun.perf.bench;

/**
 * One contestant's turn.
 *
 * @param mpps millions of packets that left in a second
 * @param cpu part of the time that its worker was on its CPU; below 1 something else ran there
 * @param dropped packets that came in and were counted as dropped
 * @param lost packets that came in and that nothing accounts for
 */
record Round(double mpps, double cpu, long dropped, long lost) {

    static Round of(Window window, double cpu, long notSent) {
        return new Round(window.mpps(), cpu, notSent + window.deviceDrops(), window.lost(notSent));
    }
}
