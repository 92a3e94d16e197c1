package io.gatun.mgmt.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the differences of two trees, path by path. */
final class DocumentDifference {

    private final List<DocumentChange> changes = new ArrayList<>();

    private DocumentDifference() {}

    static List<DocumentChange> of(MappingNode before, MappingNode after) {
        final DocumentDifference difference = new DocumentDifference();
        difference.compare(ConfigPath.ROOT, before, after);
        return difference.changes;
    }

    private void compare(ConfigPath path, Node before, Node after) {
        if (Nodes.isSame(before, after)) {
            return;
        }
        if (before instanceof MappingNode a && after instanceof MappingNode b) {
            compare(path, Nodes.entries(a), Nodes.entries(b));
        } else if (Nodes.isNull(before) && after instanceof MappingNode b) {
            compare(path, Map.of(), Nodes.entries(b));
        } else if (before instanceof MappingNode a && Nodes.isNull(after)) {
            compare(path, Nodes.entries(a), Map.of());
        } else if (before instanceof SequenceNode a && after instanceof SequenceNode b) {
            final String identity = Identity.in(path);
            final Map<String, Node> olds = Nodes.elements(a, identity);
            final Map<String, Node> news = Nodes.elements(b, identity);
            if (olds.keySet().equals(news.keySet()) && !isSameOrder(olds, news)) {
                change(path, Optional.of(before), Optional.of(after));
            } else {
                compare(path, olds, news);
            }
        } else {
            change(path, Optional.of(before), Optional.of(after));
        }
    }

    private static boolean isSameOrder(Map<String, Node> olds, Map<String, Node> news) {
        return List.copyOf(olds.keySet()).equals(List.copyOf(news.keySet()));
    }

    private void compare(ConfigPath path, Map<String, Node> olds, Map<String, Node> news) {
        olds.forEach((name, old) -> {
            if (news.containsKey(name)) {
                compare(path.then(name), old, news.get(name));
            } else if (!Nodes.isNull(old)) {
                change(path.then(name), Optional.of(old), Optional.empty());
            }
        });
        news.forEach((name, added) -> {
            if (!olds.containsKey(name) && !Nodes.isNull(added)) {
                change(path.then(name), Optional.empty(), Optional.of(added));
            }
        });
    }

    private void change(ConfigPath path, Optional<Node> before, Optional<Node> after) {
        changes.add(
                new DocumentChange(
                        path.toString(),
                        before.map(DocumentDifference::inOneLine),
                        after.map(DocumentDifference::inOneLine)));
    }

    static String inOneLine(Node node) {
        flow(node);
        return YamlText.render(node, false).strip();
    }

    private static void flow(Node node) {
        if (node instanceof CollectionNode<?> collection) {
            collection.setFlowStyle(FlowStyle.FLOW);
        }
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> flow(tuple.getValueNode()));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(DocumentDifference::flow);
        }
    }
}
