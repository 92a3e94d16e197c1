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

    private record Request(int port, int packets) {}

    private final Clock clock;
    private final List<NodeSpec> specs;
    private final int[] slot = new int[PacketBatch.MAX_CAPACITY];

    private volatile Request asked; // control writes, the worker takes
    private volatile int written; // the worker writes, control reads

    private int port;
    private int remaining;
    private int nextId;
    private int[] packet = {};
    private int[] node = {};
    private int[] outcome = {};
    private int[] lengths = {};
    private int[] ports = {};
    private int[] left = {};
    private long[] atNs = {};
    private byte[] frames = {};

    public Tracer(Graph graph, Clock clock) {
        this.clock = clock;
        this.specs = graph.nodes().stream().map(Node::spec).toList();
    }

    /** Follows the next {@code packets} packets of a port, or of every port when it is negative. */
    public void start(int portIndex, int packets) {
        asked = new Request(portIndex, Math.min(packets, MAX_PACKETS));
    }

    /** By the worker, for a batch that just came in; cheap when nobody asked. */
    public void mark(PacketBatch batch) {
        if (asked != null) {
            begin();
        }
        if (remaining > 0 && (port < 0 || port == batch.port())) {
            for (int i = 0; i < batch.size() && remaining > 0; i++, remaining--) {
                batch.flag(i, PacketBatch.TRACED);
                batch.trace(i, nextId++);
            }
        }
    }

    private void begin() {
        final Request request = asked;
        asked = null;
        port = request.port;
        remaining = request.packets;
        nextId = 0;
        written = 0;
        final int room = request.packets * VISITS_PER_PACKET;
        packet = new int[room];
        node = new int[room];
        outcome = new int[room];
        lengths = new int[room];
        ports = new int[room];
        left = new int[room * LEFT];
        atNs = new long[room];
        frames = new byte[room * KEPT];
    }

    void arrive(int nodeIndex, PacketBatch batch) {
        int next = written;
        for (int i = 0; i < batch.size(); i++) {
            slot[i] = -1;
            if ((batch.flags(i) & PacketBatch.TRACED) != 0 && next < packet.length) {
                slot[i] = next;
                packet[next] = batch.trace(i);
                node[next] = nodeIndex;
                lengths[next] = batch.length(i);
                ports[next] = batch.port();
                atNs[next] = clock.nanoTime();
                final int kept = Math.min(KEPT, batch.length(i));
                Bytes.copyOut(batch.frame(i), frames, next * KEPT, kept);
                next++;
            }
        }
    }

    void leave(PacketBatch batch, Dispatch dispatch) {
        int last = written;
        for (int i = 0; i < batch.size(); i++) {
            if (slot[i] >= 0) {
                final int edge = dispatch.isMixed() ? dispatch.edge[i] : dispatch.common();
                outcome[slot[i]] = edge == Dispatch.DROP ? FIRST_DROP - dispatch.reason[i] : edge;
                final int at = slot[i] * LEFT;
                left[at] = batch.ingress(i);
                left[at + 1] = batch.adjacency(i);
                left[at + 2] = batch.egress(i);
                left[at + 3] = batch.cause(i);
                last = slot[i] + 1;
            }
        }
        written = last;
    }

    /** What has been written down so far; by control. */
    public List<Visit> visits() {
        final int count = written;
        final List<Visit> visits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            final int kept = Math.min(KEPT, lengths[i]);
            visits.add(
                    new Visit(
                            packet[i],
                            specs.get(node[i]).name(),
                            outcomeName(i),
                            atNs[i],
                            ports[i],
                            lengths[i],
                            left[i * LEFT],
                            left[i * LEFT + 1],
                            left[i * LEFT + 2],
                            left[i * LEFT + 3],
                            ByteBuffer.wrap(
                                    Arrays.copyOfRange(frames, i * KEPT, i * KEPT + kept))));
        }
        return visits;
    }

    private String outcomeName(int visit) {
        final int out = outcome[visit];
        if (out >= 0) {
            return specs.get(node[visit]).edges().get(out);
        }
        return out == Dispatch.TAKEN ? "taken" : DropReason.at(FIRST_DROP - out).name();
    }
}
