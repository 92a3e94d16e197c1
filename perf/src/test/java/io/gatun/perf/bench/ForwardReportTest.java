package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForwardReportTest {

    private static final ForwardReport.Conditions CONDITIONS =
            new ForwardReport.Conditions(4, 64, 4096, 16, 3, 5, 3, 1, true, "DPDK 22.11.11");

    private static final ForwardReport.Side OURS = side("gatun", "", 0.99, 0, 40.0, 44.0, 42.0);
    private static final ForwardReport.Side FEW = side("gatun-few", "", 0.99, 0, 50.0, 50.0, 42.0);
    private static final ForwardReport.Side PEER =
            side("l3fwd-lpm", "verifies nothing", 0.62, 12, 40.0, 40.0, 48.0);

    @Test
    void json_hasTheKeysPromised() {
        final JsonNode json =
                json(ForwardReport.of(OURS, Optional.empty(), Optional.of(PEER), CONDITIONS));

        assertThat(json.at("/bench").asString()).isEqualTo("forward");
        assertThat(json.at("/routes").asString()).isEqualTo("few");
        assertThat(json.at("/ours/name").asString()).isEqualTo("gatun");
        assertThat(json.at("/ours/mpps")).hasToString("[40.0,44.0,42.0]");
        assertThat(json.at("/peer/name").asString()).isEqualTo("l3fwd-lpm");
        assertThat(json.at("/peer/mpps")).hasToString("[40.0,40.0,48.0]");
        assertThat(json.at("/ratio/median").doubleValue()).isEqualTo(1.0);
        assertThat(json.at("/ratio/min").doubleValue()).isEqualTo(0.875);
        assertThat(json.at("/ratio/max").doubleValue()).isEqualTo(1.1);
    }

    @Test
    void fullTable_isComparedWithTheRoutersOwnFewRoutes() {
        final ForwardReport report =
                ForwardReport.of(OURS, Optional.of(FEW), Optional.of(PEER), CONDITIONS);
        final JsonNode json = json(report);

        assertThat(json.at("/routes").asString()).isEqualTo("full");
        assertThat(json.at("/few/name").asString()).isEqualTo("gatun-few");
        assertThat(json.at("/ratio_to_few/median").doubleValue()).isEqualTo(0.88);
        assertThat(ForwardText.of(report))
                .contains("round          gatun   gatun-few   l3fwd-lpm    ratio")
                .contains("gatun over gatun-few, its own 16 routes: 0.880 (0.800-1.000)");
    }

    @Test
    void withoutAPeer_jsonHasNoRatio() {
        final JsonNode json =
                json(ForwardReport.of(OURS, Optional.empty(), Optional.empty(), CONDITIONS));

        assertThat(json.get("peer").isNull()).isTrue();
        assertThat(json.get("ratio").isNull()).isTrue();
    }

    @Test
    void text_showsEveryRoundItsRatioAndWhatAPeerLeavesOut() {
        final String text =
                ForwardText.of(
                        ForwardReport.of(OURS, Optional.empty(), Optional.of(PEER), CONDITIONS));

        assertThat(text)
                .contains(
                        """
                        round          gatun   l3fwd-lpm    ratio
                        1              40.00       40.00    1.000
                        2              44.00       40.00    1.100
                        3              42.00       48.00    0.875
                        median         42.00       40.00    1.000
                        min            40.00       40.00    0.875
                        max            44.00       48.00    1.100
                        """)
                .contains("l3fwd-lpm: verifies nothing\n")
                .contains("l3fwd-lpm had only 62 % of its CPU")
                .doesNotContain("gatun had only")
                .contains("l3fwd-lpm dropped 12 packets for counted reasons");
    }

    @Test
    void bars_areInProportion() {
        final String text =
                ForwardText.of(
                        ForwardReport.of(OURS, Optional.empty(), Optional.of(PEER), CONDITIONS));

        assertThat(text).contains("gatun       " + "#".repeat(50) + "  42.00");
        assertThat(text).contains("l3fwd-lpm   " + "#".repeat(48) + "    40.00");
    }

    @Test
    void textWithoutAPeer_hasNoRatio() {
        assertThat(
                        ForwardText.of(
                                ForwardReport.of(
                                        OURS, Optional.empty(), Optional.empty(), CONDITIONS)))
                .doesNotContain("ratio")
                .contains("1              40.00\n");
    }

    private static ForwardReport.Side side(
            String name, String leavesOut, double cpu, long dropped, Double... mpps) {
        return new ForwardReport.Side(
                name,
                List.of(mpps),
                List.of(1.0, cpu, 1.0),
                Spread.of(List.of(mpps)),
                dropped,
                leavesOut);
    }

    private static JsonNode json(ForwardReport report) {
        return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsString(report));
    }
}
