package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.cli.Gatun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FibCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --family 5           | --family 5 is neither 4 nor 6
                    --table nowhere.gz   | --table nowhere.gz is no file that can be read
                    --peer rte_fib6      | --peer rte_fib6 is none of rte_fib, rte_lpm for --family 4
                    --peer rte_fib,none  | --peer none is none of rte_fib, rte_lpm for --family 4; none stands alone
                    --peer rte_lpm,rte_lpm | --peer rte_lpm is named twice
                    --rounds 0           | --rounds 0 is not within 1..1000
                    --seconds 0          | --seconds 0 is not within 0.001..3600
                    --next-hops 1        | --next-hops 1 is not within 2..4096
                    --addresses 255      | --addresses 255 is not within 256..16777216
                    --lpm-load -1        | --lpm-load -1 is not within 0..3600
                    --core 4096          | --core 4096 is not within
                    """)
    void badOption_isUsageWithValueAndBound(String arguments, String sentence) {
        assertThat(execute(("bench fib " + arguments).split(" ")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource({"4, 10.0.0.0/8", "6, 2001:db8::/32"})
    void oursAlone_isMeasuredAndReportedInJson(int family, String prefix) throws IOException {
        final Path table = folder.resolve("table");
        Files.writeString(table, prefix + "\n203.0.113.0/24\n2001:db8:1::/48\n");

        final int exitCode =
                execute(
                        ("bench fib -j --peer none --rounds 1 --seconds 0.001 --addresses 256 --core 0 --family "
                                        + family
                                        + " --table "
                                        + table)
                                .split(" "));

        assertThat(err.toString()).contains("all agree on 2 x 256 addresses");
        assertThat(exitCode).isZero();
        final JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.at("/bench").asString()).isEqualTo("fib");
        assertThat(json.at("/family").asInt()).isEqualTo(family);
        assertThat(json.at("/routes").asInt()).isEqualTo(2);
        assertThat(json.at("/ours/matched_mlps").asDouble()).isPositive();
        assertThat(json.at("/ours/bytes").asLong()).isPositive();
        assertThat(json.at("/ours/updates_per_s").asDouble()).isPositive();
        assertThat(json.at("/peers").isEmpty()).isTrue();
        assertThat(json.at("/ratio/matched").isNull()).isTrue();
    }

    @Test
    void tableWithABadLine_isRefusedWithItsNumber() throws IOException {
        final Path table = folder.resolve("table");
        Files.writeString(table, "# prefixes\n10.0.0.0/8\n10.0.0.0/33\n");

        assertThat(execute("bench", "fib", "--peer", "none", "--table", table.toString()))
                .isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err.toString()).contains("table:3: ");
    }

    private int execute(String... arguments) {
        return Gatun.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
