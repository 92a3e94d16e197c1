package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.config.ConfigurationFile;
import io.gatun.mgmt.schema.JsonSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatun config schema}. */
@Command(
        name = "schema",
        description =
                "Print the JSON Schema (draft 2020-12) of the configuration file, for editors.",
        mixinStandardHelpOptions = true)
final class ConfigSchema implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .println(
                        JsonText.pretty(
                                JsonSchema.of(ConfigurationFile.SHAPE, ConfigurationFile.TITLE)));
        spec.commandLine().getOut().flush();
    }
}
