package io.gatun.mgmt.cli;

import static io.gatun.mgmt.counters.CounterKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CounterSample;
import io.gatun.mgmt.counters.CountersSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TopPageTest {

    private static final Instant STARTED = Instant.ofEpochSecond(100);

    private static CounterSample sample(CounterKind kind, long value, String... labels) {
        return new CounterSample(kind, List.of(labels), "why", value);
    }

    /** A router at a time in seconds, having received so many packets. */
    private static CountersSnapshot at(long second, long packets, boolean isAlive) {
        return new CountersSnapshot(
                "edge-1",
                "0.1.0",
                7,
                STARTED,
                isAlive,
                List.of(
                        sample(UPDATED, second * 1_000),
                        sample(CLOCK, second * 1_000_000_000),
                        sample(UPTIME, 61_000_000_000L),
                        sample(WORKERS, 1),
                        sample(PORT_UP, 1, "west"),
                        sample(PORT_RX_PACKETS, packets, "west"),
                        sample(PORT_RX_BYTES, packets * 100, "west"),
                        sample(PORT_RX_ERRORS, packets / 10, "west"),
                        sample(PORT_TX_ERRORS, packets / 10, "west"),
                        sample(WORKER_POLLS, packets, "0"),
                        sample(WORKER_BUSY, packets * 250_000, "0"),
                        sample(WORKER_BATCHES, packets / 16, "0"),
                        sample(WORKER_RX_PACKETS, packets, "0"),
                        sample(DROP_PACKETS, 7, "OLD"),
                        sample(DROP_PACKETS, packets / 100, "NEW"),
                        sample(DROP_PACKETS, 0, "NEVER")));
    }

    private static String page(CountersSnapshot before, CountersSnapshot now, long second) {
        return String.join(
                "\n", new TopPage(before, now, Instant.ofEpochSecond(second)).lines(Ansi.OFF));
    }

    @Test
    void rates_areOfTheTimeBetweenTheTwoLooks() {
        assertThat(page(at(10, 0, true), at(12, 4_000, true), 12))
                .isEqualTo(
                        """
                        edge-1  gatun 0.1.0  up 0:01:01  workers 1

                        port  link  rx packet/s  rx bit/s  tx packet/s  tx bit/s  missed/s  errors/s
                        west  up    2.00 k       1.60 M    0            0         0         400

                        worker  busy  rx packet/s  tx packet/s  drop/s  batch/s  packet/batch  poll/s
                        0       50 %  2.00 k       0            0       125      16.0          2.00 k

                        drop reason  packet/s  packets  why
                        NEW          20             40  why
                        OLD          0               7  why

                        received 0 + originated 0 = transmitted 0 + consumed 0 + dropped 0 + held 0: NOT BALANCED\
                        """);
    }

    @Test
    void oldNumbers_areToldSo() {
        assertThat(page(at(10, 0, true), at(12, 4_000, true), 20).lines().findFirst())
                .hasValue("edge-1  gatun 0.1.0  up 0:01:01  workers 1  the counters are 8 s old");
    }

    @Test
    void deadRouter_isToldSo() {
        assertThat(page(at(12, 0, false), at(12, 0, false), 20).lines().findFirst())
                .hasValue(
                        "edge-1  gatun 0.1.0  up 0:01:01  workers 1  DEAD, its last counters are 8 s old");
    }

    @Test
    void routerThatStartedAnew_hasNoRatesYet() {
        final CountersSnapshot other = at(12, 10, true);
        final CountersSnapshot anew =
                new CountersSnapshot(
                        "edge-1", "0.1.0", 8, STARTED.plusSeconds(5), true, other.counters());
        assertThat(page(at(10, 4_000, true), anew, 12)).contains("west  up    -            -");
    }
}
