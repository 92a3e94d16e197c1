package io.gatun.dataplane.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/** How often a worker polls, and what its queues gave. The worker alone writes; anyone may read. */
public final class PollCounters {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int POLLS = 0;
    private static final int FIRST_QUEUE = 1;

    /** A receive queue of a port, both by index. */
    public record Queue(int port, int queue) {}

    private final List<Queue> queues;
    private final long[] cells; // polls, then packets and bursts of each queue

    public PollCounters(List<Queue> queues) {
        this.queues = List.copyOf(queues);
        this.cells = new long[FIRST_QUEUE + 2 * queues.size()];
    }

    /** A round over all queues begins. */
    public void poll() {
        cells[POLLS]++;
    }

    /** A queue, by its place in {@link #queues}, gave packets. */
    public void burst(int queue, int packets) {
        cells[FIRST_QUEUE + 2 * queue] += packets;
        cells[FIRST_QUEUE + 2 * queue + 1]++;
    }

    public List<Queue> queues() {
        return queues;
    }

    public long polls() {
        return (long) CELL.getOpaque(cells, POLLS);
    }

    public long packets(int queue) {
        return (long) CELL.getOpaque(cells, FIRST_QUEUE + 2 * queue);
    }

    public long bursts(int queue) {
        return (long) CELL.getOpaque(cells, FIRST_QUEUE + 2 * queue + 1);
    }
}
