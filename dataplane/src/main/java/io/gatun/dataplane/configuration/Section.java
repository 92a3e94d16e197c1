package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.YamlText;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.schema.ValueShape;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file, read key by key. A value that cannot be used is reported, and the reader
 * goes on without it, so that one run finds every problem. {@link #end} refuses the keys that
 * nobody asked for.
 */
final class Section {

    private final String owner;
    private final int line;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    /** A text of a list and its line. */
    record Item(String text, int line) {}

    private Section(String owner, int line, Problems problems) {
        this.owner = owner;
        this.line = line;
        this.problems = problems;
    }

    static Section of(String owner, MappingNode node, Problems problems) {
        final Section section = new Section(owner, YamlText.line(node), problems);
        node.getValue().forEach(section::put);
        return section;
    }

    private void put(NodeTuple tuple) {
        final int at = YamlText.line(tuple.getKeyNode());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.add(at, "a key of " + owner + " is a collection, not a word");
            return;
        }
        final Integer first = lines.putIfAbsent(key.getValue(), at);
        if (first != null) {
            problems.add(
                    at,
                    "key '"
                            + key.getValue()
                            + "' stands twice in "
                            + owner
                            + ", first in line "
                            + first);
            return;
        }
        values.put(key.getValue(), tuple.getValueNode());
    }

    String owner() {
        return owner;
    }

    int line() {
        return line;
    }

    boolean has(String key) {
        known.add(key);
        return values.containsKey(key);
    }

    int line(String key) {
        return lines.getOrDefault(key, line);
    }

    void problem(String key, String sentence) {
        problems.add(line(key), sentence);
    }

    Optional<String> text(String key) {
        return node(key).flatMap(node -> scalar(key, node));
    }

    private Optional<Node> node(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key));
    }

    private Optional<String> scalar(String key, Node node) {
        if (node instanceof ScalarNode scalar && !isNull(node)) {
            return Optional.of(scalar.getValue());
        }
        problems.add(
                YamlText.line(node),
                key
                        + " of "
                        + owner
                        + (isNull(node) ? " has no value" : " is a collection, not one value"));
        return Optional.empty();
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    /** A value; empty where the file has none that is right. */
    Optional<Object> value(String key, ValueShape shape) {
        return text(key).flatMap(text -> parse(key, new Item(text, line(key)), shape));
    }

    Optional<Object> parse(String key, Item item, ValueShape shape) {
        final ValueShape.Parsed parsed = shape.parse(key, owner, item.text());
        if (!parsed.flaw().isEmpty()) {
            problems.add(item.line(), parsed.flaw());
        }
        return parsed.value();
    }

    /** The section under {@code key}; an empty one where the file has none. */
    Section section(String key) {
        return node(key)
                .flatMap(node -> mapping(key, node))
                .orElseGet(() -> new Section(key, line(key), problems));
    }

    private Optional<Section> mapping(String name, Node node) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(of(name, mapping, problems));
        }
        if (isNull(node)) {
            return Optional.of(new Section(name, YamlText.line(node), problems));
        }
        problems.add(YamlText.line(node), name + " is not a mapping of keys to values");
        return Optional.empty();
    }

    /** The sections under this one by name, in the order of the file: ports, interfaces. */
    Map<String, Section> named(Entry entry) {
        final Pattern pattern = Pattern.compile(entry.name());
        final Map<String, Section> sections = new LinkedHashMap<>();
        values.forEach((name, node) -> {
            known.add(name);
            if (!pattern.matcher(name).matches()) {
                problem(
                        name,
                        "name '" + name + "' of a " + entry.word() + " does not match " + pattern);
            }
            mapping(entry.word() + " " + name, node)
                    .ifPresent(section -> sections.put(name, section));
        });
        return sections;
    }

    /** The sections of a list; each is called by what stands under the key that names it. */
    List<Section> items(String key, Entry entry) {
        final List<Section> sections = new ArrayList<>();
        for (final Node node : sequence(key)) {
            final String name =
                    entry.word()
                            + " "
                            + nameIn(node, entry.by()).orElse("number " + (sections.size() + 1));
            mapping(name, node).ifPresent(sections::add);
        }
        return sections;
    }

    private static Optional<String> nameIn(Node node, String nameKey) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple ->
                        tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(nameKey))
                .filter(tuple ->
                        tuple.getValueNode() instanceof ScalarNode && !isNull(tuple.getValueNode()))
                .map(tuple -> ((ScalarNode) tuple.getValueNode()).getValue())
                .findFirst();
    }

    private List<Node> sequence(String key) {
        final Optional<Node> node = node(key);
        if (node.isEmpty() || isNull(node.get())) {
            return List.of();
        }
        if (node.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(key, key + " of " + owner + " is not a list");
        return List.of();
    }

    List<Item> texts(String key) {
        final List<Item> texts = new ArrayList<>();
        for (final Node node : sequence(key)) {
            scalar(key, node).ifPresent(text -> texts.add(new Item(text, YamlText.line(node))));
        }
        return texts;
    }

    /** The texts of a list, or the one text that stands in its place. */
    List<Item> textOrTexts(String key) {
        return node(key)
                .filter(ScalarNode.class::isInstance)
                .map(node -> text(key).map(text -> new Item(text, line(key))).stream().toList())
                .orElseGet(() -> texts(key));
    }

    /** Refuses the keys that were never asked for. */
    void end() {
        end(Map.of());
    }

    /**
     * Refuses the keys that were never asked for.
     *
     * @param absent keys that are known and not in this version, and why
     */
    void end(Map<String, String> absent) {
        for (final String key : values.keySet()) {
            if (absent.containsKey(key)) {
                problem(key, key + " of " + owner + " is not in this version: " + absent.get(key));
            } else if (!known.contains(key)) {
                problem(key, "unknown key '" + key + "' in " + owner + Nearest.advice(key, known));
            }
        }
    }
}
