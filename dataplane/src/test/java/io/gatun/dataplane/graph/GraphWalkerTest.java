package io.gatun.dataplane.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.graph.TestNode.Edge;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.packet.PacketBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How batches move through a graph; packets are told apart by their length. */
class GraphWalkerTest {

    private static final int VECTOR = 16;

    private final MemoryBuffers buffers = MemoryBuffers.of(64, 256);
    private final WorkerCounters counters = new WorkerCounters();
    private final TestNode left = TestNode.sink("left");
    private final TestNode right = TestNode.sink("right");

    private GraphWalker walker(TestNode... nodes) {
        final GraphBuilder builder = new GraphBuilder().entry(nodes[0].spec().name());
        for (int i = 0; i < nodes.length; i++) {
            final GraphBuilder.Wired wired = builder.add(nodes[i]);
            if (!nodes[i].spec().edges().isEmpty()) {
                final boolean isLast = i == nodes.length - 1;
                wired.edge(Edge.LEFT, isLast ? "left" : nodes[i + 1].spec().name());
                wired.edge(Edge.RIGHT, "right");
            }
        }
        builder.add(left);
        builder.add(right);
        final Graph graph = builder.build();
        return new GraphWalker(
                graph,
                buffers,
                counters,
                new NodeCounters(graph.nodes().size(), false),
                new Tracer(graph, () -> 0),
                new LastDrops(() -> 0, new Taps(() -> 0)),
                VECTOR);
    }

    /** With this many packets, of lengths 1, 2, and so on. */
    private PacketBatch batch(int packets) {
        final MemorySegment handles = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, VECTOR);
        buffers.take(handles.address(), packets);
        final PacketBatch batch = new PacketBatch(VECTOR);
        for (int i = 0; i < packets; i++) {
            batch.handle(i, handles.getAtIndex(ValueLayout.JAVA_LONG, i));
            batch.frame(i, buffers.frame(batch.handle(i)));
            batch.length(i, i + 1);
            buffers.reshape(batch.handle(i), batch.frame(i), i + 1);
        }
        batch.size(packets);
        return batch;
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void batchOfOneEdge_movesOnWholeAndIsNotCopied() {
        final TestNode fork = TestNode.fork("fork", (_, out) -> out.all(Edge.LEFT));
        final PacketBatch batch = batch(VECTOR);

        walker(fork).run(batch, 0);

        assertThat(left.batches).hasSize(1).first().isSameAs(batch);
        assertThat(left.lengths).containsExactly(upTo(VECTOR));
        assertThat(right.batches).isEmpty();
        assertThat(batch.size()).isZero();
    }

    @Test
    void mixedBatch_isScatteredInOrder() {
        final TestNode fork =
                TestNode.fork(
                        "fork",
                        (batch, out) -> {
                            out.all(Edge.LEFT);
                            for (int i = 0; i < batch.size(); i += 3) {
                                out.send(i, Edge.RIGHT);
                            }
                        });

        walker(fork).run(batch(7), 0);

        assertThat(left.lengths).containsExactly(List.of(2, 3, 5, 6));
        assertThat(right.lengths).containsExactly(List.of(1, 4, 7));
    }

    @Test
    void droppedPackets_giveBackTheirBuffersAndAreCounted() {
        final TestNode fork =
                TestNode.fork(
                        "fork",
                        (_, out) -> {
                            out.all(Edge.LEFT);
                            out.drop(1, DropReason.IPV4_NO_ROUTE);
                            out.drop(2, DropReason.IPV4_BLACKHOLE);
                            out.drop(3, DropReason.IPV4_BLACKHOLE);
                        });

        walker(fork).run(batch(5), 0);

        assertThat(left.lengths).containsExactly(List.of(1, 5));
        assertThat(counters.read(DropReason.IPV4_NO_ROUTE)).isEqualTo(1);
        assertThat(counters.read(DropReason.IPV4_BLACKHOLE)).isEqualTo(2);
        assertThat(buffers.available()).isEqualTo(64 - 2);
    }

    @Test
    void takenPackets_areLeftToTheNode() {
        final TestNode fork =
                TestNode.fork(
                        "fork",
                        (_, out) -> {
                            out.all(Edge.LEFT);
                            out.take(0);
                        });

        walker(fork).run(batch(3), 0);

        assertThat(left.lengths).containsExactly(List.of(2, 3));
        assertThat(buffers.available()).isEqualTo(64 - 3);
    }

    @Test
    void packetsOfTwoWays_meetInOrderOfArrivalAtALaterNode() {
        final TestNode first =
                TestNode.fork(
                        "first",
                        (_, out) -> {
                            out.all(Edge.LEFT);
                            out.send(0, Edge.RIGHT);
                        });
        final TestNode second = TestNode.fork("second", (_, out) -> out.all(Edge.RIGHT));

        walker(first, second).run(batch(4), 0);

        assertThat(right.lengths).containsExactly(List.of(1, 2, 3, 4));
    }

    @Test
    void packetsMadeByANode_goToItsEdgeInOrder() {
        final List<Integer> refused = new ArrayList<>();
        final TestNode maker =
                TestNode.fork(
                        "maker",
                        (_, out) -> {
                            out.takeAll();
                            for (int i = 1; i <= 40; i++) {
                                final PacketBatch room = out.room(Edge.RIGHT);
                                if (room == null) {
                                    refused.add(i);
                                } else {
                                    room.length(room.appendOriginated(0, 0), 100 + i);
                                }
                            }
                        });

        walker(maker).run(batch(1), 0);

        assertThat(refused).isEmpty();
        assertThat(right.lengths.stream().flatMap(List::stream))
                .containsExactlyElementsOf(IntStream.rangeClosed(101, 140).boxed().toList());
        assertThat(right.lengths).allMatch(sizes -> sizes.size() <= VECTOR);
    }

    @Test
    void nodeThatMakesPacketsWithoutEnd_isRefusedRoom() {
        final List<Integer> made = new ArrayList<>();
        final TestNode maker =
                TestNode.fork(
                        "maker",
                        (_, out) -> {
                            out.takeAll();
                            for (PacketBatch room = out.room(Edge.RIGHT);
                                    room != null && made.size() < 100_000;
                                    room = out.room(Edge.RIGHT)) {
                                made.add(room.appendOriginated(0, 0));
                            }
                        });

        walker(maker).run(batch(1), 0);

        assertThat(made).hasSizeBetween(200 * VECTOR, 256 * VECTOR);
    }

    @Test
    void walks_areCountedByNodeInPacketsAndBatches() {
        final TestNode fork = TestNode.fork("fork", (_, out) -> out.all(Edge.LEFT));
        final GraphBuilder builder = new GraphBuilder().entry("fork");
        builder.add(fork).edge(Edge.LEFT, "left").edge(Edge.RIGHT, "right");
        builder.add(left);
        builder.add(right);
        final Graph graph = builder.build();
        final NodeCounters nodeCounters = new NodeCounters(3, true);
        final GraphWalker walker =
                new GraphWalker(
                        graph,
                        buffers,
                        counters,
                        nodeCounters,
                        new Tracer(graph, () -> 0),
                        new LastDrops(() -> 0, new Taps(() -> 0)),
                        VECTOR);

        walker.run(batch(5), 0);
        walker.run(batch(7), 0);

        assertThat(nodeCounters.packets(0)).isEqualTo(12);
        assertThat(nodeCounters.batches(0)).isEqualTo(2);
        assertThat(nodeCounters.packets(1)).isEqualTo(12);
        assertThat(nodeCounters.packets(2)).isZero();
        assertThat(nodeCounters.nanoseconds(0)).isPositive();
    }
}
