package io.gatun.mgmt.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gatun test}, which the launcher at the root of a clone does itself; here for the help. */
@Command(
        name = "test",
        description = "Build and run every test (only as ./gatun in a clone).",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        throw new IOException(
                "tests need the source tree; run ./gatun test at the root of a clone");
    }
}
