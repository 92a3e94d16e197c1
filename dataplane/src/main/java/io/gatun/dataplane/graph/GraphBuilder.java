package io.gatun.dataplane.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Wires nodes; refuses an edge that leads nowhere and a node that no edge leads to. */
public final class GraphBuilder {

    /** One bit of a long tells whether packets wait for a node. */
    private static final int MAX_NODES = 64;

    private final Map<String, Wired> wired = new LinkedHashMap<>();
    private final List<String> entries = new ArrayList<>();

    /** A node whose edges are still being named. */
    public static final class Wired {
        private final Node node;
        private final Map<String, String> targets = new HashMap<>();

        private Wired(Node node) {
            this.node = node;
        }

        public Wired edge(Enum<?> edge, String target) {
            final String name = node.spec().edges().get(edge.ordinal());
            if (targets.put(name, target) != null) {
                throw new IllegalStateException(
                        "edge " + name + " of " + node.spec().name() + " is wired twice");
            }
            return this;
        }
    }

    /** Nodes are added in order of travel: the walker serves the earlier one first. */
    public Wired add(Node node) {
        final Wired added = new Wired(node);
        if (wired.put(node.spec().name(), added) != null) {
            throw new IllegalStateException("two nodes are called " + node.spec().name());
        }
        return added;
    }

    public boolean has(String name) {
        return wired.containsKey(name);
    }

    /** Packets may enter at this node from outside the graph. */
    public GraphBuilder entry(String name) {
        entries.add(name);
        return this;
    }

    public Graph build() {
        if (wired.size() > MAX_NODES) {
            throw new IllegalStateException(
                    wired.size() + " nodes, and the walker serves at most " + MAX_NODES);
        }
        final List<String> names = List.copyOf(wired.keySet());
        final boolean[] reached = new boolean[names.size()];
        for (String entry : entries) {
            reached[find(names, entry, "an entry")] = true;
        }
        final List<Node> nodes = new ArrayList<>();
        final int[][] targets = new int[names.size()][];
        for (Wired each : wired.values()) {
            final NodeSpec spec = each.node.spec();
            final int[] to = new int[spec.edges().size()];
            for (int edge = 0; edge < to.length; edge++) {
                final String name = spec.edges().get(edge);
                final String target = each.targets.get(name);
                if (target == null) {
                    throw new IllegalStateException(
                            "edge " + name + " of " + spec.name() + " leads nowhere");
                }
                to[edge] = find(names, target, "edge " + name + " of " + spec.name());
                reached[to[edge]] = true;
            }
            targets[nodes.size()] = to;
            nodes.add(each.node);
        }
        for (int i = 0; i < reached.length; i++) {
            if (!reached[i]) {
                throw new IllegalStateException("no edge leads to " + names.get(i));
            }
        }
        return new Graph(nodes, targets);
    }

    private static int find(List<String> names, String name, String who) {
        final int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalStateException(
                    who + " leads to " + name + ", which no node is called");
        }
        return index;
    }
}
