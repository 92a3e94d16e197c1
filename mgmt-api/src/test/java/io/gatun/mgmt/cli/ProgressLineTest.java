package io.gatun.mgmt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private static final long SECOND = 1_000_000_000;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(text, true, UTF_8);

    @Test
    void line_tellsCountShareAndRate_tenTimesASecond() {
        final ProgressLine line = new ProgressLine(out, true, 1_062_046, 0);
        line.at(10, SECOND / 20);
        line.at(250_000, SECOND);
        line.at(250_001, SECOND + 1);
        line.at(1_062_046, 2 * SECOND);
        line.end();

        assertThat(text.toString(UTF_8))
                .isEqualTo(
                        "\r250,000 of 1,062,046 routes, 23 %, 250 k/s   "
                                + "\r1,062,046 of 1,062,046 routes, 100 %, 531 k/s   "
                                + "\r"
                                + " ".repeat(72)
                                + "\r");
    }

    @Test
    void nobodyWatching_nothingIsPrinted() {
        final ProgressLine line = new ProgressLine(out, false, 10, 0);
        line.at(10, SECOND);
        line.end();

        assertThat(text.toString(UTF_8)).isEmpty();
    }
}
