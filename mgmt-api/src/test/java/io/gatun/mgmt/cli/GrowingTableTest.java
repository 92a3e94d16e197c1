package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class GrowingTableTest {

    private final StringWriter text = new StringWriter();

    private GrowingTable table(String... headings) {
        return new GrowingTable(new LineOutput(new PrintWriter(text)), Ansi.OFF, headings);
    }

    @Test
    void shortTable_looksLikeOneThatIsHeldWhole() throws IOException {
        final GrowingTable growing = table("name", "count", "note");
        final Table whole = new Table("name", "count", "note");
        for (final Object[] row :
                List.of(new Object[] {"a", 7, "-"}, new Object[] {"longer than it", 1234, "x"})) {
            growing.row(row);
            whole.row(row);
        }
        growing.end();

        assertThat(text).hasToString(whole.render(Ansi.OFF) + "\n");
    }

    @Test
    void tableWithoutRows_hasItsHeadings() throws IOException {
        table("name", "count").end();

        assertThat(text).hasToString("name  count\n");
    }

    @Test
    void rowsAfterTheFirstThousand_arePrintedAtOnceAndWidenTheirColumns() throws IOException {
        final GrowingTable table = table("name", "count");
        for (int i = 0; i < GrowingTable.ROWS_HELD - 1; i++) {
            table.row("abcdef", i);
        }
        assertThat(text.toString()).isEmpty();
        table.row("abcdef", 10_000);
        table.row("abcdefgh", 5);
        table.row("a", 123_456);
        table.row("b", 7);

        assertThat(text.toString().lines().skip(GrowingTable.ROWS_HELD))
                .containsExactly(
                        "abcdef  10000", "abcdefgh      5", "a         123456", "b              7");
    }

    @Test
    void closedOutput_endsTheTable() throws IOException {
        final Writer closed =
                new Writer() {
                    @Override
                    public void write(char[] buffer, int from, int length) throws IOException {
                        throw new IOException("Broken pipe");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        final GrowingTable table =
                new GrowingTable(new LineOutput(new PrintWriter(closed)), Ansi.OFF, "name");

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 10 * GrowingTable.ROWS_HELD; i++) {
                                table.row(i);
                            }
                        })
                .hasMessage("the output was closed before all of it was written");
    }
}
