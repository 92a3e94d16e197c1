package io.gatun.mgmt.config;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A tree that is walked by path and changed in place. */
final class DocumentTree {

    private final MappingNode root;

    DocumentTree(MappingNode root) {
        this.root = root;
    }

    /** A node and the way to it, as the document itself writes its steps. */
    private record Found(ConfigPath path, Node node, int used) {}

    Optional<Node> find(ConfigPath path) throws RefusedException {
        final Found found = walk(path);
        return found.used() == path.steps().size() ? Optional.of(found.node()) : Optional.empty();
    }

    List<String> names(ConfigPath path) throws RefusedException {
        final Found found = walk(path);
        return found.used() == path.steps().size() ? names(found) : List.of();
    }

    private static List<String> names(Found found) {
        return switch (found.node()) {
            case MappingNode mapping -> List.copyOf(Nodes.entries(mapping).keySet());
            case SequenceNode list ->
                    List.copyOf(Nodes.elements(list, Identity.in(found.path())).keySet());
            default -> List.of();
        };
    }

    /** As far along the path as there is something. */
    private Found walk(ConfigPath path) throws RefusedException {
        Found at = new Found(ConfigPath.ROOT, root, 0);
        while (at.used() < path.steps().size()) {
            final Optional<Found> next = next(at, path);
            if (next.isEmpty()) {
                return at;
            }
            at = next.get();
        }
        return at;
    }

    /** As {@link #walk}, refused where a change would be one in several places. */
    private Found walkToEdit(ConfigPath path) throws RefusedException {
        final Found found = walk(path);
        for (int end = 1; end <= found.path().steps().size(); end++) {
            final ConfigPath part = found.path().first(end);
            if (walk(part).node().getAnchor().isPresent()) {
                throw refused(
                        part,
                        "",
                        part
                                + " is shared through a YAML anchor; write it out in each place to edit"
                                + " one of them");
            }
        }
        return found;
    }

    /** One step further: the longest run of steps that names something. */
    private static Optional<Found> next(Found at, ConfigPath path) throws RefusedException {
        for (int end = path.steps().size(); end > at.used(); end--) {
            final String name = String.join(".", path.steps().subList(at.used(), end));
            final Optional<Node> node =
                    switch (at.node()) {
                        case MappingNode mapping -> Nodes.under(mapping, name);
                        case SequenceNode list -> element(list, at.path(), name);
                        default -> Optional.empty();
                    };
            if (node.isPresent()) {
                return Optional.of(new Found(at.path().then(name), node.get(), end));
            }
        }
        return Optional.empty();
    }

    private static Optional<Node> element(SequenceNode list, ConfigPath path, String name)
            throws RefusedException {
        if (name.matches("#[0-9]{1,9}")) {
            final int place = Integer.parseInt(name.substring(1));
            return place >= 1 && place <= list.getValue().size()
                    ? Optional.of(list.getValue().get(place - 1))
                    : Optional.empty();
        }
        final List<Node> matching =
                list.getValue().stream()
                        .filter(node ->
                                Nodes.name(node, Identity.in(path))
                                        .filter(name::equals)
                                        .isPresent())
                        .toList();
        refuseSeveral(path.then(name), matching.size());
        return matching.stream().findFirst();
    }

    private static void refuseSeveral(ConfigPath path, int count) throws RefusedException {
        if (count > 1) {
            throw refused(
                    path,
                    "",
                    path
                            + " are "
                            + count
                            + "; name one by its place in the list, such as [#1], or remove it by more"
                            + " of its keys, as in {prefix: 10.0.0.0/8, metric: 20}");
        }
    }

    void set(ConfigPath path, Node value) throws RefusedException {
        final Found found = walkToEdit(path);
        if (found.used() == path.steps().size()) {
            replace(found, value);
            return;
        }
        final ConfigPath rest =
                new ConfigPath(path.steps().subList(found.used(), path.steps().size()));
        make(found, rest, value);
    }

    private void replace(Found found, Node value) throws RefusedException {
        if (found.node() instanceof ScalarNode && value instanceof ScalarNode) {
            value.setInLineComments(found.node().getInLineComments());
            value.setBlockComments(found.node().getBlockComments());
        }
        switch (parent(found.path())) {
            case MappingNode mapping -> put(mapping, found.path().last(), value);
            case SequenceNode list -> {
                nameAs(found.path(), value);
                list.getValue().set(list.getValue().indexOf(found.node()), value);
            }
            default -> throw new IllegalStateException("a value holds nothing");
        }
    }

    private Node parent(ConfigPath path) throws RefusedException {
        return walk(path.first(path.steps().size() - 1)).node();
    }

    private static void put(MappingNode mapping, String key, Node value) {
        final List<NodeTuple> tuples = mapping.getValue();
        for (int i = 0; i < tuples.size(); i++) {
            if (Nodes.key(tuples.get(i)).equals(key)) {
                tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), value));
                return;
            }
        }
        if (tuples.isEmpty() && mapping.getFlowStyle() == FlowStyle.FLOW && !isPlain(value)) {
            mapping.setFlowStyle(FlowStyle.BLOCK);
        }
        tuples.add(new NodeTuple(Nodes.name(key), value));
    }

    private static boolean isPlain(Node value) {
        return !(value instanceof CollectionNode<?> collection)
                || collection.getFlowStyle() == FlowStyle.FLOW;
    }

    /** Makes what is missing on the way, the value last. */
    private void make(Found at, ConfigPath rest, Node value) throws RefusedException {
        final String step = rest.steps().getFirst();
        final ConfigPath path = at.path().then(step);
        final Node child;
        if (rest.steps().size() == 1) {
            child = value;
        } else {
            child =
                    Identity.in(path).isEmpty()
                            ? Nodes.emptyMapping()
                            : new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK);
            make(
                    new Found(path, child, 0),
                    new ConfigPath(rest.steps().subList(1, rest.steps().size())),
                    value);
        }
        switch (filled(at)) {
            case MappingNode mapping -> put(mapping, step, child);
            case SequenceNode list -> append(list, path, child);
            default ->
                    throw refused(
                            path,
                            "",
                            at.path()
                                    + " is a value; nothing can stand under it, so that there is no "
                                    + path);
        }
    }

    /** The collection at a place, made where the key has no value yet. */
    private Node filled(Found at) throws RefusedException {
        if (!Nodes.isNull(at.node())) {
            return at.node();
        }
        final Node made =
                Identity.in(at.path()).isEmpty()
                        ? Nodes.emptyMapping()
                        : new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK);
        if (!at.path().isRoot()) {
            replace(at, made);
        }
        return made;
    }

    private static void append(SequenceNode list, ConfigPath path, Node element)
            throws RefusedException {
        if (Identity.in(path.first(path.steps().size() - 1)).isEmpty()
                || path.last().startsWith("#")) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.NOT_FOUND,
                            path.toString(),
                            "",
                            "",
                            "there is no " + path + "; add it to the list"));
        }
        nameAs(path, element);
        if (element instanceof CollectionNode<?> mapping) {
            mapping.setFlowStyle(FlowStyle.FLOW);
        }
        list.getValue().add(element);
    }

    /** Puts the name of a list's element into it, where it is not there. */
    private static void nameAs(ConfigPath path, Node element) {
        final String identity = Identity.in(path.first(path.steps().size() - 1));
        if (!identity.isEmpty()
                && !path.last().startsWith("#")
                && element instanceof MappingNode mapping
                && Nodes.under(mapping, identity).isEmpty()) {
            mapping.getValue()
                    .addFirst(new NodeTuple(Nodes.name(identity), Nodes.name(path.last())));
        }
    }

    void delete(ConfigPath path) throws RefusedException {
        final Found found = walkToEdit(path);
        if (found.used() < path.steps().size()) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.NOT_FOUND,
                            path.toString(),
                            "",
                            "",
                            "there is no "
                                    + path
                                    + Nearest.advice(
                                            path.steps().get(found.used()), names(found))));
        }
        takeOut(found);
    }

    private void takeOut(Found found) throws RefusedException {
        switch (parent(found.path())) {
            case MappingNode mapping ->
                    mapping.getValue()
                            .removeIf(tuple -> Nodes.key(tuple).equals(found.path().last()));
            case SequenceNode list -> list.getValue().remove(found.node());
            default -> throw new IllegalStateException("a value holds nothing");
        }
    }

    void add(ConfigPath path, Node element) throws RefusedException {
        final Found found = walkToEdit(path);
        if (found.used() < path.steps().size() || Nodes.isNull(found.node())) {
            final SequenceNode made =
                    new SequenceNode(
                            Tag.SEQ,
                            new ArrayList<>(List.of(element)),
                            element instanceof ScalarNode ? FlowStyle.FLOW : FlowStyle.BLOCK);
            set(path, made);
            return;
        }
        final SequenceNode list = list(found);
        for (final Node there : list.getValue()) {
            if (Nodes.isSame(there, element)) {
                throw new RefusedException(
                        new Refusal(
                                RefusalCode.EXISTS,
                                path.toString(),
                                DocumentDifference.inOneLine(element),
                                "",
                                DocumentDifference.inOneLine(element)
                                        + " is in "
                                        + path
                                        + " already"));
            }
        }
        if (list.getValue().isEmpty() && element instanceof CollectionNode<?>) {
            list.setFlowStyle(FlowStyle.BLOCK);
        }
        list.getValue().add(element);
    }

    void remove(ConfigPath path, Node element) throws RefusedException {
        final Found found = walkToEdit(path);
        if (found.used() < path.steps().size()) {
            delete(path); // which says what is missing
            return;
        }
        final String identity = Identity.in(found.path());
        final List<Node> matching =
                list(found).getValue().stream()
                        .filter(node -> isMeant(node, element, identity))
                        .toList();
        if (matching.isEmpty()) {
            throw new RefusedException(
                    new Refusal(
                            RefusalCode.NOT_FOUND,
                            path.toString(),
                            DocumentDifference.inOneLine(element),
                            "",
                            DocumentDifference.inOneLine(element)
                                    + " is not in "
                                    + path
                                    + Nearest.advice(
                                            Nodes.text(element).orElse(""), names(found))));
        }
        refuseSeveral(found.path().then(DocumentDifference.inOneLine(element)), matching.size());
        list(found).getValue().remove(matching.getFirst());
    }

    private static boolean isMeant(Node node, Node asked, String identity) {
        if (node instanceof MappingNode there && asked instanceof MappingNode wanted) {
            return wanted.getValue().stream()
                    .allMatch(tuple ->
                            Nodes.under(there, Nodes.key(tuple))
                                    .filter(value -> Nodes.isSame(value, tuple.getValueNode()))
                                    .isPresent());
        }
        return Nodes.name(node, identity).isPresent()
                && Nodes.name(node, identity).equals(Nodes.text(asked));
    }

    private static SequenceNode list(Found found) throws RefusedException {
        if (found.node() instanceof SequenceNode list) {
            return list;
        }
        throw refused(found.path(), "", found.path() + " is not a list");
    }

    private static RefusedException refused(ConfigPath path, String value, String sentence) {
        return new RefusedException(
                new Refusal(RefusalCode.OUT_OF_BOUNDS, path.toString(), value, "", sentence));
    }
}
