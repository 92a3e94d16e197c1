package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.RouteType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where in a line the next word stands.
 *
 * @param before the words of the command without options and their values
 * @param isValue whether it is the value of an option
 */
record ShellPlace(CommandSpec command, List<String> before, boolean isValue) {

    /** They take routes that are there. */
    private static final Set<String> OF_ROUTES =
            Set.of(
                    "route append",
                    "route prepend",
                    "route replace",
                    "route change",
                    "route delete",
                    "route show",
                    "route flush",
                    "show routes");

    private static final Set<String> BEFORE_PREFIX = Set.of("to", "exact", "root", "match");

    static ShellPlace behind(List<String> words, CommandSpec root) {
        CommandSpec command = root;
        final List<String> before = new ArrayList<>();
        boolean isValue = false;
        for (final String word : words) {
            final CommandLine next = command.subcommands().get(word);
            if (next != null && before.isEmpty()) {
                command = next.getCommandSpec();
            } else if (word.startsWith("-")) {
                isValue = takesValue(command.findOption(word));
            } else if (isValue) {
                isValue = false;
            } else {
                before.add(word);
            }
        }
        return new ShellPlace(command, before, isValue);
    }

    private static boolean takesValue(OptionSpec option) {
        return option != null && option.arity().max() > 0;
    }

    /** What the word is called in the help; empty where none without a dash may stand. */
    String label() {
        return isValue
                ? ""
                : command.positionalParameters().stream()
                        .filter(each -> each.index().contains(before.size()))
                        .map(each -> each.paramLabel())
                        .findFirst()
                        .orElse("");
    }

    /** Whether it may be the prefix of a route that is there. */
    boolean isPrefix() {
        if (isValue || !isOfRoutes()) {
            return false;
        }
        return before.isEmpty()
                || BEFORE_PREFIX.contains(before.getLast())
                || (before.size() == 1 && Words.all(RouteType.class).contains(before.getLast()));
    }

    private boolean isOfRoutes() {
        return command.parent() != null
                && OF_ROUTES.contains(command.parent().name() + " " + command.name());
    }
}
