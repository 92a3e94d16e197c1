package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.ConfigurationText;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun config show}. */
@Command(
        name = "show",
        description = "Print the configuration in force, or an earlier revision.",
        mixinStandardHelpOptions = true)
final class ConfigShow implements Callable<Integer> {

    @Mixin private ConfigOptions options;

    @Parameters(
            arity = "0..1",
            paramLabel = "REVISION",
            description = "A number of gatun config history.")
    private Integer revision;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            final ConfigurationText text =
                    ConfigOptions.get(
                            client,
                            revision == null ? OptionalInt.empty() : OptionalInt.of(revision));
            if (options.json()) {
                options.printJson(text);
            } else {
                options.print(text.text().stripTrailing());
            }
        }
        return CommandLine.ExitCode.OK;
    }
}
