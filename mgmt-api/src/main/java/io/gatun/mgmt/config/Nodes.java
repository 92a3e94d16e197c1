package io.gatun.mgmt.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What YAML's nodes are and how two of them compare. */
final class Nodes {

    private Nodes() {}

    static MappingNode emptyMapping() {
        return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
    }

    static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && !isNull(node)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    static String key(NodeTuple tuple) {
        return text(tuple.getKeyNode()).orElse("");
    }

    static Optional<Node> under(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> key(tuple).equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    static ScalarNode quoted(String text) {
        return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }

    /** A key or name, in quotes where it has a colon, as addresses do. */
    static ScalarNode name(String text) {
        return text.indexOf(':') >= 0
                ? quoted(text)
                : new ScalarNode(Tag.STR, text, ScalarStyle.PLAIN);
    }

    /** Entries of a mapping, by key and in their order. */
    static Map<String, Node> entries(MappingNode mapping) {
        final Map<String, Node> entries = new LinkedHashMap<>();
        mapping.getValue().forEach(tuple -> entries.putIfAbsent(key(tuple), tuple.getValueNode()));
        return entries;
    }

    /**
     * Elements of a list by what names them: a value its text, a mapping what stands under {@code
     * identity}; the second of a name is {@code NAME#2}.
     */
    static Map<String, Node> elements(SequenceNode list, String identity) {
        final Map<String, Node> elements = new LinkedHashMap<>();
        final Map<String, Integer> seen = new HashMap<>();
        for (final Node element : list.getValue()) {
            final String name = name(element, identity).orElse("");
            final int count = seen.merge(name, 1, Integer::sum);
            elements.put(name.isEmpty() || count > 1 ? name + "#" + count : name, element);
        }
        return elements;
    }

    static Optional<String> name(Node element, String identity) {
        return element instanceof MappingNode mapping
                ? under(mapping, identity).flatMap(Nodes::text)
                : text(element);
    }

    /** Whether they mean the same: styles, quotes, comments and the order of keys do not count. */
    static boolean isSame(Node a, Node b) {
        if (isEmpty(a) && isEmpty(b)) {
            return true;
        }
        if (a instanceof MappingNode mappingA && b instanceof MappingNode mappingB) {
            return isSame(entries(mappingA), entries(mappingB));
        }
        if (a instanceof SequenceNode listA && b instanceof SequenceNode listB) {
            return isSame(listA.getValue(), listB.getValue());
        }
        return text(a).isPresent() && text(a).equals(text(b));
    }

    private static boolean isSame(Map<String, Node> a, Map<String, Node> b) {
        return a.keySet().equals(b.keySet())
                && a.entrySet().stream()
                        .allMatch(entry -> isSame(entry.getValue(), b.get(entry.getKey())));
    }

    private static boolean isSame(List<Node> a, List<Node> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!isSame(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Nothing after the colon, or brackets without anything in them. */
    static boolean isEmpty(Node node) {
        return isNull(node)
                || (node instanceof CollectionNode<?> collection
                        && collection.getValue().isEmpty());
    }
}
