package io.gatun.dataplane.configuration;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML text to a tree that knows its lines; depth, size and aliases are bounded first. */
final class YamlText {

    static final int MAX_CHARACTERS = 1 << 22;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ALIASES = 64;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder()
                    .setCodePointLimit(MAX_CHARACTERS)
                    .setMaxAliasesForCollections(MAX_ALIASES)
                    .setAllowDuplicateKeys(true) // reported with both lines by Section
                    .build();

    private YamlText() {}

    /** The mapping at the root, or nothing and a problem. */
    static Optional<MappingNode> compose(String text, Problems problems) {
        try {
            if (isTooDeep(text, problems)) {
                return Optional.empty();
            }
            return root(new Compose(SETTINGS).composeString(text), problems);
        } catch (MarkedYamlEngineException e) {
            problems.add(line(e.getProblemMark()), "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(1, "this is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
        }
        return Optional.empty();
    }

    /** The composer descends by recursion; the parser of events does not. */
    private static boolean isTooDeep(String text, Problems problems) {
        int depth = 0;
        for (final Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                problems.add(
                        line(event.getStartMark()),
                        "a collection lies deeper than "
                                + MAX_DEPTH
                                + " others, which no setting needs");
                return true;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return false;
    }

    private static Optional<MappingNode> root(Optional<Node> root, Problems problems) {
        if (root.isEmpty()) {
            problems.add(1, "the file is empty; a router needs ports and interfaces");
        } else if (root.get() instanceof MappingNode mapping) {
            return Optional.of(mapping);
        } else {
            problems.add(
                    line(root.get()),
                    "the file is not a mapping of sections such as ports and interfaces");
        }
        return Optional.empty();
    }

    static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
