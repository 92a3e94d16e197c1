package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.cli.Gatun;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ForwardCommandTest {

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --family 5      | --family 5 is neither 4 nor 6
                    --family 6 --size 69 | --size 69 is not within 70..1518 (IPv6, UDP and the number of a flow
                    --table pom.xml | --table is for --routes full
                    --routes full --table nowhere | --table nowhere is no file that can be read
                    --routes full --subject l3fwd | --routes full is for the subject gatun alone
                    --routes all    | expected one of [FEW, FULL]
                    --size 63       | --size 63 is not within 64..1518 (IEEE 802.3 without a tag, FCS included)
                    --flows 65537   | --flows 65537 is not within 1..65536
                    --rounds 0      | --rounds 0 is not within 1..1000
                    --seconds 0     | --seconds 0 is not within 0.1..3600
                    --seconds NaN   | --seconds NaN is not within
                    --vector 257    | --vector 257 is not within 8..256
                    --core 4096     | --core 4096 is not within
                    --hugepages 2M  | expected one of [AUTO, OFF]
                    --peer vpp      | expected one of [L3FWD, TESTPMD, NONE]
                    """)
    void badOption_isUsageWithValueAndBound(String arguments, String sentence) {
        assertThat(execute(("bench forward " + arguments).split(" ")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void benchAlone_isUsage() {
        assertThat(execute("bench")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("what to measure is missing: forward, fib");
    }

    @Test
    void help_namesEveryOptionOfTheCommand() {
        final StringWriter out = new StringWriter();

        final int exitCode =
                Gatun.commandLine()
                        .setOut(new PrintWriter(out))
                        .execute("bench", "forward", "--help");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains(
                        "--family",
                        "--size",
                        "--flows",
                        "--seconds",
                        "--rounds",
                        "--warmup",
                        "--vector",
                        "--json")
                .contains("l3fwd, testpmd, none");
    }

    private int execute(String... arguments) {
        return Gatun.commandLine().setErr(new PrintWriter(err)).execute(arguments);
    }
}
