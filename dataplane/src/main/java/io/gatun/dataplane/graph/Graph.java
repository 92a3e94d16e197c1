package io.gatun.dataplane.graph;

import java.util.List;

/**
 * Nodes in order of travel and where each edge leads. Immutable; the nodes themselves belong to one
 * worker.
 */
public final class Graph {

    /** Where packets end whose reason has been named. */
    public static final String DROP = "drop";

    private final List<Node> nodes;
    private final int[][] targets;

    Graph(List<Node> nodes, int[][] targets) {
        this.nodes = List.copyOf(nodes);
        this.targets = targets;
    }

    public List<Node> nodes() {
        return nodes;
    }

    public int indexOf(String name) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).spec().name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no node is called " + name);
    }

    int[][] targets() {
        return targets;
    }

    /** Each node with its edges, in order of travel, as the README shows it. */
    public String drawing() {
        final int nameWidth =
                nodes.stream().mapToInt(node -> node.spec().name().length()).max().orElse(0);
        final int edgeWidth =
                nodes.stream()
                        .flatMap(node -> node.spec().edges().stream())
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
        final StringBuilder out = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            final NodeSpec spec = nodes.get(i).spec();
            if (spec.edges().isEmpty()) {
                out.append(spec.name()).append('\n');
            }
            for (int edge = 0; edge < spec.edges().size(); edge++) {
                final String line = "%-" + nameWidth + "s  %-" + edgeWidth + "s -> %s";
                out.append(
                                line.formatted(
                                        edge == 0 ? spec.name() : "",
                                        spec.edges().get(edge),
                                        nodes.get(targets[i][edge]).spec().name()))
                        .append('\n');
            }
        }
        return out.toString();
    }
}
