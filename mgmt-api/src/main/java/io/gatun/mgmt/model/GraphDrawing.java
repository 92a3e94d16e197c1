package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;

/** The graph as wired: its drawing, and what passed each node. */
public record GraphDrawing(String text, List<NodeCount> nodes) implements Resource {

    public GraphDrawing {
        Objects.requireNonNull(text, "text");
        nodes = List.copyOf(nodes);
    }

    /** What passed one node; {@code cycles} stay 0 while they are not counted. */
    public record NodeCount(String name, long packets, long batches, long cycles) {

        public NodeCount {
            Objects.requireNonNull(name, "name");
        }
    }
}
