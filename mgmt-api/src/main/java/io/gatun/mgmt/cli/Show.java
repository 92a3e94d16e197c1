package io.gatun.mgmt.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun show}: what the running router is and does. */
@Command(
        name = "show",
        description = "Show what a running router is and does.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NOUN",
        commandListHeading = "%nNouns:%n",
        subcommands = {
            ShowPorts.class,
            ShowInterfaces.class,
            ShowAddresses.class,
            ShowRoutes.class,
            ShowFib.class,
            ShowNeighbors.class,
            ShowTunables.class,
            ShowCounters.class,
            ShowDrops.class,
            ShowGraph.class,
            ShowSessions.class,
            ShowKinds.class
        })
final class Show implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to show is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
