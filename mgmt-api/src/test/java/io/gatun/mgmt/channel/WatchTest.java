package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.channel.ManagementClient.WatchListener;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.SessionStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class WatchTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Limits LIMITS =
            new Limits(
                    8,
                    4,
                    16 * 1024,
                    16 * 1024,
                    128,
                    8,
                    64,
                    40,
                    Duration.ofMinutes(1),
                    Duration.ofMillis(50));
    private static final Set<EventGroup> ROUTES = Set.of(EventGroup.ROUTE_IPV4);

    @TempDir private Path folder;

    private static final class Heard implements WatchListener {
        private final List<Resource> rows = new ArrayList<>();
        private final List<Long> events = new ArrayList<>();
        private long lost;

        @Override
        public void row(ResourceKind kind, Resource row) {
            rows.add(row);
        }

        @Override
        public void event(Reply.Event event) {
            events.add(event.sequence());
        }

        @Override
        public void overrun(long count) {
            lost += count;
        }
    }

    private ManagementClient connect() throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, Optional.empty()));
    }

    private ControlThread router() throws Exception {
        return new ControlThread(folder, "edge-1", LIMITS, new ChangingRouter());
    }

    private static void change(ManagementClient client, int events) throws Exception {
        client.request(new Request.SetInterface(Integer.toString(events), true), rows -> {});
    }

    @Test
    @Spec({"NLK-01", "NLK-15"})
    void changeByOneClient_isHeardByEveryOtherThatWatchesAndByItself() throws Exception {
        try (var router = router();
                var one = connect();
                var other = connect();
                var changer = connect()) {
            final Heard first = new Heard();
            final Heard second = new Heard();
            final Heard own = new Heard();
            one.watch(new Request.Watch(ROUTES, false), first);
            other.watch(new Request.Watch(ROUTES, false), second);
            changer.watch(new Request.Watch(ROUTES, false), own);
            change(changer, 1);

            assertThat(one.hear(SOON)).isTrue();
            assertThat(other.hear(SOON)).isTrue();
            assertThat(first.events).containsExactly(1L);
            assertThat(second.events).containsExactly(1L);
            assertThat(own.events).as("heard while it waited for its answer").containsExactly(1L);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void watchWithListing_bringsWhatIsThereBeforeItIsDone() throws Exception {
        try (var router = router();
                var client = connect()) {
            final Heard heard = new Heard();
            client.watch(new Request.Watch(Set.of(EventGroup.values()), true), heard);

            assertThat(heard.rows)
                    .containsAll(ExampleResources.of(ResourceKind.INTERFACE))
                    .containsAll(ExampleResources.of(ResourceKind.NEIGHBOR))
                    .containsAll(ExampleResources.of(ResourceKind.ROUTE));
            assertThat(router.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void watchWithListing_bringsNoRowsOfOtherGroups(EventGroup group) throws Exception {
        final List<Resource> ofGroup =
                Stream.of(ResourceKind.ROUTE, ResourceKind.NEIGHBOR, ResourceKind.INTERFACE)
                        .flatMap(kind -> ExampleResources.of(kind).stream())
                        .filter(row -> EventGroup.of(row) == group)
                        .toList();
        try (var router = router();
                var client = connect()) {
            final Heard heard = new Heard();
            client.watch(new Request.Watch(Set.of(group), true), heard);

            assertThat(heard.rows).isEqualTo(ofGroup);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-18")
    void fortyWatches_areJoinedAndLeftOneByOneAndTheNextIsRefused() throws Exception {
        try (var router = router();
                var client = connect()) {
            final Heard heard = new Heard();
            final List<Integer> watches = new ArrayList<>();
            for (int i = 0; i < LIMITS.watches(); i++) {
                watches.add(client.watch(new Request.Watch(ROUTES, false), heard));
            }
            assertThat(
                            catchThrowableOfType(
                                            RefusedException.class,
                                            () ->
                                                    client.watch(
                                                            new Request.Watch(ROUTES, false),
                                                            heard))
                                    .refusal()
                                    .bound())
                    .isEqualTo("0..40");
            change(client, 1);
            assertThat(heard.events).hasSize(40);

            for (final int watch : watches) {
                client.stop(watch);
            }
            change(client, 1);
            assertThat(client.hear(AT_ONCE)).isFalse();
            assertThat(heard.events).hasSize(40);
            assertThat(
                            catchThrowableOfType(
                                            RefusedException.class,
                                            () -> client.stop(watches.getFirst()))
                                    .refusal()
                                    .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-17")
    void watcherThatDoesNotRead_isToldHowMuchItMissedAndHoldsUpNobody() throws Exception {
        final int rounds = 200;
        final int each = 1_000;
        try (var router = router();
                var slow = connect();
                var changer = connect()) {
            final Heard heard = new Heard();
            slow.watch(new Request.Watch(ROUTES, false), heard);
            for (int i = 0; i < rounds; i++) {
                change(changer, each); // done in spite of it
            }
            while (heard.events.size() + heard.lost < (long) rounds * each) {
                assertThat(slow.hear(SOON)).isTrue();
            }

            assertThat(heard.lost).isPositive();
            assertThat(heard.events.size() + heard.lost).isEqualTo((long) rounds * each);
            assertThat(heard.events).isSorted();
            change(changer, 1);
            assertThat(slow.hear(SOON)).isTrue();
            assertThat(heard.events.getLast()).as("it goes on").isEqualTo(rounds + 1L);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void watcher_isNotTheIdleOneThatGivesWay() throws Exception {
        final Limits neverBusy =
                new Limits(
                        4,
                        4,
                        1 << 14,
                        1 << 14,
                        128,
                        8,
                        64,
                        40,
                        Duration.ofSeconds(10),
                        Duration.ZERO);
        try (var router = new ControlThread(folder, "edge-1", neverBusy, new ChangingRouter());
                var watcher = connect()) {
            final Heard heard = new Heard();
            watcher.watch(new Request.Watch(ROUTES, false), heard);
            for (int i = 0; i < 3 * neverBusy.sessions(); i++) {
                connect().list(ResourceKind.COUNTER, CounterValue.class); // left open and idle
            }
            try (var changer = connect()) {
                change(changer, 1);
            }
            assertThat(watcher.hear(SOON)).isTrue();
            assertThat(heard.events).hasSize(1);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-37")
    void sessions_areListedWithWhatTheyWatchAndMiss() throws Exception {
        try (var router = router();
                var watcher = connect();
                var idle = connect();
                var asking = connect()) {
            watcher.watch(new Request.Watch(ROUTES, false), new Heard());
            idle.list(ResourceKind.PORT, Resource.class);
            for (int i = 0; i < 200; i++) {
                change(asking, 1_000); // more than its socket holds
            }
            final List<SessionStatus> sessions =
                    asking.list(ResourceKind.SESSION, SessionStatus.class);

            assertThat(sessions).hasSize(3).extracting(SessionStatus::id).doesNotHaveDuplicates();
            assertThat(sessions)
                    .allMatch(each -> each.id() > 0)
                    .allMatch(each -> each.peer().equals(System.getProperty("user.name")))
                    .allMatch(each -> each.role().equals("admin"))
                    .allMatch(each -> each.from().equals("unix"));
            assertThat(sessions)
                    .extracting(SessionStatus::groups)
                    .containsExactlyInAnyOrder(List.of("route_ipv4"), List.of(), List.of());
            assertThat(sessions)
                    .extracting(SessionStatus::requests)
                    .containsExactlyInAnyOrder(1L, 1L, 201L);
            final SessionStatus behind =
                    sessions.stream()
                            .filter(each -> !each.groups().isEmpty())
                            .findFirst()
                            .orElseThrow();
            assertThat(behind.queuedEvents()).isEqualTo(LIMITS.eventsInFlight());
            assertThat(router.faults()).isEmpty();
        }
    }

    /** Events come from the router alone. */
    @Test
    @Spec({"NLK-35", "NLK-44"})
    void clientThatSendsAnEvent_isRefusedAndNobodyHearsIt() throws Exception {
        try (var router = router();
                var watcher = connect();
                var changer = connect();
                var forger = RawClient.of(folder)) {
            final Heard heard = new Heard();
            watcher.watch(new Request.Watch(Set.of(EventGroup.values()), false), heard);
            final Reply.Event forged =
                    new Reply.Event(
                            EventGroup.ROUTE_IPV4,
                            Reply.Event.Change.DELETED,
                            ChangingRouter.route(),
                            77);
            forger.send(Frame.of(1, MessageCodec.encode(forged)));
            forger.send(Frame.of(Frame.NO_REQUEST, MessageCodec.encode(forged)));
            for (int i = 0; i < 2; i++) {
                assertThat(((Reply.Refusal) forger.reply()).code())
                        .isEqualTo(RefusalCode.UNSUPPORTED);
            }
            change(changer, 1);

            assertThat(watcher.hear(SOON)).isTrue();
            assertThat(heard.events).as("only what the router told").containsExactly(1L);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void watchOfNothing_isRefused() throws Exception {
        try (var router = router();
                var socket = RouterSocket.find(folder, Optional.empty()).connect()) {
            final byte[] watch = MessageCodec.encode(new Request.Watch(ROUTES, false));
            final String text = new String(watch, StandardCharsets.ISO_8859_1);
            final int at = text.indexOf("route_ipv4");
            watch[at] = 'x'; // no such group
            socket.write(Frame.of(1, watch).toBytes());
            final ByteBuffer answer = ByteBuffer.allocate(4096);
            socket.read(answer);

            assertThat(new String(answer.array(), StandardCharsets.ISO_8859_1))
                    .contains("out_of_bounds")
                    .contains("groups");
            assertThat(router.faults()).isEmpty();
        }
    }
}
