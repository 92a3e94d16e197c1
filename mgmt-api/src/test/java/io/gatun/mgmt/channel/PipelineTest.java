package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that overtake nothing, and such as control carries out little by little. */
@Timeout(60)
class PipelineTest {

    private static final Request LIST = new Request.ListResources(ResourceKind.COUNTER);

    @TempDir private Path folder;

    private ManagementClient connect() throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, Optional.empty()));
    }

    private ControlThread router(RequestHandler handler) throws Exception {
        return new ControlThread(folder, "edge-1", Limits.DEFAULT, handler);
    }

    private static Answer counter(long value) {
        return Answer.rows(ResourceKind.COUNTER, List.of(new CounterValue("asked", value)));
    }

    @Test
    void pipelinedRequests_areBegunInOrderAndEachIsAnswered() throws Exception {
        final AtomicInteger asked = new AtomicInteger();
        final List<Long> answers = new ArrayList<>();
        try (var router = router((_, _) -> counter(asked.incrementAndGet()));
                var client = connect()) {
            final Pipeline requests = client.pipeline(8);
            for (int i = 1; i <= 1_000; i++) {
                final long expected = i;
                requests.send(
                        LIST,
                        CounterValue.class,
                        row -> answers.add(row.value() == expected ? expected : -1));
            }
            requests.finish();

            assertThat(answers).containsExactlyElementsOf(numbers(1_000));
            assertThat(client.list(ResourceKind.COUNTER, CounterValue.class))
                    .containsExactly(new CounterValue("asked", 1_001));
            assertThat(router.faults()).isEmpty();
        }
    }

    private static List<Long> numbers(int upTo) {
        return IntStream.rangeClosed(1, upTo).mapToObj(Long::valueOf).toList();
    }

    @Test
    void refusalAmongThem_isThrownAndTheClientGoesOn() throws Exception {
        final AtomicInteger asked = new AtomicInteger();
        try (var router =
                        router((_, _) ->
                                asked.incrementAndGet() == 3
                                        ? Answer.refused(RefusalCode.FULL, "no more room")
                                        : counter(asked.get()));
                var client = connect()) {
            final Pipeline requests = client.pipeline(8);
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 6; i++) {
                                    requests.send(LIST, CounterValue.class, _ -> {});
                                }
                                requests.finish();
                            })
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("no more room");

            assertThat(client.list(ResourceKind.COUNTER, CounterValue.class)).hasSize(1);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void workOfManySteps_isAnsweredAtItsEndAndHoldsUpNobody() throws Exception {
        final AtomicInteger steps = new AtomicInteger();
        final AtomicInteger others = new AtomicInteger();
        final RequestHandler handler =
                (request, _) -> {
                    if (request instanceof Request.StopTrace) {
                        return new Answer.Later(() -> step(steps, others));
                    }
                    others.incrementAndGet();
                    return counter(steps.get());
                };
        try (var router = router(handler);
                var worker = connect();
                var other = connect()) {
            final Thread asks =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (others.get() < 3) {
                                        other.list(ResourceKind.COUNTER, CounterValue.class);
                                    }
                                } catch (IOException | RefusedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            final List<Long> answers = new ArrayList<>();
            worker.stream(
                    new Request.StopTrace(), CounterValue.class, row -> answers.add(row.value()));
            asks.join();

            assertThat(answers).containsExactly((long) steps.get());
            assertThat(steps).hasValueGreaterThanOrEqualTo(5);
            assertThat(router.faults()).isEmpty();
        }
    }

    /** Done after five steps, and not before others were answered meanwhile. */
    private static Optional<Answer> step(AtomicInteger steps, AtomicInteger others) {
        return steps.incrementAndGet() < 5 || others.get() < 3
                ? Optional.empty()
                : Optional.of(counter(steps.get()));
    }

    @Test
    void workThatFails_isRefusedAndTheFaultIsTold() throws Exception {
        try (var router =
                        router((_, _) ->
                                new Answer.Later(() -> {
                                    throw new IllegalStateException("a fault");
                                }));
                var client = connect()) {
            assertThatThrownBy(() -> client.list(ResourceKind.COUNTER, CounterValue.class))
                    .isInstanceOf(RefusedException.class);
            assertThat(router.faults())
                    .singleElement()
                    .hasToString("java.lang.IllegalStateException: a fault");
        }
    }
}
