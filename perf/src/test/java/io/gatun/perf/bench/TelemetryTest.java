package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    private static final String STATS =
            """
            {"/ethdev/stats":{"ipackets":109521088,"opackets":3,"ibytes":6571265280,"obytes":0,"imissed":0,
            "ierrors":1,"oerrors":2,"rx_nombuf":4,"q_ipackets":[109521088,0]}}
            """;

    @Test
    void statsOfAPort_areRead() throws BenchFailure {
        final String command = "/ethdev/stats,1";

        assertThat(PortCounters.of(command, Telemetry.answer(command, STATS)))
                .isEqualTo(new PortCounters(109_521_088, 3, 1, 4, 2));
    }

    @Test
    void portThatIsNotThere_isNamed() {
        final String command = "/ethdev/stats,7";

        assertThatThrownBy(() ->
                        PortCounters.of(
                                command, Telemetry.answer(command, "{\"/ethdev/stats\":null}")))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("/ethdev/stats,7");
    }

    @Test
    void missingCounter_isNamed() {
        assertThatThrownBy(() ->
                        PortCounters.of(
                                "/ethdev/stats,0",
                                Telemetry.answer(
                                        "/ethdev/stats,0", "{\"/ethdev/stats\":{\"ipackets\":1}}")))
                .hasMessageContaining("without a counter opackets");
    }

    @Test
    void answerToSomethingElse_isRefused() {
        assertThatThrownBy(() -> Telemetry.answer("/ethdev/list", STATS))
                .hasMessageContaining("/ethdev/list");
    }

    @Test
    void brokenAnswer_isQuoted() {
        assertThatThrownBy(() -> Telemetry.answer("/ethdev/list", "{\"/ethdev/li"))
                .hasMessageContaining("not JSON: {\"/ethdev/li");
    }

    @Test
    void processThatDoesNotListen_isNoConnection() throws BenchFailure {
        assertThat(Telemetry.connect("no-process-has-this-prefix")).isEqualTo(Optional.empty());
    }

    @Test
    void runtimeFolder_isTheOneOfEal() {
        assertThat(RuntimeFolder.base(true, "/run/user/0")).isEqualTo(Path.of("/var/run"));
        assertThat(RuntimeFolder.base(false, "/run/user/1000"))
                .isEqualTo(Path.of("/run/user/1000"));
        assertThat(RuntimeFolder.base(false, null)).isEqualTo(Path.of("/tmp"));
    }
}
