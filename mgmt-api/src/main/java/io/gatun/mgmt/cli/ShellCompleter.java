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
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

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
                        known(line.words().subList(0, line.wordIndex())).stream()
                                .filter(name -> name.startsWith(begun)))
                .distinct()
                .map(Candidate::new)
                .forEach(candidates::add);
    }

    private List<String> known(List<String> before) {
        if (before.isEmpty()) {
            return List.of();
        }
        if (BEFORE_INTERFACE.contains(before.getLast())) {
            return names.interfaces();
        }
        if (before.getLast().equals(BEFORE_TABLE)) {
            return TableId.names();
        }
        return switch (label(before)) {
            case "PORT" -> names.ports();
            case "INTERFACE" -> names.interfaces();
            default -> List.of();
        };
    }

    /** What the next word without a dash is called in the help; empty where none may follow. */
    private String label(List<String> before) {
        CommandSpec command = root;
        int position = 0;
        boolean isValue = false;
        for (final String word : before) {
            final CommandLine next = command.subcommands().get(word);
            if (next != null && position == 0) {
                command = next.getCommandSpec();
            } else if (word.startsWith("-")) {
                isValue = takesValue(command.findOption(word));
            } else if (isValue) {
                isValue = false;
            } else {
                position++;
            }
        }
        final int at = position;
        return isValue
                ? ""
                : command.positionalParameters().stream()
                        .filter(each -> each.index().contains(at))
                        .map(each -> each.paramLabel())
                        .findFirst()
                        .orElse("");
    }

    private static boolean takesValue(OptionSpec option) {
        return option != null && option.arity().max() > 0;
    }
}
