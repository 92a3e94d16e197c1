package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.dataplane.control.WorkerLink;
import io.gatun.dataplane.graph.Node;
import io.gatun.dataplane.graph.NodeCounters;
import io.gatun.mgmt.counters.CountersWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/** What passed each node, of all workers. */
final class NodeFigures implements Figures {

    private final List<NodeCounters> workers;
    private final List<Cells> nodes = new ArrayList<>();

    private record Cells(AtomicCounter packets, AtomicCounter batches, AtomicCounter time) {}

    NodeFigures(CountersWriter file, List<WorkerLink> links) {
        this.workers = links.stream().map(WorkerLink::nodeCounters).toList();
        for (Node node : links.getFirst().graph().nodes()) {
            final String name = node.spec().name();
            nodes.add(
                    new Cells(
                            file.add(NODE_PACKETS, "node " + name, name),
                            file.add(NODE_BATCHES, "node " + name, name),
                            file.add(NODE_TIME, "node " + name + ", nanoseconds", name)));
        }
    }

    @Override
    public void update() {
        for (int node = 0; node < nodes.size(); node++) {
            long packets = 0;
            long batches = 0;
            long nanoseconds = 0;
            for (NodeCounters worker : workers) {
                packets += worker.packets(node);
                batches += worker.batches(node);
                nanoseconds += worker.nanoseconds(node);
            }
            nodes.get(node).packets().setRelease(packets);
            nodes.get(node).batches().setRelease(batches);
            nodes.get(node).time().setRelease(nanoseconds);
        }
    }
}
