package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.FrameFilter;
import io.gatun.dataplane.graph.Graph;
import io.gatun.dataplane.graph.GraphWalker;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.NodeCounters;
import io.gatun.dataplane.graph.Taps;
import io.gatun.dataplane.graph.Tracer;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.graph.WorkerCounters.Account;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.Published;
import io.gatun.dataplane.table.Tables;
import io.gatun.dataplane.table.TablesView;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of the workers, run once with one packet: over tables, counters, limits and buffers of
 * its own, and ports that swallow. Nothing leaves it, and nothing outside of it changes. For the
 * thread that writes the tables.
 */
final class Rehearsal {

    private static final int BATCHES = 4;

    /** Visits of a packet and all its fragments. */
    private static final int TRACED_PACKETS = 64;

    private final List<Port> ports;
    private final MemoryBuffers buffers;
    private final BatchRing toControl = new BatchRing(BATCHES, PacketBatch.MAX_CAPACITY);
    private final BatchRing toWorker = new BatchRing(BATCHES, PacketBatch.MAX_CAPACITY);
    private final WorkerCounters counters;
    private final WorkerCounters controlCounters = new WorkerCounters();
    private final MemorySegment one = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
    private final List<Sent> sent = new ArrayList<>();
    private final GraphSource.Wired wired;
    private final NodeCounters nodeCounters;
    private final Tracer tracer;
    private final GraphWalker walker;

    /** A frame that would have left by a port. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way to their rendering
    record Sent(int port, byte[] frame) {}

    /** {@code tables} are for this rehearsal alone: packets leave marks in them. */
    Rehearsal(
            GraphSource source,
            Tables tables,
            List<Port> ports,
            MemoryBuffers buffers,
            Clock clock) {
        this.ports = ports;
        this.counters = new WorkerCounters(ports.size());
        this.buffers = buffers;
        final LastDrops lastDrops = new LastDrops(clock, new Taps(clock));
        final List<FrameSink> sinks = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            sinks.add(new Swallowing(i));
        }
        wired =
                source.wire(
                        new GraphSource.Surroundings(
                                new TablesView(new Published<>(tables)),
                                counters,
                                lastDrops,
                                buffers,
                                toControl,
                                sinks));
        nodeCounters = new NodeCounters(wired.graph().nodes().size(), false);
        tracer = new Tracer(wired.graph(), clock);
        walker =
                new GraphWalker(
                        wired.graph(),
                        buffers,
                        counters,
                        nodeCounters,
                        tracer,
                        lastDrops,
                        PacketBatch.MAX_CAPACITY);
    }

    /** A port whose frames end here; it is up when the real one is. */
    private final class Swallowing implements FrameSink {
        private final int port;

        private Swallowing(int port) {
            this.port = port;
        }

        @Override
        public int send(long handles, int count) {
            for (int i = 0; i < count; i++) {
                final long handle = Bytes.raw64(handles + (long) Long.BYTES * i);
                final byte[] frame = new byte[buffers.length(handle)];
                Bytes.copyOut(buffers.frame(handle), frame, 0, frame.length);
                sent.add(new Sent(port, frame));
            }
            buffers.give(handles, count);
            return count;
        }

        @Override
        public boolean isUp() {
            return ports.get(port).link().up();
        }
    }

    /** Every node the packet passes is written down from here on, and {@link #visits} has it. */
    void trace() {
        tracer.start(PacketBatch.UNKNOWN, TRACED_PACKETS, FrameFilter.ALL);
    }

    /** A frame comes in by a port; one longer than a buffer is in pieces. */
    void receive(int port, byte[] frame) {
        final PacketBatch batch = new PacketBatch(1);
        buffers.take(one.address(), 1);
        final long handle = one.get(ValueLayout.JAVA_LONG, 0);
        final int kept = Math.min(frame.length, buffers.capacity());
        batch.handle(0, handle);
        batch.frame(0, buffers.frame(handle));
        batch.length(0, kept);
        batch.size(1);
        if (kept < frame.length) {
            batch.flag(0, PacketBatch.IN_PIECES);
        }
        buffers.reshape(handle, batch.frame(0), kept);
        Bytes.copyIn(frame, 0, batch.frame(0), kept);
        batch.port(port);
        tracer.mark(batch);
        counters.add(Account.RECEIVED, 1);
        walker.run(batch, wired.received());
    }

    /** What was handed up to control, or null; {@link #end} gives it back. */
    PacketBatch punted() {
        return toControl.receive();
    }

    /** The packets of a batch that was handed up end here. */
    void end(PacketBatch punted) {
        buffers.give(punted.handles(), punted.size());
        toControl.recycle(punted);
    }

    /** What is put in here goes on with {@link #resume}. */
    BatchRing toWorker() {
        return toWorker;
    }

    /** Frames control makes go into these, and are counted here. */
    Buffers buffers() {
        return buffers;
    }

    WorkerCounters controlCounters() {
        return controlCounters;
    }

    int indexOf(String node) {
        return wired.graph().indexOf(node);
    }

    /** What control sent down goes its way. */
    void resume() {
        for (PacketBatch batch = toWorker.receive(); batch != null; batch = toWorker.receive()) {
            batch.port(PacketBatch.UNKNOWN);
            walker.run(batch, batch.entry());
            toWorker.recycle(batch);
        }
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<Tracer.Visit> visits() {
        return tracer.visits();
    }

    /** Nodes that packets passed, in order of travel. */
    List<String> nodes() {
        final Graph graph = wired.graph();
        final List<String> passed = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            if (nodeCounters.packets(i) > 0) {
                passed.add(graph.nodes().get(i).spec().name());
            }
        }
        return passed;
    }

    /** How many packets ended for which reason. */
    Map<DropReason, Long> drops() {
        final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (counters.read(reason) > 0) {
                drops.put(reason, counters.read(reason));
            }
        }
        return drops;
    }

    boolean hasConsumed() {
        return counters.read(Account.CONSUMED) > 0;
    }
}
