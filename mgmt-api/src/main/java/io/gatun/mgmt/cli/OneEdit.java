package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.ConfigDocument;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.ConfigurationText;
import java.io.IOException;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** An edit of the configuration in force that is committed at once. */
final class OneEdit {

    @Mixin private ConfigOptions options;

    @Mixin private CommitOptions commit;

    interface Edit {
        ConfigDocument of(ConfigDocument document) throws RefusedException;
    }

    int make(Edit edit) throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            final ConfigurationText running = ConfigOptions.get(client, OptionalInt.empty());
            final ConfigDocument next = edit.of(EditLine.document(running.text()));
            options.printMade(
                    commit.commit(
                            client,
                            new Candidate("the edited configuration", next.text()),
                            OptionalInt.of(running.revision())));
        }
        return CommandLine.ExitCode.OK;
    }
}
