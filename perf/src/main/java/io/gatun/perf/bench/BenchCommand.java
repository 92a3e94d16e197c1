package io.gatun.perf.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun bench}: measurements beside peers. */
@Command(
        name = "bench",
        description =
                "Measures this router beside what else could be used, on the same DPDK devices in one run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        commandListHeading = "%nMeasurements:%n",
        subcommands = {ForwardCommand.class, FibCommand.class, MgmtCommand.class})
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what to measure is missing: " + String.join(", ", spec.subcommands().keySet()));
    }
}
