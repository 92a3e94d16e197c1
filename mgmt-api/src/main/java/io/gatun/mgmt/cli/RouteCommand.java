package io.gatun.mgmt.cli;

import io.gatun.mgmt.message.PutMode;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun route}: changes and explains routes, in the words of ip-route(8). */
@Command(
        name = "route",
        description = "Change, show and explain routes, in the words of ip-route(8).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n")
final class RouteCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** The command and its verbs. */
    static CommandLine line() {
        final CommandLine line = new CommandLine(new RouteCommand());
        put(line, "add", PutMode.CREATE, "Add a route; refused where one is already there.");
        put(line, "replace", PutMode.REPLACE, "Put a route in the place of one, or add it.");
        put(line, "change", PutMode.CHANGE, "Put a route in the place of one that is there.");
        put(line, "append", PutMode.APPEND, "Add a route behind those of its prefix and metric.");
        put(line, "prepend", PutMode.PREPEND, "Add a route before those of its prefix and metric.");
        return line.addSubcommand(new RouteDelete())
                .addSubcommand(new RouteGet())
                .addSubcommand("show", named("show", new ShowRoutes()))
                .addSubcommand(new RouteFlush())
                .addSubcommand(new RouteImport());
    }

    private static void put(CommandLine line, String verb, PutMode mode, String description) {
        final CommandSpec put = named(verb, new RoutePut(mode));
        put.usageMessage().description(description);
        line.addSubcommand(verb, put);
    }

    private static CommandSpec named(String verb, Object command) {
        return CommandSpec.forAnnotatedObject(command).name(verb);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                spec.subcommands().values().stream()
                        .map(CommandLine::getCommandName)
                        .distinct() // aliases
                        .collect(Collectors.joining(", ", "what to do is missing: ", "")));
    }
}
