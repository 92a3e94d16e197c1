package io.gatun.dataplane;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.Part.vector;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatun.dataplane.testkit.EndlessRouter;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.CaptureReport;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.TraceRecord;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker allocates nothing while captures and traces look at its packets either. */
class ObserverAllocationTest {

    private static final int BATCHES = 1_000;
    private static final int VECTOR = 8;

    /** What a capture's ring holds of them, and more. */
    private static final int BATCHES_BETWEEN_FETCHES = 100;

    /** Until the compiler has seen enough: what a round before it allocates is not the router's. */
    private static final int MOST_ROUNDS = 40;

    private static final String NAME = "test";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final EndlessRouter router =
            EndlessRouter.with(
                    iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'"),
                    iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'"),
                    neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC),
                    neighbor("east", "'" + Lans6.EAST_HOST + "'", Lans6.EAST_MAC),
                    vector(VECTOR),
                    tunable("icmp_ratelimit", 0));
    private long caught;

    static Stream<Arguments> packets() {
        return Stream.of(
                Arguments.of("transit", transit().udp(1, 53).payload(30), 2 * VECTOR),
                Arguments.of("IPv6 transit", Lans6.transit().udp(1, 53).payload(30), 2 * VECTOR),
                Arguments.of(
                        "bad checksum",
                        transit().udp(1, 53).payload(30).checksumError(1),
                        2 * VECTOR));
    }

    private void captures(String filter) {
        router.asks(
                new Request.StartCapture(
                        NAME,
                        Optional.empty(),
                        List.of(CaptureDirection.values()),
                        filter,
                        Request.StartCapture.MOST_SNAP_LENGTH));
    }

    private CaptureReport fetches() {
        final Answer.Rows rows = (Answer.Rows) router.asks(new Request.TakeCaptured(NAME));
        return (CaptureReport) rows.rows().next();
    }

    private void fetchesAll() {
        CaptureReport report;
        do {
            report = fetches();
            caught += report.frames().size();
        } while (report.more());
    }

    /** Rounds until one allocates nothing, or too many. */
    private long leastAllocated(Runnable between) {
        long allocated = Long.MAX_VALUE;
        for (int round = 0; allocated != 0 && round < MOST_ROUNDS; round++) {
            allocated = 0;
            for (int i = 0; i < BATCHES / BATCHES_BETWEEN_FETCHES; i++) {
                between.run(); // control's, which may allocate
                allocated += allocatedByTheWorker();
            }
        }
        return allocated;
    }

    private long allocatedByTheWorker() {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < BATCHES_BETWEEN_FETCHES; i++) {
            router.pollsOnce();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void isWhole() {
        assertThat(router.ledger().balanced()).isTrue();
        assertThat(router.buffersInUse()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void captureThatCopiesEachFrame_allocatesNothing(
            String name, Frame packet, int framesOfABatch) {
        router.loads(packet);
        captures("udp port 53");

        assertThat(leastAllocated(this::fetchesAll))
                .as("bytes allocated by %s after warm-up", name)
                .isZero();

        fetchesAll();
        assertThat(fetches().lost()).isZero();
        assertThat(caught * VECTOR).isEqualTo(router.ledger().received() * framesOfABatch);
        isWhole();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void captureWhoseFilterMatchesNothing_allocatesNothing(String name, Frame packet) {
        router.loads(packet);
        captures("tcp or (not udp port 53 and net 10.0.0.0/8) or net 2001:db8:dead::/48");

        assertThat(leastAllocated(() -> {}))
                .as("bytes allocated by %s after warm-up", name)
                .isZero();

        assertThat(fetches().frames()).isEmpty();
        isWhole();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void captureThatNobodyFetchesOf_allocatesNothing(String name, Frame packet) {
        router.loads(packet);
        captures("");

        assertThat(leastAllocated(() -> {}))
                .as("bytes allocated by %s after warm-up", name)
                .isZero();

        assertThat(fetches().lost()).isPositive();
        isWhole();
    }

    private void traces(String filter) {
        router.asks(
                new Request.StartTrace(
                        Optional.empty(), Request.StartTrace.MAX_COUNT, Optional.of(filter)));
    }

    private List<TraceRecord> traced() {
        final List<TraceRecord> traced = new ArrayList<>();
        ((Answer.Rows) router.asks(new Request.ListResources(ResourceKind.TRACE)))
                .rows()
                .forEachRemaining(row -> traced.add((TraceRecord) row));
        return traced;
    }

    @Test
    void traceWhoseFilterMatchesNothing_allocatesNothing() {
        router.loads(transit().udp(1, 7).payload(30));
        traces("udp port 53");

        assertThat(leastAllocated(() -> {})).isZero();

        assertThat(traced()).isEmpty();
        isWhole();
    }

    @Test
    void traceThatWritesDown_allocatesNothing() {
        router.loads(transit().udp(1, 53).payload(30));

        assertThat(leastAllocated(() -> traces("udp port 53"))).isZero();

        assertThat(traced()).isNotEmpty();
        isWhole();
    }
}
