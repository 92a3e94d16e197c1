package io.gatun.mgmt.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun pki server}. */
@Command(
        name = "server",
        description = "Make the certificate and key of a router, in DIR/servers/NAME.",
        mixinStandardHelpOptions = true)
final class PkiServer implements Callable<Integer> {

    @Mixin private PkiOptions options;

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME",
            description = "Host names and addresses clients reach it by.")
    private List<String> names;

    @Override
    public Integer call() throws IOException {
        return options.report(options.authority().server(names, options.days()));
    }
}
