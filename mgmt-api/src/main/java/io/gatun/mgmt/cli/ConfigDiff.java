package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.DiffConfiguration;
import io.gatun.mgmt.model.ConfigurationChange;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun config diff}. */
@Command(
        name = "diff",
        description = {
            "Print what is different in the configuration in force since the one before it, in a FILE"
                    + " against the one in force, since an earlier REVISION, or between two of them.",
            "+ is new, - is gone, ~ is changed."
        },
        mixinStandardHelpOptions = true)
final class ConfigDiff implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private ConfigOptions options;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE|REVISION",
            description = "A file, or - for standard input; or a number of gatun config history.")
    private String first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "REVISION",
            description = "Compare with this one instead.")
    private Integer second;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            final List<ConfigurationChange> changes =
                    ConfigOptions.rows(client, request(client), ConfigurationChange.class);
            if (options.json()) {
                options.printJson(changes);
            } else {
                options.print(
                        changes.isEmpty()
                                ? "no difference"
                                : changes.stream()
                                        .map(ConfigDiff::line)
                                        .collect(Collectors.joining("\n")));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private DiffConfiguration request(ManagementClient client)
            throws IOException, RefusedException {
        final OptionalInt to = second == null ? OptionalInt.empty() : OptionalInt.of(second);
        if (first == null) {
            return new DiffConfiguration(before(client), OptionalInt.empty(), Optional.empty());
        }
        if (first.matches("\\d{1,9}")) {
            return new DiffConfiguration(
                    OptionalInt.of(Integer.parseInt(first)), to, Optional.empty());
        }
        if (second != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + first + "' is no number of a revision; with two, both are");
        }
        return new DiffConfiguration(
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.of(ConfigOptions.candidate(first)));
    }

    private static OptionalInt before(ManagementClient client)
            throws IOException, RefusedException {
        return ConfigOptions.rows(client, new OfConfiguration.ListRevisions(), RevisionEntry.class)
                .stream()
                .filter(each -> !each.running())
                .mapToInt(RevisionEntry::revision)
                .findFirst();
    }

    static String line(ConfigurationChange change) {
        if (change.before().isPresent() && change.after().isPresent()) {
            return "~ "
                    + change.path()
                    + ": "
                    + change.before().get()
                    + " -> "
                    + change.after().get();
        }
        return change.after()
                .map(after -> "+ " + change.path() + ": " + after)
                .orElseGet(() -> "- " + change.path() + ": " + change.before().orElse(""));
    }
}
