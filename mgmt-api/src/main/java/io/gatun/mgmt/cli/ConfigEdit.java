package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatun config edit}. */
@Command(
        name = "edit",
        description = {
            "Edit the configuration in force line by line, and commit all of it at once.",
            "Lines come from the terminal or from standard input; there the first one that is refused"
                    + " ends the session, and so does an end without a commit: exit code 1."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nLines:%n",
        footer = {EditSession.HELP})
final class ConfigEdit implements Callable<Integer> {

    private static final String PROMPT = "config> ";

    @Mixin private RouterOption router;

    @Spec private CommandSpec spec;

    private int lineNumber;

    @Override
    public Integer call() throws IOException, RefusedException {
        final boolean isTerminal = isTerminal();
        final Ansi ansi = spec.commandLine().getColorScheme().ansi();
        final BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ManagementClient client = router.connect(ConfigOptions.PATIENCE)) {
            final EditSession session = new EditSession(client, ansi);
            String line = next(in, isTerminal);
            while (line != null && !line.strip().equals("exit")) {
                carryOut(session, line, isTerminal);
                line = next(in, isTerminal);
            }
            if (session.isChanged()) {
                throw new RefusedException(
                        RefusalCode.FAILED,
                        "the session ended without a commit; the configuration is as it was");
            }
        }
        return CommandLine.ExitCode.OK;
    }

    @SuppressWarnings("SystemConsoleNull") // on JDK 25 there is none without a terminal
    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private String next(BufferedReader in, boolean isTerminal) throws IOException {
        if (isTerminal) {
            print(PROMPT);
        }
        lineNumber++;
        return in.readLine();
    }

    private void carryOut(EditSession session, String line, boolean isTerminal)
            throws IOException, RefusedException {
        if (line.isBlank() || line.strip().startsWith("#")) {
            return;
        }
        try {
            final String said = session.carryOut(EditLine.parse(line));
            if (!said.isEmpty()) {
                print(said + System.lineSeparator());
            }
        } catch (RefusedException e) {
            if (!isTerminal) {
                throw new RefusedException(
                        e.refusal().code(), "line " + lineNumber + ": " + e.getMessage());
            }
            print(e.getMessage() + System.lineSeparator());
        }
    }

    private void print(String text) {
        final PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
