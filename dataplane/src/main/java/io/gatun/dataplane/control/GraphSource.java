package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.BatchRing;
import io.gatun.dataplane.graph.Graph;
import io.gatun.dataplane.graph.LastDrops;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.table.TablesView;
import java.util.List;

/** Wires the graph that workers run once more, over whatever it is given. */
@FunctionalInterface
public interface GraphSource {

    /** What the nodes of one graph share. */
    record Surroundings(
            TablesView tables,
            WorkerCounters counters,
            LastDrops lastDrops,
            Buffers buffers,
            BatchRing toControl,
            List<FrameSink> sinksByPort) {}

    /**
     * A graph and the node where received frames begin.
     *
     * @param received index of that node
     */
    record Wired(Graph graph, int received) {}

    Wired wire(Surroundings surroundings);
}
