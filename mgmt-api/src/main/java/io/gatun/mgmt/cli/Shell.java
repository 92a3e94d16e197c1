package io.gatun.mgmt.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatun shell}: one command a line, from a person with completion or from a script. */
@Command(
        name = "shell",
        description = {
            "Take commands line by line, without 'gatun' before them; Tab completes, Up goes back"
                    + " in the history (~/.gatun_history), exit or Ctrl-D leaves.",
            "Reads standard input where that is no terminal, and then ends with the code of the"
                    + " first command that failed."
        },
        mixinStandardHelpOptions = true)
final class Shell implements Callable<Integer> {

    private static final String PROMPT = "gatun> ";
    private static final String NAME = "shell";

    @Spec private CommandSpec spec;

    /** For completion; the commands of the lines read what it takes themselves. */
    @Mixin private RouterOption router;

    @Override
    public Integer call() throws IOException {
        final ShellLine line =
                new ShellLine(NAME, spec.commandLine(), spec.commandLine().getParseResult());
        return isTerminal() ? converse(line, completer()) : script(line);
    }

    /** Of the lines; names are those of the router the shell was given. */
    Completer completer() {
        return new ShellCompleter(Gatun.commandLine().getCommandSpec(), new RouterNames(router));
    }

    @SuppressWarnings("SystemConsoleNull") // from JDK 25 on it is null again
    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private static int converse(ShellLine line, Completer completer) throws IOException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            final LineReader reader =
                    LineReaderBuilder.builder()
                            .terminal(terminal)
                            .completer(completer)
                            .variable(
                                    LineReader.HISTORY_FILE,
                                    Path.of(System.getProperty("user.home"), ".gatun_history"))
                            .build();
            while (!line.isEnd()) {
                try {
                    reader.readLine(PROMPT);
                    line.run(reader.getParsedLine().words());
                } catch (UserInterruptException _) {
                    // the line is given up, not the shell
                } catch (EndOfFileException _) {
                    break;
                }
            }
        }
        return 0;
    }

    private static int script(ShellLine line) throws IOException {
        final BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final DefaultParser parser = new DefaultParser();
        int code = 0;
        for (String text = in.readLine(); text != null && !line.isEnd(); text = in.readLine()) {
            final int ended = line.run(parser.parse(text, text.length()).words());
            code = code == 0 ? ended : code;
        }
        return code;
    }
}
