package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class ShellTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir private Path folder;

    private ShellLine line(String... options) {
        final CommandLine shell =
                new CommandLine(new Shell())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        return new ShellLine("shell", shell, shell.parseArgs(options));
    }

    @Test
    void line_isACommandWithoutItsFirstWord() {
        assertThat(line().run(List.of("completion", "bash"))).isZero();
        assertThat(out.toString()).startsWith("#!/usr/bin/env bash");
    }

    @Test
    void emptyLineAndComment_doNothing() {
        final ShellLine line = line();

        assertThat(line.run(List.of(""))).isZero();
        assertThat(line.run(List.of("#", "show", "ports"))).isZero();
        assertThat(out.toString() + err).isEmpty();
        assertThat(line.isEnd()).isFalse();
    }

    @Test
    void exitAndQuit_end() {
        for (final String word : List.of("exit", "quit")) {
            final ShellLine line = line();
            line.run(List.of(word));
            assertThat(line.isEnd()).isTrue();
        }
    }

    @Test
    void shellInAShell_isRefused() {
        assertThat(line().run(List.of("shell"))).isEqualTo(2);
        assertThat(err.toString()).contains("exit leaves it");
    }

    @Test
    void optionsOfTheShell_holdForItsCommands() {
        final ShellLine line = line("--run-dir", folder.toString(), "--router", "edge-9");

        assertThat(line.run(List.of("show", "ports"))).isEqualTo(1);
        assertThat(err.toString()).contains("no router runs here", folder.toString());
        assertThat(line.run(List.of("completion", "bash"))).as("has no such options").isZero();
    }

    @Test
    void optionOfALine_goesBeforeTheShells() {
        line("--run-dir", "/nowhere").run(List.of("show", "ports", "--run-dir", folder.toString()));

        assertThat(err.toString()).contains(folder.toString()).doesNotContain("/nowhere");
    }

    @Test
    void tab_completesCommandsAndOptions() {
        assertThat(completions("sho")).contains("show");
        assertThat(completions("show ro")).contains("routes");
        assertThat(completions("show ports --ro")).contains("--router");
    }

    private static List<String> completions(String text) {
        final List<Candidate> found = new ArrayList<>();
        new ShellCompleter(Gatun.commandLine().getCommandSpec())
                .complete(null, new DefaultParser().parse(text, text.length()), found);
        return found.stream().map(Candidate::value).toList();
    }
}
