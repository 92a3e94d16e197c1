package io.gatun.dataplane.control;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Who is next to be looked at. Each neighbor has one deadline: the one set last counts. */
final class NeighborTimers {

    private record Timer(long deadlineNs, long order, Neighbor neighbor) {

        private boolean isOverruled() {
            return deadlineNs != neighbor.deadlineNs;
        }
    }

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Timer::deadlineNs).thenComparingLong(Timer::order));
    private long order;

    void set(Neighbor neighbor, long deadlineNs) {
        neighbor.deadlineNs = deadlineNs;
        timers.add(new Timer(deadlineNs, order++, neighbor));
    }

    /** The earliest deadline, or {@link Long#MAX_VALUE}. */
    long nextNs() {
        while (!timers.isEmpty() && timers.peek().isOverruled()) {
            timers.remove();
        }
        return timers.isEmpty() ? Long.MAX_VALUE : timers.peek().deadlineNs();
    }

    /** Takes out the neighbor of the earliest deadline; {@link #nextNs} said that there is one. */
    Neighbor remove() {
        return timers.remove().neighbor();
    }
}
