package io.gatun.mgmt.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML text to a tree that knows its lines, and back; depth, size and aliases are bounded first.
 */
public final class YamlText {

    public static final int MAX_CHARACTERS = 1 << 22;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_ALIASES = 64;
    private static final int INDENT = 2;

    private static final LoadSettings PLAIN = settings(false);
    private static final LoadSettings WITH_COMMENTS = settings(true);

    private YamlText() {}

    private static LoadSettings settings(boolean parseComments) {
        return LoadSettings.builder()
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowDuplicateKeys(true) // reported with both lines by who reads them
                .setParseComments(parseComments)
                .build();
    }

    /** The mapping at the root of a configuration. */
    public static MappingNode compose(String text) throws YamlFlawException {
        final Node root =
                node(text, PLAIN)
                        .orElseThrow(() ->
                                new YamlFlawException(
                                        1,
                                        "the file is empty; a router needs ports and interfaces"));
        return mapping(root);
    }

    /** As {@link #compose}, with its comments; a text with nothing else is an empty mapping. */
    static MappingNode composeWithComments(String text) throws YamlFlawException {
        final Optional<Node> root =
                node(text, WITH_COMMENTS).filter(node -> !Tag.COMMENT.equals(node.getTag()));
        return root.isEmpty() ? Nodes.emptyMapping() : mapping(root.get());
    }

    /** Any value; absent where there is none. */
    static Optional<Node> value(String text) throws YamlFlawException {
        return node(text, PLAIN);
    }

    private static MappingNode mapping(Node root) throws YamlFlawException {
        if (root instanceof MappingNode mapping) {
            return mapping;
        }
        throw new YamlFlawException(
                line(root), "the file is not a mapping of sections such as ports and interfaces");
    }

    private static Optional<Node> node(String text, LoadSettings settings)
            throws YamlFlawException {
        try {
            refuseDepth(text);
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new YamlFlawException(
                    line(e.getProblemMark()), "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new YamlFlawException(
                    1, "this is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** The composer descends by recursion; the parser of events does not. */
    private static void refuseDepth(String text) throws YamlFlawException {
        int depth = 0;
        for (final Event event : new Parse(PLAIN).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new YamlFlawException(
                        line(event.getStartMark()),
                        "a collection lies deeper than "
                                + MAX_DEPTH
                                + " others, which no setting needs");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    /** The text of a tree: the styles of its nodes, blocks indented by two. */
    static String render(Node node, boolean withComments) {
        final DumpSettings settings =
                DumpSettings.builder()
                        .setDumpComments(withComments)
                        .setSplitLines(false)
                        .setIndent(INDENT)
                        .setIndicatorIndent(INDENT)
                        .setIndentWithIndicator(true)
                        .build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(node).iterator());
    }

    /** Where a node begins, counted from 1. */
    public static int line(Node node) {
        return line(node.getStartMark());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0) + 1;
    }
}
