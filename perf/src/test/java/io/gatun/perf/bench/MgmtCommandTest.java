package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatun.mgmt.cli.Gatun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MgmtCommandTest {

    private static final MgmtBench.Plan PLAN =
            new MgmtBench.Plan(
                    SeededTable.of(4, 1),
                    3,
                    Duration.ZERO,
                    Duration.ofSeconds(2),
                    1,
                    Hugepages.Choice.OFF);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --table nowhere.gz   | --table nowhere.gz is no file that can be read
                    --rounds 0           | --rounds 0 is not within 1..1000
                    --seconds 0          | --seconds 0 is not within 0.1..3600
                    --warmup -1          | --warmup -1 is not within 0..3600
                    --core 4096          | --core 4096 is not within
                    """)
    void badOption_isUsageWithValueAndBound(String arguments, String sentence) {
        final StringWriter err = new StringWriter();
        final CommandLine gatun = Gatun.commandLine();
        gatun.setErr(new PrintWriter(err));

        assertThat(gatun.execute(("bench mgmt " + arguments).split(" ")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void report_isTheMedianOfRatesAndOfTheRatiosRoundByRound() {
        final Histogram watchUs = new Histogram(1_000_000, 3);
        for (int us = 1; us <= 1_000; us++) {
            watchUs.recordValue(us);
        }
        final MgmtReport report =
                MgmtReport.of(
                        PLAN,
                        false,
                        "22.11",
                        List.of(310_000.4, 290_000.0, 400_000.0),
                        watchUs,
                        new MgmtBench.Beside(List.of(10.0, 20.0, 30.0), List.of(9.0, 20.0, 29.4)),
                        new MgmtBench.Beside(List.of(10.0, 10.0, 10.0), List.of(8.0, 9.0, 9.9)));

        final JsonNode json = JsonMapper.shared().valueToTree(report);
        assertThat(json.get("bench").asString()).isEqualTo("mgmt");
        assertThat(json.get("routes_per_s").asLong()).isEqualTo(310_000);
        assertThat(json.get("forward_ratio_while_scraped").asDouble())
                .isEqualTo(0.98, within(1e-9));
        assertThat(json.get("forward_ratio_while_put").asDouble()).isEqualTo(0.9, within(1e-9));
        assertThat(json.at("/watch_us/p50").asLong()).isEqualTo(500);
        assertThat(json.at("/watch_us/p99").asLong()).isEqualTo(990);
        assertThat(report.text())
                .contains("310,000 routes/s", "0.980 (0.900 to 1.000)", "0.900 (0.800 to 0.990)");
    }
}
