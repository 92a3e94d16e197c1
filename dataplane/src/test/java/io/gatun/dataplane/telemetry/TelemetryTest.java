package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.control.Sight;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.counters.CountersSnapshot;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.NeighborState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.CachedEpochClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the router counts arrives in the file that others read. */
class TelemetryTest {

    private static final long START_MS = 1_700_000_000_000L;

    @TempDir private Path folder;

    private final TestRouter router = TwoLans.router();
    private final CachedEpochClock time = new CachedEpochClock();
    private long nowNs = TimeUnit.HOURS.toNanos(1);
    private Telemetry telemetry;

    @BeforeEach
    void startTelemetry() throws IOException {
        time.update(START_MS);
        telemetry =
                new Telemetry(
                        CountersWriter.create(folder, "edge-1", "0.1.0"),
                        router.router().sight(),
                        router.router().links(),
                        () -> nowNs,
                        time,
                        nowNs - TimeUnit.SECONDS.toNanos(5));
    }

    private CountersSnapshot read() throws IOException {
        return CountersFile.of(folder, "edge-1").read();
    }

    /** Lets a quarter of a second pass and all figures be copied. */
    private CountersSnapshot next() throws IOException {
        pass(250);
        int polls = 0;
        while (telemetry.poll() > 0) {
            polls++;
        }
        assertThat(polls).isPositive();
        return read();
    }

    private void pass(long millis) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(millis);
        time.advance(millis);
    }

    @Test
    void packets_areSeenByPortQueueWorkerNodeAndLedger() throws IOException {
        router.receives("west", TwoLans.transit());

        final CountersSnapshot seen = next();

        assertThat(seen.value(PORT_RX_PACKETS, "west")).isEqualTo(1);
        assertThat(seen.value(PORT_TX_PACKETS, "east")).isEqualTo(1);
        assertThat(seen.value(PORT_UP, "east")).isEqualTo(1);
        assertThat(seen.value(QUEUE_RX_PACKETS, "west", "0", "0")).isEqualTo(1);
        assertThat(seen.value(QUEUE_RX_BURSTS, "west", "0", "0")).isEqualTo(1);
        assertThat(seen.value(WORKER_RX_PACKETS, "0")).isEqualTo(1);
        assertThat(seen.value(WORKER_TX_PACKETS, "0")).isEqualTo(1);
        assertThat(seen.value(WORKER_BATCHES, "0")).isEqualTo(1);
        assertThat(seen.value(NODE_PACKETS, "ipv4-fast-path")).isEqualTo(1);
        assertThat(seen.value(LEDGER_RECEIVED)).isEqualTo(1);
        assertThat(seen.value(LEDGER_TRANSMITTED)).isEqualTo(1);
        assertThat(seen.value(LEDGER_BALANCED)).isEqualTo(1);
        assertThat(seen.value(MIB, "Ip.ForwDatagrams")).isEqualTo(1);
    }

    @Test
    void drops_areSeenByReasonWithItsSentence() throws IOException {
        router.receives("west", Ipv4Frame.ipv4(TwoLans.WEST_HOST, "192.0.2.1"));

        assertThat(next().find(DROP_PACKETS, "IPV4_NO_ROUTE"))
                .hasValueSatisfying(drop -> {
                    assertThat(drop.value()).isEqualTo(1);
                    assertThat(drop.sentence()).isEqualTo(DropReason.IPV4_NO_ROUTE.sentence());
                });
        assertThat(read().value(WORKER_DROPS, "0")).isEqualTo(1);
        assertThat(read().of(DROP_PACKETS)).hasSize(DropReason.count() - 1);
    }

    @Test
    void countersThatAppearLater_areAddedThen() throws IOException {
        assertThat(next().find(MIB, "IcmpMsg.OutType3")).isEmpty();

        router.receives("west", Ipv4Frame.ipv4(TwoLans.WEST_HOST, "192.0.2.1"));

        assertThat(next().value(MIB, "IcmpMsg.OutType3")).isEqualTo(1);
    }

    @Test
    void neighbors_areCountedByState() throws IOException {
        final Sight sight = router.router().sight();
        router.receives(
                "west", Ipv4Frame.ipv4(TwoLans.WEST_HOST, "10.0.1.77")); // nobody there: INCOMPLETE

        final CountersSnapshot seen = next();

        assertThat(seen.value(NEIGHBORS, "ipv4", "incomplete")).isEqualTo(1);
        assertAllNeighborsCounted(sight);
        router.passes(600); // it fails, others grow stale, some go
        assertAllNeighborsCounted(sight);
    }

    private static void assertAllNeighborsCounted(Sight sight) {
        for (NeighborState state : NeighborState.values()) {
            if (state != NeighborState.NONE) { // not listed
                assertThat(sight.neighbors(AddressFamily.INET, state))
                        .as(state.name())
                        .isEqualTo(
                                sight.neighbors().stream()
                                        .filter(entry -> entry.state() == state)
                                        .count());
            }
        }
    }

    @Test
    void numbers_tellWhenTheyWereWritten() throws IOException {
        final CountersSnapshot seen = next();

        assertThat(seen.value(UPDATED)).isEqualTo(START_MS + 250);
        assertThat(seen.value(CLOCK)).isEqualTo(nowNs);
        assertThat(seen.value(UPTIME)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5_250));
    }

    @Test
    void figures_areCopiedFourTimesASecond() {
        int rounds = 0;
        for (int ms = 0; ms < 10_000; ms++) {
            pass(1);
            int work = telemetry.poll();
            while (telemetry.poll() > 0) {
                work++;
            }
            rounds += work > 1 ? 1 : 0;
        }
        assertThat(rounds).isEqualTo(40);
    }

    @Test
    void worker_isSeenToPollOrNot() throws IOException {
        router.router().settle();
        final long polled = next().value(WORKER_POLLED, "0");
        assertThat(polled).isEqualTo(START_MS + 250);

        assertThat(next().value(WORKER_POLLED, "0")).isEqualTo(polled);

        router.router().settle();
        assertThat(next().value(WORKER_POLLED, "0")).isGreaterThan(polled);
    }

    @Test
    void busyTime_isThatOfSamplesWithPacketsInTheGraph() throws IOException {
        final var counters = router.router().links().getFirst().counters();
        counters.beginRound();
        pass(30);
        telemetry.poll();
        counters.endRound();
        pass(70);
        telemetry.poll();

        assertThat(next().value(WORKER_BUSY, "0")).isEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
    }

    @Test
    void heapCollectionsAndSafepoints_areTold() throws IOException {
        System.gc();

        final CountersSnapshot seen = next();

        assertThat(seen.value(HEAP_USED)).isPositive();
        assertThat(seen.of(GC_COLLECTIONS).mapToLong(each -> each.value()).sum()).isPositive();
        assertThat(seen.value(SAFEPOINTS)).isPositive();
        assertThat(seen.value(SAFEPOINT_TIME)).isPositive();
    }

    @Test
    void forwardingTable_isToldByFamily() throws IOException {
        final CountersSnapshot seen = next();

        assertThat(seen.value(FIB_ROUTES, "ipv4")).isPositive();
        assertThat(seen.value(FIB_BYTES, "ipv4")).isPositive();
    }

    @Test
    void everyKind_isInTheFile() throws IOException {
        final CountersSnapshot seen = next();

        for (CounterKind kind : CounterKind.values()) {
            assertThat(seen.of(kind)).as(kind.name()).isNotEmpty();
        }
    }
}
