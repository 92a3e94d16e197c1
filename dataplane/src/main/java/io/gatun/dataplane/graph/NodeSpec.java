package io.gatun.dataplane.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a node is called and by which edges packets leave it, in the order of the edge enum. */
public record NodeSpec(String name, List<String> edges) {

    public NodeSpec {
        edges = List.copyOf(edges);
    }

    /**
     * The runtime name is the class name in kebab case: {@code Ipv4Lookup}, {@code ipv4-lookup}.
     */
    public static <E extends Enum<E>> NodeSpec of(Class<? extends Node> node, Class<E> edges) {
        return named(kebab(node.getSimpleName()), edges);
    }

    public static <E extends Enum<E>> NodeSpec named(String name, Class<E> edges) {
        return new NodeSpec(
                name, Stream.of(edges.getEnumConstants()).map(NodeSpec::edgeName).toList());
    }

    /** A node whose packets all end there. */
    public static NodeSpec sink(Class<? extends Node> node) {
        return new NodeSpec(kebab(node.getSimpleName()), List.of());
    }

    private static String edgeName(Enum<?> edge) {
        return edge.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String kebab(String simpleName) {
        return simpleName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
