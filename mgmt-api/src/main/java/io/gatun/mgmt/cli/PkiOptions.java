package io.gatun.mgmt.cli;

import io.gatun.mgmt.pki.Authority;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which authority signs, and for how long. */
final class PkiOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            defaultValue = "pki",
            description = "The folder of the authority (default: ${DEFAULT-VALUE}).")
    private Path folder;

    @Option(
            names = "--days",
            defaultValue = "" + Authority.DAYS,
            description = "How long the certificate is valid (default: ${DEFAULT-VALUE}).")
    private int days;

    Authority authority() throws IOException {
        return Authority.open(folder);
    }

    int days() {
        return days;
    }

    int report(Authority.Made made) {
        final PrintWriter out = command.commandLine().getOut();
        out.println(
                "made "
                        + made.folder()
                        + ", serial number "
                        + made.serial()
                        + ", valid until "
                        + made.validUntil());
        out.flush();
        return 0;
    }
}
