package io.gatun.mgmt.cli;

import io.gatun.mgmt.message.Role;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun pki client}. */
@Command(
        name = "client",
        description = "Make the certificate and key of a client, in DIR/clients/NAME.",
        mixinStandardHelpOptions = true)
final class PkiClient implements Callable<Integer> {

    @Mixin private PkiOptions options;

    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "Who it is.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "read-only",
            description =
                    "read-only or admin (default: ${DEFAULT-VALUE}); it stands in the certificate.")
    private String role;

    @Override
    public Integer call() throws IOException {
        return options.report(options.authority().client(name, role(), options.days()));
    }

    private Role role() {
        return Stream.of(Role.values())
                .filter(each -> each.word().equals(role))
                .findFirst()
                .orElseThrow(() ->
                        new ParameterException(
                                spec.commandLine(),
                                "role '" + role + "' is neither read-only nor admin"));
    }
}
