package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.codec.RowFilter;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.AddressEntry;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long lists, lists of some rows, and lists of what changes meanwhile. */
@Timeout(120)
class ListTest {

    private static final int MANY = 400_000;
    private static final Request COUNTERS = new Request.ListResources(ResourceKind.COUNTER);

    @TempDir private Path folder;

    private ManagementClient connect() throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, Optional.empty()));
    }

    private ControlThread router(RequestHandler handler) throws Exception {
        return new ControlThread(folder, "edge-1", Limits.DEFAULT, handler);
    }

    @Test
    void firstRows_areTakenAndTheRestIsGivenUp() throws Exception {
        final RequestHandler endless =
                (request, caller) ->
                        request.equals(COUNTERS)
                                ? new Answer.Rows(
                                        ResourceKind.COUNTER,
                                        LongStream.iterate(0, i -> i + 1)
                                                .mapToObj(i -> new CounterValue("c" + i, i))
                                                .iterator())
                                : ControlThread.answer(request, caller);
        final Request ports = new Request.ListResources(ResourceKind.PORT);
        try (var router = router(endless)) {
            try (var client = connect()) {
                assertThat(client.first(200, COUNTERS, CounterValue.class))
                        .hasSize(200)
                        .extracting(CounterValue::value)
                        .isSorted();
                assertThat(client.first(200, ports, Resource.class))
                        .isEqualTo(ExampleResources.of(ResourceKind.PORT));
                assertThat(client.first(1, ports, Resource.class)).hasSize(1);
            }
            router.awaitNoOpenLists();
            assertThat(router.faults()).isEmpty();
        }
    }

    /** However long a list is, only so much of it waits for the client as its session may hold. */
    @Test
    @Spec("NLK-11")
    void longList_isStreamedAsItIsReadAndDoneOnce() throws Exception {
        final AtomicLong made = new AtomicLong();
        final RequestHandler handler =
                (request, caller) ->
                        request.equals(COUNTERS)
                                ? new Answer.Rows(
                                        ResourceKind.COUNTER,
                                        LongStream.range(0, MANY)
                                                .peek(_ -> made.incrementAndGet())
                                                .mapToObj(i -> new CounterValue("c" + i, i))
                                                .iterator())
                                : ControlThread.answer(request, caller);
        try (var router = router(handler);
                var client = RawClient.of(folder)) {
            client.send(1, COUNTERS);
            client.send(2, new Request.StopTrace());
            final long most =
                    (long) Limits.DEFAULT.rowsPerFrame() * (Limits.DEFAULT.framesInFlight() + 2)
                            + rowsInSocket();
            long next = 0;
            int done = 0;
            for (boolean isOther = false; done == 0 || !isOther; ) {
                final Frame frame = client.frame();
                switch (RawClient.reply(frame)) {
                    case Reply.Rows rows -> {
                        assertThat(frame.requestId()).isEqualTo(1);
                        for (final Resource row : rows.rows()) {
                            assertThat(((CounterValue) row).value()).isEqualTo(next++);
                        }
                        assertThat(made.get() - next).isLessThanOrEqualTo(most);
                    }
                    case Reply.Done _ when frame.requestId() == 1 -> done++;
                    case Reply.Done _ -> isOther = true;
                    default -> throw new AssertionError(frame.requestId());
                }
            }
            assertThat(next).isEqualTo(MANY);
            client.send(3, new Request.StopTrace());
            assertThat(client.frame().requestId()).as("not done again").isEqualTo(3);
            assertThat(done).isEqualTo(1);
            assertThat(router.faults()).isEmpty();
        }
    }

    /** One row, found when the test says so. */
    private static SeekingIterator<CounterValue> found(AtomicBoolean isFound) {
        return new SeekingIterator<>() {
            private boolean isTaken;

            @Override
            public boolean seek() {
                return isFound.get();
            }

            @Override
            public boolean hasNext() {
                assertThat(isFound).as("asked only when it answers at once").isTrue();
                return !isTaken;
            }

            @Override
            public CounterValue next() {
                isTaken = true;
                return new CounterValue("late", 1);
            }
        };
    }

    @Test
    void listThatLooksLongForItsNextRow_holdsUpNobody() throws Exception {
        final AtomicBoolean isFound = new AtomicBoolean();
        final RequestHandler handler =
                (request, caller) ->
                        request.equals(COUNTERS)
                                ? new Answer.Rows(ResourceKind.COUNTER, found(isFound))
                                : ControlThread.answer(request, caller);
        try (var router = router(handler);
                var looking = RawClient.of(folder);
                var other = connect()) {
            looking.send(1, COUNTERS);
            for (int i = 0; i < 3; i++) {
                assertThat(other.list(ResourceKind.INTERFACE, InterfaceStatus.class)).isNotEmpty();
            }
            isFound.set(true);

            assertThat(((Reply.Rows) looking.reply()).rows()).hasSize(1);
            assertThat(looking.reply()).isEqualTo(new Reply.Done(false));
            assertThat(router.faults()).isEmpty();
        }
    }

    /** What two socket buffers may hold beside the session: far less than the list. */
    private static long rowsInSocket() {
        return MANY / 4;
    }

    /** A table that changes after so many rows were taken, so many times. */
    private static RequestHandler changing(AtomicInteger lists, int racing) {
        return (request, caller) -> {
            if (!request.equals(COUNTERS)) {
                return ControlThread.answer(request, caller);
            }
            final boolean races = lists.incrementAndGet() <= racing;
            return new Answer.Rows(
                    ResourceKind.COUNTER,
                    LongStream.range(0, 10).mapToObj(i -> new CounterValue("c" + i, i)).iterator(),
                    () -> races);
        };
    }

    @Test
    @Spec("NLK-12")
    void listThatRacedWithAChange_saysSoInItsLastReply() throws Exception {
        final AtomicInteger lists = new AtomicInteger();
        try (var router = router(changing(lists, 1));
                var client = RawClient.of(folder)) {
            client.send(1, COUNTERS);
            assertThat(client.reply()).isInstanceOf(Reply.Rows.class);
            assertThat(client.reply()).isEqualTo(new Reply.Done(true));
            client.send(2, COUNTERS);
            assertThat(client.reply()).isInstanceOf(Reply.Rows.class);
            assertThat(client.reply()).isEqualTo(new Reply.Done(false));
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void clientLibrary_listsAnewUntilNothingRaced() throws Exception {
        final AtomicInteger lists = new AtomicInteger();
        try (var router = router(changing(lists, 3));
                var client = connect()) {
            assertThat(client.list(ResourceKind.COUNTER, CounterValue.class)).hasSize(10);
            assertThat(lists).hasValue(4);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void tableThatNeverRests_isReportedByTheClientLibrary() throws Exception {
        try (var router = router(changing(new AtomicInteger(), Integer.MAX_VALUE));
                var client = connect()) {
            assertThatThrownBy(() -> client.list(ResourceKind.COUNTER, CounterValue.class))
                    .hasMessageStartingWith("router 'edge-1' changed during each of 5 lists");
            final List<CounterValue> rows = new ArrayList<>();
            assertThat(client.stream(COUNTERS, CounterValue.class, rows::add)).isTrue();
            assertThat(rows).hasSize(10);
            assertThat(router.faults()).isEmpty();
        }
    }

    private <T extends Resource> void selects(
            ManagementClient client,
            ResourceKind kind,
            Class<T> row,
            Map<String, String> where,
            Predicate<T> wanted)
            throws Exception {
        final List<T> expected = client.list(kind, row).stream().filter(wanted).toList();

        assertThat(expected).as("%s", where).isNotEmpty();
        assertThat(client.list(new Request.ListResources(kind, where), row))
                .as("%s", where)
                .isEqualTo(expected);
    }

    /** The filtered list is the full list, filtered. */
    @Test
    @Spec("NLK-13")
    void filters_areHonoured() throws Exception {
        try (var router = router(ControlThread::answer);
                var client = connect()) {
            selects(
                    client,
                    ResourceKind.NEIGHBOR,
                    NeighborEntry.class,
                    Map.of("state", "incomplete", "interface", "west", "family", "inet"),
                    row -> row.state() == NeighborState.INCOMPLETE);
            selects(
                    client,
                    ResourceKind.NEIGHBOR,
                    NeighborEntry.class,
                    Map.of("mac", "02:00:00:00:00:01"),
                    row -> row.mac().isPresent());
            selects(
                    client,
                    ResourceKind.INTERFACE,
                    InterfaceStatus.class,
                    Map.of("vlan", "100"),
                    row -> row.vlan().isPresent());
            selects(
                    client,
                    ResourceKind.ADDRESS,
                    AddressEntry.class,
                    Map.of("interface", "west", "family", "inet"),
                    row ->
                            row.interfaceName().equals("west")
                                    && row.address().address().width() == 32);
            selects(
                    client,
                    ResourceKind.COUNTER,
                    CounterValue.class,
                    Map.of("value", counter().value() + "", "name", counter().name()),
                    row -> row.name().equals(counter().name()));
            assertThat(router.faults()).isEmpty();
        }
    }

    private static CounterValue counter() {
        return (CounterValue) ExampleResources.of(ResourceKind.COUNTER).getFirst();
    }

    /** Every kind is filtered by every field it says it can be, by the value its row has. */
    @Test
    @Spec("NLK-13")
    void everyField_isHonouredOrRefusedByName() throws Exception {
        try (var router = router(ControlThread::answer);
                var client = connect()) {
            for (final ResourceKind kind : ResourceKind.values()) {
                if (kind.isListed() && kind != ResourceKind.ROUTE) {
                    assertThat(RowFilter.fields(kind)).as("%s", kind).isNotEmpty();
                }
                final Refusal refusal = refusal(client, kind, Map.of("no such field", "1"));
                assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED);
                assertThat(refusal.sentence())
                        .contains(kind == ResourceKind.ROUTE ? "list-routes" : "no such field");
            }
            assertThat(refusal(client, ResourceKind.INTERFACE, Map.of("addresses", "10.0.0.1/24")))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("addresses"))
                    .satisfies(refusal -> assertThat(refusal.bound()).contains("name, port, vlan"));
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void valueAFieldCannotHave_isRefusedWithWhatItCan() throws Exception {
        try (var router = router(ControlThread::answer);
                var client = connect()) {
            assertThat(refusal(client, ResourceKind.NEIGHBOR, Map.of("state", "asleep")))
                    .isEqualTo(
                            new Refusal(
                                    RefusalCode.OUT_OF_BOUNDS,
                                    "state",
                                    "asleep",
                                    "none, incomplete, reachable, stale, delay, probe, failed,"
                                            + " permanent",
                                    "state 'asleep' is not within none, incomplete, reachable,"
                                            + " stale, delay, probe, failed, permanent"));
            assertThat(refusal(client, ResourceKind.NEIGHBOR, Map.of("address", "10.0.0")).field())
                    .isEqualTo("address");
            assertThat(refusal(client, ResourceKind.NEIGHBOR, Map.of("age_ms", "old")).bound())
                    .isEqualTo("a whole number");
            assertThat(refusal(client, ResourceKind.NEIGHBOR, Map.of("router", "1")).bound())
                    .isEqualTo("true, false");
            assertThat(router.faults()).isEmpty();
        }
    }

    private static Refusal refusal(
            ManagementClient client, ResourceKind kind, Map<String, String> where) {
        return catchThrowableOfType(
                        RefusedException.class,
                        () -> client.list(new Request.ListResources(kind, where), Resource.class))
                .refusal();
    }
}
