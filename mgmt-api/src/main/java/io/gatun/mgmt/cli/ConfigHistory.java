package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun config history}. */
@Command(
        name = "history",
        description = "List the revisions that are kept, the newest first.",
        mixinStandardHelpOptions = true)
final class ConfigHistory implements Callable<Integer> {

    @Mixin private ConfigOptions options;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            final List<RevisionEntry> revisions =
                    ConfigOptions.rows(
                            client, new OfConfiguration.ListRevisions(), RevisionEntry.class);
            if (options.json()) {
                options.printJson(revisions);
            } else {
                options.print(RevisionText.table(revisions));
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
