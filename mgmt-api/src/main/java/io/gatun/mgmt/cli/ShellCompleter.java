package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

/** Completes commands, options and their values, and what the router calls its things. */
record ShellCompleter(CommandSpec root, RouterNames names) implements Completer {

    /** An interface follows these. */
    private static final Set<String> BEFORE_INTERFACE = Set.of("dev", "iif", "oif", "--dev");

    private static final String BEFORE_TABLE = "table";

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        final List<CharSequence> found = new ArrayList<>();
        AutoComplete.complete(
                root,
                line.words().toArray(String[]::new),
                line.wordIndex(),
                0,
                line.cursor(),
                found);
        final String begun = line.word().substring(0, line.wordCursor());
        Stream.concat(
                        found.stream().map(CharSequence::toString),
                        known(line.words().subList(0, line.wordIndex()), begun).stream()
                                .filter(name -> name.startsWith(begun)))
                .distinct()
                .map(Candidate::new)
                .forEach(candidates::add);
    }

    private List<String> known(List<String> before, String begun) {
        if (before.isEmpty()) {
            return List.of();
        }
        if (BEFORE_INTERFACE.contains(before.getLast())) {
            return names.interfaces();
        }
        if (before.getLast().equals(BEFORE_TABLE)) {
            return TableId.names();
        }
        final ShellPlace place = ShellPlace.behind(before, root);
        if (place.isPrefix()) {
            return BegunPrefix.selectors(before, begun).stream()
                    .flatMap(selector -> names.prefixes(selector).stream())
                    .toList();
        }
        return switch (place.label()) {
            case "PORT" -> names.ports();
            case "INTERFACE" -> names.interfaces();
            default -> List.of();
        };
    }
}
