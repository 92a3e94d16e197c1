package io.gatun.mgmt.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CounterSample;
import io.gatun.mgmt.counters.CountersSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private static String text(boolean isAlive, List<CounterSample> counters) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.write(
                out,
                new CountersSnapshot(
                        "edge-1", "0.1.0", 7, Instant.ofEpochSecond(900), isAlive, counters),
                NOW);
        return out.toString(UTF_8);
    }

    private static CounterSample sample(CounterKind kind, long value, String... labels) {
        return new CounterSample(kind, List.of(labels), "", value);
    }

    @Test
    void counters_haveHelpTypeAndATotal() throws IOException {
        assertThat(
                        text(
                                true,
                                List.of(
                                        sample(CounterKind.PORT_RX_PACKETS, 17, "west"),
                                        sample(CounterKind.PORT_RX_PACKETS, 0, "east"))))
                .contains(
                        """
                        # HELP gatun_port_receive_packets_total Packets the device received.
                        # TYPE gatun_port_receive_packets_total counter
                        gatun_port_receive_packets_total{port="east"} 0.0
                        gatun_port_receive_packets_total{port="west"} 17.0
                        """);
    }

    @Test
    void times_areInSeconds() throws IOException {
        assertThat(
                        text(
                                true,
                                List.of(
                                        sample(CounterKind.WORKER_BUSY, 1_500_000_000, "0"),
                                        sample(CounterKind.UPDATED, 999_500))))
                .contains(
                        "gatun_worker_busy_seconds_total{worker=\"0\"} 1.5\n",
                        "gatun_counters_timestamp_seconds 999.5\n",
                        "gatun_counters_age_seconds 0.5\n",
                        "gatun_start_time_seconds 900.0\n",
                        "gatun_router_info{name=\"edge-1\",version=\"0.1.0\"} 1\n",
                        "gatun_up 1.0\n");
    }

    @Test
    void ofADeadRouter_onlyThatIsTold() throws IOException {
        assertThat(text(false, List.of(sample(CounterKind.UPDATED, 990_000))).lines())
                .filteredOn(line -> !line.startsWith("#"))
                .containsExactly("gatun_counters_age_seconds 10.0", "gatun_up 0.0");
    }

    /** Where Prometheus is installed, its own judge is asked. */
    @Test
    void promtool_findsNoFault() throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not installed");
        final List<CounterSample> everything = new ArrayList<>();
        for (final CounterKind kind : CounterKind.values()) {
            everything.add(
                    sample(kind, 1, kind.labels().stream().map(_ -> "x").toArray(String[]::new)));
        }
        final Process promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.outputWriter(UTF_8)) {
            in.write(text(true, everything));
        }
        final String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }
}
