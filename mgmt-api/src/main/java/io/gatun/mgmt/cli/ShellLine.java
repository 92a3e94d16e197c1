package io.gatun.mgmt.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Runs the lines of a shell as commands of {@code gatun}. */
final class ShellLine {

    private static final int WRONG_USAGE = 2;

    private final String shell;
    private final CommandLine surroundings;
    private final ParseResult given;
    private boolean isEnd;

    /**
     * @param shell the command that reads lines, which is none of theirs
     * @param surroundings what lines print to, and in which colors
     * @param given options of the shell that its commands have too
     */
    ShellLine(String shell, CommandLine surroundings, ParseResult given) {
        this.shell = shell;
        this.surroundings = surroundings;
        this.given = given;
    }

    /** Whether a line said exit or quit. */
    boolean isEnd() {
        return isEnd;
    }

    /** Returns the exit code of the command; 0 of a line that is empty or begins with #. */
    int run(List<String> line) {
        final List<String> words = line.stream().filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return 0;
        }
        if (List.of("exit", "quit").contains(words.getFirst())) {
            isEnd = true;
            return 0;
        }
        if (words.getFirst().equals(shell)) {
            surroundings.getErr().println("gatun: this is a shell already; exit leaves it");
            surroundings.getErr().flush();
            return WRONG_USAGE;
        }
        final CommandLine command =
                Gatun.commandLine(words.toArray(String[]::new))
                        .setOut(surroundings.getOut())
                        .setErr(surroundings.getErr())
                        .setColorScheme(surroundings.getColorScheme());
        return command.execute(withGiven(command, words).toArray(String[]::new));
    }

    /** The shell's options go behind the words of a command that has them and was not given any. */
    private List<String> withGiven(CommandLine root, List<String> words) {
        CommandLine command = root;
        for (final String word : words) {
            final CommandLine next = command.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            command = next;
        }
        final List<String> all = new ArrayList<>(words);
        for (final OptionSpec option : given.matchedOptions()) {
            final OptionSpec same = command.getCommandSpec().findOption(option.longestName());
            if (same != null && words.stream().noneMatch(List.of(same.names())::contains)) {
                for (final String value : option.originalStringValues()) {
                    all.add(option.longestName());
                    all.add(value);
                }
            }
        }
        return all;
    }
}
