package io.gatun.mgmt.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun config}: the configuration of a router. */
@Command(
        name = "config",
        description = "Explain, show and change the configuration of a router.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        subcommands = {
            ConfigShow.class,
            ConfigHistory.class,
            ConfigDiff.class,
            ConfigCheck.class,
            ConfigPlan.class,
            ConfigCommit.class,
            ConfigConfirm.class,
            ConfigRollback.class,
            ConfigSet.class,
            ConfigAdd.class,
            ConfigDelete.class,
            ConfigEdit.class,
            ConfigReload.class,
            ConfigHelp.class,
            ConfigSchema.class
        })
final class ConfigCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to do is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
