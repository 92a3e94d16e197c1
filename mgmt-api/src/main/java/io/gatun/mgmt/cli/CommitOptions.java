package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How a commit is made. */
final class CommitOptions {

    @Option(
            names = {"-m", "--message"},
            paramLabel = "WHY",
            defaultValue = "",
            description = "Why, in one line, for the history.")
    private String comment;

    @Option(
            names = "--confirm",
            paramLabel = "TIME",
            converter = DurationWord.class,
            description =
                    "Go back after this time, such as 90s, 5m or 1h, unless: gatun config confirm.")
    private Duration confirm;

    /** The new revision; none where nothing changed. */
    Optional<RevisionEntry> commit(ManagementClient client, Candidate candidate, OptionalInt base)
            throws IOException, RefusedException {
        final List<RevisionEntry> made =
                ConfigOptions.rows(
                        client,
                        new OfConfiguration.CommitConfiguration(
                                candidate,
                                base,
                                comment,
                                confirm == null
                                        ? OptionalInt.empty()
                                        : OptionalInt.of((int) confirm.toSeconds())),
                        RevisionEntry.class);
        return made.stream().findFirst();
    }
}
