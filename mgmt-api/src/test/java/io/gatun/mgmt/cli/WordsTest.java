package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "999.4, 999",
        "999.6, 1.00 k",
        "1234, 1.23 k",
        "9994, 9.99 k",
        "9996, 10.0 k",
        "99960, 100 k",
        "14880952, 14.9 M",
        "66e6, 66.0 M",
        "44.5e9, 44.5 G",
        "2e15, 2000 T",
    })
    void rate_hasThreeDigits(double perSecond, String text) {
        assertThat(Words.rate(perSecond)).isEqualTo(text);
    }

    @Test
    void headings_areBoldOnlyOnATerminal() {
        final Table table = new Table("name", "count").row("a", 1);

        assertThat(table.render(Ansi.OFF)).isEqualTo("name  count\na         1");
        assertThat(table.render(Ansi.ON)).startsWith("\u001B[1mname  count\u001B[");
    }

    @Test
    void tableWithoutRows_isItsHeadings() {
        assertThat(new Table("name", "count").render(Ansi.OFF)).isEqualTo("name  count");
    }

    @Test
    void rowOfAnotherLength_isAFault() {
        assertThatThrownBy(() -> new Table("name", "count").row("a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 cells under 2 headings");
    }

    @Test
    void exceptions_becomeSentences() {
        assertThat(Sentence.of(new IOException("the cable is out"))).isEqualTo("the cable is out");
        assertThat(Sentence.of(new UncheckedIOException(new IOException("no carrier"))))
                .isEqualTo("no carrier");
        assertThat(Sentence.of(new NoSuchFileException("/a"))).isEqualTo("there is no file /a");
        assertThat(Sentence.of(new AccessDeniedException("/a")))
                .isEqualTo("file /a may not be opened by this user; try as root");
        assertThat(Sentence.of(new NullPointerException("x is null")))
                .isEqualTo(
                        "this is a fault of Gatun: java.lang.NullPointerException: x is null; run it again"
                                + " with --debug and report what it shows");
    }
}
