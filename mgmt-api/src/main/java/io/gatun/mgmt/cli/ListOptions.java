package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands that list resources have in common. */
final class ListOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private RouterOption router;

    @Option(
            names = {"-j", "--json"},
            description = "Print JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    ManagementClient connect() throws IOException {
        return router.connect();
    }

    ManagementClient connect(Duration patience) throws IOException {
        return router.connect(patience);
    }

    /**
     * Prints resources of a kind, as JSON or as the text that {@code text} makes of them.
     *
     * @param which the words that say of which rows
     */
    <T extends Resource> int show(
            ResourceKind kind, WhichRows which, Class<T> row, Function<List<T>, Table> text)
            throws IOException, RefusedException {
        final Request.ListResources request = which.of(kind);
        try (ManagementClient client = connect()) {
            final List<T> rows = client.list(request, row);
            if (json) {
                printJson(rows);
            } else {
                print(text.apply(rows));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** Tells beside the output that it is not of one moment. */
    void warnOfRace(String what) {
        final PrintWriter err = command.commandLine().getErr();
        err.println("gatun: " + what + " changed while they were listed; list them again");
        err.flush();
    }

    void printJson(Object value) {
        print(JsonText.pretty(value));
    }

    void print(Table table) {
        print(table.render(command.commandLine().getColorScheme().ansi()));
    }

    void print(String text) {
        final PrintWriter out = command.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    /** Rows as the elements of a JSON array. */
    <T> RowPrinter<T> jsonRows() {
        final LineOutput out = new LineOutput(command.commandLine().getOut());
        final JsonText.Elements elements = JsonText.elements(out.writer());
        return new RowPrinter<>() {
            @Override
            public void row(T row) throws IOException {
                elements.write(row);
                out.wrote();
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                elements.close();
                out.line("");
                out.flush();
            }
        };
    }

    /** Rows as the text made of each. */
    <T> RowPrinter<T> textRows(Function<T, String> text) {
        final LineOutput out = new LineOutput(command.commandLine().getOut());
        return new RowPrinter<>() {
            @Override
            public void row(T row) throws IOException {
                out.line(text.apply(row));
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /** Rows as lines of a table. */
    <T> RowPrinter<T> tableRows(Function<T, Object[]> cells, String... headings) {
        final LineOutput out = new LineOutput(command.commandLine().getOut());
        final GrowingTable table =
                new GrowingTable(out, command.commandLine().getColorScheme().ansi(), headings);
        return new RowPrinter<>() {
            @Override
            public void row(T row) throws IOException {
                table.row(cells.apply(row));
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }

            @Override
            public void close() throws IOException {
                table.end();
            }
        };
    }
}
