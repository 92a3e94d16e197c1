package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun config check}. */
@Command(
        name = "check",
        description = "Say whether a router could be started with a file; no router has to run.",
        mixinStandardHelpOptions = true)
final class ConfigCheck implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A configuration (YAML).")
    private Path file;

    @Override
    public Integer call() throws IOException, RefusedException {
        ServiceLoader.load(ConfigurationCheck.class)
                .findFirst()
                .orElseThrow(() ->
                        new RefusedException(
                                RefusalCode.NOT_FOUND, "this build has no router in it"))
                .check(file);
        spec.commandLine().getOut().println(file + " is right");
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
