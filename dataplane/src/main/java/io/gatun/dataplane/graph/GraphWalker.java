package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.PacketBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Takes batches through the graph. A batch whose packets all take one edge moves on as it is; a
 * mixed one is scattered over batches that wait before their nodes, and the node earliest in order
 * of travel is served first. Counts packets and batches of each node, ends dropped packets, feeds
 * the trace. Belongs to one worker thread.
 */
public final class GraphWalker {

    /** So many batches may wait in one walk; a node that makes packets is refused more. */
    private static final int MAX_WAITING = 256;

    private final Node[] nodes;
    private final int[][] targets;
    private final Buffers buffers;
    private final WorkerCounters counters;
    private final NodeCounters nodeCounters;
    private final Tracer tracer;
    private final LastDrops lastDrops;
    private final Dispatch dispatch = new Dispatch(this);
    private final int vector;

    private final PacketBatch[] head;
    private final PacketBatch[] tail;
    private long waiting;
    private PacketBatch spare;
    private int made;
    private int at;

    private final MemorySegment dropped =
            Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, PacketBatch.MAX_CAPACITY);

    public GraphWalker(
            Graph graph,
            Buffers buffers,
            WorkerCounters counters,
            NodeCounters nodeCounters,
            Tracer tracer,
            LastDrops lastDrops,
            int vector) {
        this.nodes = graph.nodes().toArray(Node[]::new);
        this.targets = graph.targets();
        this.buffers = buffers;
        this.counters = counters;
        this.nodeCounters = nodeCounters;
        this.tracer = tracer;
        this.lastDrops = lastDrops;
        this.vector = vector;
        this.head = new PacketBatch[nodes.length];
        this.tail = new PacketBatch[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            release(newBatch());
        }
    }

    /** Runs the packets from node {@code entry} to their ends; the batch comes back empty. */
    public void run(PacketBatch batch, int entry) {
        lastDrops.nextBatch();
        follow(batch, entry);
        batch.clear();
        while (waiting != 0) {
            final int node = Long.numberOfTrailingZeros(waiting);
            final PacketBatch next = takeWaiting(node);
            follow(next, node);
            release(next);
        }
    }

    private void follow(PacketBatch batch, int entry) {
        at = entry;
        while (true) {
            step(batch);
            if (dispatch.isMixed()) {
                scatter(batch);
                return;
            }
            final int edge = dispatch.common();
            if (edge == Dispatch.TAKEN) {
                return;
            }
            final int next = targets[at][edge];
            if (head[next] != null) {
                for (int i = 0; i < batch.size(); i++) {
                    room(next, true).append(batch, i);
                }
                return;
            }
            at = next;
        }
    }

    private void step(PacketBatch batch) {
        final int node = at;
        dispatch.begin(batch.size());
        final boolean traced = (batch.flagsUnion() & PacketBatch.TRACED) != 0;
        if (traced) {
            tracer.arrive(node, batch);
        }
        if (nodeCounters.countsCycles()) {
            final long before = System.nanoTime();
            nodes[node].process(batch, dispatch);
            nodeCounters.time(node, System.nanoTime() - before);
        } else {
            nodes[node].process(batch, dispatch);
        }
        nodeCounters.count(node, batch.size());
        if (traced) {
            tracer.leave(batch, dispatch);
        }
    }

    private void scatter(PacketBatch batch) {
        final int[] to = targets[at];
        final byte[] edge = dispatch.edge;
        int drops = 0;
        for (int i = 0; i < batch.size(); i++) {
            final byte out = edge[i];
            if (out >= 0) {
                room(to[out], true).append(batch, i);
            } else if (out == Dispatch.DROP) {
                final DropReason why = DropReason.at(dispatch.reason[i]);
                counters.drop(why);
                lastDrops.keep(why, batch, i);
                dropped.setAtIndex(ValueLayout.JAVA_LONG, drops++, batch.handle(i));
            }
        }
        if (drops > 0) {
            buffers.give(dropped.address(), drops);
        }
    }

    PacketBatch roomBehind(byte edge) {
        return room(targets[at][edge], false);
    }

    /** A waiting batch of the node with room for one packet. */
    private PacketBatch room(int node, boolean always) {
        final PacketBatch last = tail[node];
        if (last != null && !last.isFull()) {
            return last;
        }
        if (spare == null) {
            if (made >= MAX_WAITING && !always) {
                return null;
            }
            release(newBatch());
        }
        final PacketBatch fresh = spare;
        spare = fresh.next();
        fresh.next(null);
        if (last == null) {
            head[node] = fresh;
            waiting |= 1L << node;
        } else {
            last.next(fresh);
        }
        tail[node] = fresh;
        return fresh;
    }

    private PacketBatch takeWaiting(int node) {
        final PacketBatch first = head[node];
        head[node] = first.next();
        first.next(null);
        if (head[node] == null) {
            tail[node] = null;
            waiting &= ~(1L << node);
        }
        return first;
    }

    private PacketBatch newBatch() {
        made++;
        return new PacketBatch(vector);
    }

    private void release(PacketBatch batch) {
        batch.clear();
        batch.next(spare);
        spare = batch;
    }
}
