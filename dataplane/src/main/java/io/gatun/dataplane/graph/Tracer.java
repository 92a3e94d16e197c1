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

    /** One node passed by one packet; {@code outcome} is an edge name, a drop reason or "taken". */
    public record Visit(
            int packet, String node, String outcome, DropReason dropped, ByteBuffer frame) {}

    private record Request(int port, int packets) {}

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
    private byte[] frames = {};

    public Tracer(Graph graph) {
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
                batch.trace[i] = nextId++;
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
        frames = new byte[room * KEPT];
    }

    void arrive(int nodeIndex, PacketBatch batch) {
        int next = written;
        for (int i = 0; i < batch.size(); i++) {
            slot[i] = -1;
            if ((batch.flags[i] & PacketBatch.TRACED) != 0 && next < packet.length) {
                slot[i] = next;
                packet[next] = batch.trace[i];
                node[next] = nodeIndex;
                final int kept = Math.min(KEPT, batch.length[i]);
                Bytes.copyOut(batch.frame[i], frames, next * KEPT, kept);
                next++;
            }
        }
    }

    void leave(PacketBatch batch, Dispatch dispatch) {
        int last = written;
        for (int i = 0; i < batch.size(); i++) {
            if (slot[i] >= 0) {
                final int edge = dispatch.isMixed() ? dispatch.edge[i] : dispatch.common();
                outcome[slot[i]] =
                        edge == Dispatch.DROP ? -1 - Byte.MAX_VALUE - dispatch.reason[i] : edge;
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
            final NodeSpec spec = specs.get(node[i]);
            final DropReason dropped =
                    outcome[i] < -Byte.MAX_VALUE
                            ? DropReason.at(-1 - Byte.MAX_VALUE - outcome[i])
                            : DropReason.NONE;
            final String text;
            if (dropped != DropReason.NONE) {
                text = dropped.name();
            } else {
                text = outcome[i] >= 0 ? spec.edges().get(outcome[i]) : "taken";
            }
            visits.add(
                    new Visit(
                            packet[i],
                            spec.name(),
                            text,
                            dropped,
                            ByteBuffer.wrap(Arrays.copyOfRange(frames, i * KEPT, (i + 1) * KEPT))));
        }
        return visits;
    }
}
