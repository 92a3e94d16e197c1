package io.gatun.dataplane.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntPredicate;

/**
 * Gives out the indexes of interfaces. One that is given back names no other interface until every
 * worker has passed a quiet point and no packet that came in by it waits any more.
 */
final class InterfaceNumbers {

    private record Retired(int index, long generation) {}

    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private int end;

    int next() {
        return free.isEmpty() ? end++ : free.remove();
    }

    /** Every index ever given is below this. */
    int end() {
        return end;
    }

    /** No longer in tables of this generation and later ones. */
    void retire(int index, long generation) {
        retired.add(new Retired(index, generation));
    }

    void reclaim(long seen, IntPredicate isWaitedFor) {
        while (!retired.isEmpty()
                && retired.peek().generation() <= seen
                && !isWaitedFor.test(retired.peek().index())) {
            free.add(retired.remove().index());
        }
    }
}
