package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatun config rollback}. */
@Command(
        name = "rollback",
        description = "Make an earlier revision the configuration again, as a new revision.",
        mixinStandardHelpOptions = true)
final class ConfigRollback implements Callable<Integer> {

    @Mixin private ConfigOptions options;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "WHY",
            defaultValue = "",
            description = "Why, in one line, for the history.")
    private String comment;

    @Parameters(
            arity = "0..1",
            paramLabel = "REVISION",
            description =
                    "A number of gatun config history; default: the one before that in force.")
    private Integer revision;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            options.printMade(
                    ConfigOptions.rows(
                                    client,
                                    new OfConfiguration.RollBack(
                                            revision == null
                                                    ? OptionalInt.empty()
                                                    : OptionalInt.of(revision),
                                            comment),
                                    RevisionEntry.class)
                            .stream()
                            .findFirst());
        }
        return CommandLine.ExitCode.OK;
    }
}
