package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the next packets of a port through the nodes. Control asks with {@link #start} and reads
 * with {@link #visits}; the worker writes down, for each node a packet passes, the first bytes of
 * the frame as the node got it and how the packet left. Packets that control holds are followed up
 * to there.
 */
public final class Tracer {

    /** Bytes of the frame kept of each visit. */
    public static final int KEPT = 96;

    public static final int MAX_PACKETS = 1_000;

    private static final int VISITS_PER_PACKET = 32;

    /** Numbers kept of a packet as a node left it. */
    private static final int LEFT = 4;

    /** Outcomes from here downwards are drop reasons; edges are 0 and more. */
    private static final int FIRST_DROP = -100;

    /**
     * One node passed by one packet.
     *
     * @param outcome an edge's name, a drop reason's, or "taken"
     * @param length of the frame, in bytes
     * @param ingress index of the interface it came in by, as the node left it
     * @param adjacency what the lookup gave, as the node left it
     * @param egress index of the port it leaves by, as the node left it
     * @param cause of the ICMP error that is to answer it, as the node left it
     * @param frame its first bytes, at most {@link #KEPT}
     */
    public record Visit(
            int packet,
            String node,
            String outcome,
            long atNs,
            int port,
            int length,
            int ingress,
            int adjacency,
            int egress,
            int cause,
            ByteBuffer frame) {

        /** Why it ended here, or {@link DropReason#NONE}. */
        public DropReason dropped() {
            return DropReason.named(outcome);
        }
    }

    private final Clock clock;
    private final List<NodeSpec> specs;
    private final FrameFacts facts = new FrameFacts();
    private final int[] slot = new int[PacketBatch.MAX_CAPACITY];

    private volatile Recording asked = new Recording(PacketBatch.UNKNOWN, FrameFilter.ALL, 0);
    private Recording log = asked; // the worker's: what it writes to

    /** What is kept of one trace; control makes it, so that the worker need not allocate. */
    private static final class Recording {
        private final int port;
        private final FrameFilter filter;
        private final int[] packet;
        private final int[] node;
        private final int[] outcome;
        private final int[] lengths;
        private final int[] ports;
        private final int[] left;
        private final long[] atNs;
        private final byte[] frames;
        private int remaining; // the worker's
        private int nextId; // the worker's
        private volatile int written; // the worker writes, control reads
        private volatile boolean stopped; // control writes, the worker reads

        private Recording(int port, FrameFilter filter, int packets) {
            this.port = port;
            this.filter = filter;
            remaining = packets;
            final int room = packets * VISITS_PER_PACKET;
            packet = new int[room];
            node = new int[room];
            outcome = new int[room];
            lengths = new int[room];
            ports = new int[room];
            left = new int[room * LEFT];
            atNs = new long[room];
            frames = new byte[room * KEPT];
        }
    }

    public Tracer(Graph graph, Clock clock) {
        this.clock = clock;
        this.specs = graph.nodes().stream().map(Node::spec).toList();
    }

    /**
     * By control: follows the next {@code packets} packets that a filter accepts.
     *
     * @param portIndex where they come in, or {@link PacketBatch#UNKNOWN} for all ports
     */
    public void start(int portIndex, int packets, FrameFilter filter) {
        asked = new Recording(portIndex, filter, Math.min(packets, MAX_PACKETS));
    }

    /** By control: follows no further packets; what was written down stays. */
    public void stop() {
        asked.stopped = true;
    }

    /** By the worker, for a batch that just came in; cheap when nobody asked. */
    public void mark(PacketBatch batch) {
        log = asked;
        final Recording now = log;
        final boolean isWanted =
                now.remaining > 0
                        && !now.stopped
                        && (now.port == PacketBatch.UNKNOWN || now.port == batch.port());
        for (int i = 0; isWanted && i < batch.size() && now.remaining > 0; i++) {
            if (accepts(now.filter, batch, i)) {
                batch.flag(i, PacketBatch.TRACED);
                batch.trace(i, now.nextId++);
                now.remaining--;
            }
        }
    }

    private boolean accepts(FrameFilter filter, PacketBatch batch, int i) {
        facts.read(batch.frame(i), batch.length(i));
        return filter.accepts(facts);
    }

    void arrive(int nodeIndex, PacketBatch batch) {
        final Recording now = log;
        int next = now.written;
        for (int i = 0; i < batch.size(); i++) {
            slot[i] = -1;
            if ((batch.flags(i) & PacketBatch.TRACED) != 0 && next < now.packet.length) {
                slot[i] = next;
                now.packet[next] = batch.trace(i);
                now.node[next] = nodeIndex;
                now.lengths[next] = batch.length(i);
                now.ports[next] = batch.port();
                now.atNs[next] = clock.nanoTime();
                final int kept = Math.min(KEPT, batch.length(i));
                Bytes.copyOut(batch.frame(i), now.frames, next * KEPT, kept);
                next++;
            }
        }
    }

    void leave(PacketBatch batch, Dispatch dispatch) {
        final Recording now = log;
        int last = now.written;
        for (int i = 0; i < batch.size(); i++) {
            if (slot[i] >= 0) {
                final int edge = dispatch.isMixed() ? dispatch.edge[i] : dispatch.common();
                now.outcome[slot[i]] =
                        edge == Dispatch.DROP ? FIRST_DROP - dispatch.reason[i] : edge;
                final int at = slot[i] * LEFT;
                now.left[at] = batch.ingress(i);
                now.left[at + 1] = batch.adjacency(i);
                now.left[at + 2] = batch.egress(i);
                now.left[at + 3] = batch.cause(i);
                last = slot[i] + 1;
            }
        }
        now.written = last;
    }

    /** What has been written down so far; by control. */
    public List<Visit> visits() {
        final Recording seen = asked;
        final int count = seen.written;
        final List<Visit> visits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final int from = i * KEPT;
            final int kept = Math.min(KEPT, seen.lengths[i]);
            visits.add(
                    new Visit(
                            seen.packet[i],
                            specs.get(seen.node[i]).name(),
                            outcomeName(seen, i),
                            seen.atNs[i],
                            seen.ports[i],
                            seen.lengths[i],
                            seen.left[i * LEFT],
                            seen.left[i * LEFT + 1],
                            seen.left[i * LEFT + 2],
                            seen.left[i * LEFT + 3],
                            ByteBuffer.wrap(Arrays.copyOfRange(seen.frames, from, from + kept))));
        }
        return visits;
    }

    private String outcomeName(Recording seen, int visit) {
        final int out = seen.outcome[visit];
        if (out >= 0) {
            return specs.get(seen.node[visit]).edges().get(out);
        }
        return out == Dispatch.TAKEN ? "taken" : DropReason.at(FIRST_DROP - out).name();
    }
}
