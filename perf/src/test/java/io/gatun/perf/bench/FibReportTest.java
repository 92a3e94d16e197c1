package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FibReportTest {

    private static final FibReport.Conditions CONDITIONS =
            new FibReport.Conditions(
                    4, 901_899, "prefixes.txt.gz", 256, 1 << 20, 256, 3, 0.25, 1, true, 7);

    private static final FibReport.Side OURS =
            side("gatun", 7_000_000, List.of(0.95, 0.99, 0.97), 90.0, 100.0, 110.0);
    private static final FibReport.Side FIB =
            side("rte_fib", 33_000_000, List.of(0.9, 0.9, 0.9), 120.0, 125.0, 110.0);
    private static final FibReport.Side LPM =
            side("rte_lpm", 67_000_000, List.of(), 100.0, 100.0, 100.0);

    private final FibReport report = new FibReport(CONDITIONS, OURS, List.of(FIB, LPM));

    @Test
    void json_hasTheKeysPromised_andRatiosToTheBestPeer() {
        final JsonNode json =
                JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(report.json()));

        assertThat(json.propertyNames())
                .startsWith("bench", "family", "routes", "ours", "peers", "ratio");
        assertThat(json.at("/bench").asString()).isEqualTo("fib");
        assertThat(json.at("/family").asInt()).isEqualTo(4);
        assertThat(json.at("/routes").asInt()).isEqualTo(901_899);
        assertThat(json.at("/ours").propertyNames())
                .startsWith(
                        "matched_mlps",
                        "uniform_mlps",
                        "bytes",
                        "load_s",
                        "updates_per_s",
                        "lookup_ratio_under_updates");
        assertThat(json.at("/ours/matched_mlps").asDouble()).isEqualTo(100.0);
        assertThat(json.at("/ours/uniform_mlps").asDouble()).isEqualTo(50.0);
        assertThat(json.at("/ours/updates_per_s").asLong()).isEqualTo(1_000_000);
        assertThat(json.at("/ours/lookup_ratio_under_updates").asDouble()).isEqualTo(0.97);
        assertThat(json.at("/peers").propertyNames()).containsExactly("rte_fib", "rte_lpm");
        assertThat(json.at("/peers/rte_lpm/updates_per_s").isNull()).isTrue();
        assertThat(json.at("/ratio/matched").asDouble()).isEqualTo(0.8);
        assertThat(json.at("/ratio/bytes").asDouble()).isEqualTo(0.212);
    }

    @Test
    void text_linesUp_andSaysWhatWasNotMeasured() {
        final List<String> lines = FibText.of(report).lines().toList();
        final int first =
                lines.indexOf(
                        lines.stream()
                                .filter(line -> line.startsWith("matched "))
                                .findFirst()
                                .orElseThrow());

        assertThat(lines.get(first))
                .isEqualTo(
                        "matched                          100 (90-110)        120 (110-125)        100 (100-100)"
                                + "     0.800 (0.750-1.000)");
        assertThat(lines.get(first - 1)).endsWith("ratio to the best");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("updates/s, one reader") && line.endsWith(" -"));
        assertThat(String.join("\n", lines)).doesNotContain("of its CPU");
    }

    private static FibReport.Side side(
            String name, long bytes, List<Double> readers, Double... matched) {
        return new FibReport.Side(
                name,
                List.of(matched),
                List.of(50.0, 50.0, 50.0),
                "mode",
                "mode",
                bytes,
                bytes,
                new LookupSide.Load(0.5, false),
                700,
                readers.isEmpty() ? List.of() : List.of(1e6, 1e6, 1e6),
                readers,
                1,
                "");
    }
}
