package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.channel.RequestHandler;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
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

    @Test
    void tab_completesNamesOfTheRouter() throws Exception {
        final List<String> names =
                ExampleResources.of(ResourceKind.INTERFACE).stream()
                        .map(row -> ((InterfaceStatus) row).name())
                        .toList();
        final List<String> ports =
                ExampleResources.of(ResourceKind.PORT).stream()
                        .map(row -> ((PortStatus) row).name())
                        .toList();
        assertThat(names).isNotEmpty();
        try (var _ = new ControlThread(folder, "edge-1")) {
            assertThat(completions("route add 192.0.2.0/24 dev ")).containsAll(names);
            assertThat(completions("interface set ")).containsAll(names);
            assertThat(completions("trace --count 3 ")).containsAll(ports);
            assertThat(completions("capture ")).containsAll(ports);
            assertThat(completions("capture " + ports.getFirst().substring(0, 1)))
                    .contains(ports.getFirst());
            assertThat(completions("trace x")).doesNotContainAnyElementsOf(ports);
            assertThat(completions("trace --count ")).doesNotContainAnyElementsOf(ports);
            assertThat(completions("route show table "))
                    .contains("all", "default", "local", "main")
                    .doesNotContainAnyElementsOf(names);
        }
    }

    @Test
    void tab_completesPrefixesOfRoutes() throws Exception {
        try (var _ = new ControlThread(folder, "edge-1")) {
            for (final String command :
                    List.of(
                            "route delete ",
                            "route del blackhole ",
                            "route replace ",
                            "route change to ",
                            "route show ",
                            "route show -6 root ",
                            "show routes exact ",
                            "route flush root ")) {
                assertThat(completions(command)).as(command).contains("10.0.0.0/24", "::/0");
            }
            assertThat(completions("route delete 203.0.1"))
                    .contains("203.0.113.0/24")
                    .doesNotContain("10.0.0.0/24");
            for (final String other :
                    List.of(
                            "route add ",
                            "route get ",
                            "route delete 10.0.0.0/24 ",
                            "route show via ",
                            "route delete --router ",
                            "show neighbors ")) {
                assertThat(completions(other)).as(other).doesNotContain("10.0.0.0/24");
            }
        }
    }

    @Test
    void tab_asksForNoMoreRoutesThanItShows() throws Exception {
        final RouteEntry route = (RouteEntry) ExampleResources.of(ResourceKind.ROUTE).getFirst();
        final RequestHandler endless =
                (_, _) ->
                        new Answer.Rows(
                                ResourceKind.ROUTE, Stream.generate(() -> route).iterator());
        try (var _ = new ControlThread(folder, "edge-1", Limits.DEFAULT, endless)) {
            assertThat(completions("route delete ")).contains(route.prefix().toString());
        }
    }

    @Test
    void tabWithoutARouter_completesTheRest() {
        assertThat(completions("route add 192.0.2.0/24 dev ")).contains("via");
        assertThat(completions("trace ")).doesNotContain("west");
    }

    private List<String> completions(String text) {
        final Shell shell = new Shell();
        new CommandLine(shell).parseArgs("--run-dir", folder.toString());
        final List<Candidate> found = new ArrayList<>();
        shell.completer()
                .complete(
                        null,
                        new DefaultParser().parse(text, text.length(), ParseContext.COMPLETE),
                        found);
        return found.stream().map(Candidate::value).toList();
    }
}
