package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A node that does what the test says and remembers the batches it saw. */
final class TestNode implements Node {

    enum Edge {
        LEFT,
        RIGHT
    }

    private final NodeSpec spec;
    private final BiConsumer<PacketBatch, Dispatch> work;
    final List<PacketBatch> batches = new ArrayList<>();
    final List<List<Integer>> lengths = new ArrayList<>();

    private TestNode(NodeSpec spec, BiConsumer<PacketBatch, Dispatch> work) {
        this.spec = spec;
        this.work = work;
    }

    static TestNode fork(String name, BiConsumer<PacketBatch, Dispatch> work) {
        return new TestNode(NodeSpec.named(name, Edge.class), work);
    }

    /** Takes all packets; their buffers are the test's. */
    static TestNode sink(String name) {
        return new TestNode(new NodeSpec(name, List.of()), (_, out) -> out.takeAll());
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public void process(PacketBatch batch, Dispatch out) {
        batches.add(batch);
        final List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            seen.add(batch.length(i));
        }
        lengths.add(seen);
        work.accept(batch, out);
    }
}
