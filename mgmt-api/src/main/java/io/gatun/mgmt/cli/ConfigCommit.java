package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatun config commit}. */
@Command(
        name = "commit",
        description = {
            "Make a file the configuration of the running router: in force, all of it at once, and on"
                    + " disk.",
            "What cannot change while it runs is refused with a sentence, and nothing changes."
        },
        mixinStandardHelpOptions = true)
final class ConfigCommit implements Callable<Integer> {

    @Mixin private ConfigOptions options;

    @Mixin private CommitOptions commit;

    @Option(
            names = "--base",
            paramLabel = "REVISION",
            description = "The revision the file was made from: refuse if another one is in force.")
    private Integer base;

    @Parameters(
            paramLabel = "FILE",
            description = "A configuration (YAML), or - for standard input.")
    private String file;

    @Override
    public Integer call() throws IOException, RefusedException {
        final Candidate candidate = ConfigOptions.candidate(file);
        try (ManagementClient client = options.connect()) {
            final Optional<RevisionEntry> made =
                    commit.commit(
                            client,
                            candidate,
                            base == null ? OptionalInt.empty() : OptionalInt.of(base));
            options.printMade(made);
        }
        return CommandLine.ExitCode.OK;
    }
}
