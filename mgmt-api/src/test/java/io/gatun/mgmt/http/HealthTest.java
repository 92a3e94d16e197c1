package io.gatun.mgmt.http;

import static io.gatun.mgmt.counters.CounterKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.counters.CounterSample;
import io.gatun.mgmt.counters.CountersSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Instant NOW = Instant.ofEpochMilli(100_000);

    private static Optional<String> reason(CounterSample... counters) {
        return HealthResponder.whyNotReady(
                new CountersSnapshot("edge-1", "0.1.0", 7, NOW, true, List.of(counters)), NOW);
    }

    private static CounterSample updated(long ms) {
        return new CounterSample(UPDATED, List.of(), "", ms);
    }

    private static CounterSample polled(String worker, long ms) {
        return new CounterSample(WORKER_POLLED, List.of(worker), "", ms);
    }

    @Test
    void routerWhoseThreadsComeRound_isReady() {
        assertThat(reason(updated(99_800), polled("0", 99_800), polled("1", 98_100))).isEmpty();
    }

    @Test
    void routerThatStarts_isNotReady() {
        assertThat(reason(updated(99_800))).hasValue("it is still starting");
        assertThat(reason(updated(99_800), polled("0", 0))).hasValue("worker 0 has not polled yet");
    }

    @Test
    void stuckControl_isNotReady() {
        assertThat(reason(updated(97_000), polled("0", 97_000)))
                .hasValue("control has not come round for 3000 ms");
    }

    @Test
    void stuckWorker_isNotReady() {
        assertThat(reason(updated(99_800), polled("0", 99_800), polled("1", 95_000)))
                .hasValue("worker 1 has not polled for 5000 ms");
    }
}
