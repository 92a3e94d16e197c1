package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

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
                    --family 6      | --family 6: the router forwards IPv4 only so far
                    --size 63       | --size 63 is not within 64..1518 (IEEE 802.3 without a tag, FCS included)
                    --flows 65537   | --flows 65537 is not within 1..65536
                    --rounds 0      | --rounds 0 is not within 1..1000
                    --seconds 0     | --seconds 0 is not within 0.1..3600
                    --seconds NaN   | --seconds NaN is not within
                    --vector 257    | --vector 257 is not within 1..256
                    --core 4096     | --core 4096 is not within
                    --hugepages 2M  | --hugepages 2M is neither auto nor off
                    --peer vpp      | expected one of [l3fwd, testpmd, none]
                    """)
    void badOption_isUsageWithValueAndBound(String arguments, String sentence) {
        assertThat(execute(("forward " + arguments).split(" ")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void benchAlone_isUsage() {
        assertThat(execute()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("bench needs to know what to measure: forward");
    }

    private int execute(String... arguments) {
        return new CommandLine(new BenchCommand()).setErr(new PrintWriter(err)).execute(arguments);
    }
}
