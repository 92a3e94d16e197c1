package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.model.RevisionEntry;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatun config reload}. */
@Command(
        name = "reload",
        description = {
            "Put in force what the router's file holds by now; so does SIGHUP.",
            "Where the file was not edited nothing happens."
        },
        mixinStandardHelpOptions = true)
final class ConfigReload implements Callable<Integer> {

    @Mixin private ConfigOptions options;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "WHY",
            defaultValue = "",
            description = "Why, in one line, for the history.")
    private String comment;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            options.printMade(
                    ConfigOptions.rows(
                                    client,
                                    new OfConfiguration.ReloadConfiguration(comment),
                                    RevisionEntry.class)
                            .stream()
                            .findFirst());
        }
        return CommandLine.ExitCode.OK;
    }
}
