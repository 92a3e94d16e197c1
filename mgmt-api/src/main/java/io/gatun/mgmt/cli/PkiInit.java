package io.gatun.mgmt.cli;

import io.gatun.mgmt.pki.Authority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun pki init}. */
@Command(
        name = "init",
        description = "Make an authority, which signs certificates of routers and clients.",
        mixinStandardHelpOptions = true)
final class PkiInit implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "pki",
            description = "Where (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--name",
            defaultValue = "Gatun management",
            description = "What the authority is called (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--days",
            defaultValue = "" + Authority.AUTHORITY_DAYS,
            description = "How long it is valid (default: ${DEFAULT-VALUE}).")
    private int days;

    @Override
    public Integer call() throws IOException {
        Authority.create(folder, name, days);
        spec.commandLine()
                .getOut()
                .println(
                        "made "
                                + folder.resolve("ca.crt")
                                + " and "
                                + folder.resolve("ca.key")
                                + "; keep the key where nobody else reads it");
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
