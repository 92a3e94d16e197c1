package io.gatun.dataplane.graph;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Packets and batches of each node, and the time spent there when asked for. The worker alone
 * writes; anyone may read.
 */
public final class NodeCounters {

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] packets;
    private final long[] batches;
    private final long[] nanoseconds;
    private final boolean cycles;

    public NodeCounters(int nodes, boolean cycles) {
        this.packets = new long[nodes];
        this.batches = new long[nodes];
        this.nanoseconds = new long[nodes];
        this.cycles = cycles;
    }

    boolean countsCycles() {
        return cycles;
    }

    void count(int node, int n) {
        packets[node] += n;
        batches[node]++;
    }

    void time(int node, long elapsedNs) {
        nanoseconds[node] += elapsedNs;
    }

    public long packets(int node) {
        return (long) CELL.getOpaque(packets, node);
    }

    public long batches(int node) {
        return (long) CELL.getOpaque(batches, node);
    }

    /** Time in the node; 0 unless it is measured. */
    public long nanoseconds(int node) {
        return (long) CELL.getOpaque(nanoseconds, node);
    }
}
