package io.gatun.mgmt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.Events;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.ManagementClient.WatchListener;
import io.gatun.mgmt.channel.Pipeline;
import io.gatun.mgmt.channel.RequestHandler;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.KindEntry;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that know the client library and nothing of frames. */
@Timeout(60)
class ClientLibraryTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int RACING = 2;

    @TempDir private Path folder;

    /** A router whose interface changes when it is set, and whose neighbors change at first. */
    private static final class Changing implements RequestHandler {

        private final Events events = new Events();
        private long generation;
        private int lists;

        @Override
        public Answer answer(Request request, Caller caller) {
            if (request instanceof Request.SetInterface && events.takes(EventGroup.INTERFACE)) {
                events.add(
                        EventGroup.INTERFACE,
                        Change.CHANGED,
                        ExampleResources.of(ResourceKind.INTERFACE).getFirst());
                events.published(++generation);
                events.tell(generation);
            }
            if (request instanceof Request.ListResources list
                    && list.kind() == ResourceKind.NEIGHBOR) {
                final boolean raced = ++lists <= RACING;
                return new Answer.Rows(
                        list.kind(), ExampleResources.of(list.kind()).iterator(), () -> raced);
            }
            return request instanceof Request.StopTrace
                    ? new Answer.Later(Optional::empty) // for ever
                    : ControlThread.answer(request, caller);
        }

        @Override
        public Optional<Events> events() {
            return Optional.of(events);
        }
    }

    private ManagementClient connect(Duration patience) throws Exception {
        return ManagementClient.connect(RouterSocket.find(folder, Optional.empty()), patience);
    }

    @Test
    @Spec("NLK-46")
    void programs_useTypedObjectsAndNothingElse() throws Exception {
        final Changing changing = new Changing();
        try (var router = new ControlThread(folder, "edge-1", Limits.DEFAULT, changing);
                var client = connect(SOON)) {
            // a name is resolved to what it takes
            assertThat(
                            client.list(
                                    new Request.ListResources(
                                            ResourceKind.KIND, Map.of("name", "set-interface")),
                                    KindEntry.class))
                    .singleElement()
                    .extracting(kind -> kind.fields().getFirst().name())
                    .isEqualTo("name");
            // a list is asked for anew while it races with changes
            assertThat(client.list(ResourceKind.NEIGHBOR, NeighborEntry.class))
                    .isEqualTo(ExampleResources.of(ResourceKind.NEIGHBOR));
            assertThat(changing.lists).isEqualTo(RACING + 1);
            // events come as objects while other requests are answered, and after
            final List<Resource> heard = new ArrayList<>();
            final int watch =
                    client.watch(
                            new Request.Watch(Set.of(EventGroup.INTERFACE), false),
                            new WatchListener() {
                                @Override
                                public void event(Reply.Event event) {
                                    heard.add(event.row());
                                }

                                @Override
                                public void overrun(long lost) {
                                    throw new AssertionError(lost);
                                }
                            });
            client.request(new Request.SetInterface("west", false), rows -> {});
            while (heard.isEmpty()) {
                assertThat(client.hear(SOON)).isTrue();
            }
            assertThat(heard).hasOnlyElementsOfType(InterfaceStatus.class);
            client.stop(watch);
            // many requests go out before the first is answered
            final Pipeline pipeline = client.pipeline(8);
            final List<InterfaceStatus> rows = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                pipeline.send(
                        new Request.ListResources(ResourceKind.INTERFACE),
                        InterfaceStatus.class,
                        rows::add);
            }
            pipeline.finish();
            assertThat(rows).hasSize(40);
            // a refusal is an exception that says what is wrong
            assertThat(
                            catchThrowableOfType(
                                            RefusedException.class,
                                            () ->
                                                    client.request(
                                                            new Request.StartTrace(
                                                                    Optional.of("north"),
                                                                    1,
                                                                    Optional.empty()),
                                                            none -> {}))
                                    .refusal()
                                    .code())
                    .isEqualTo(RefusalCode.NOT_FOUND);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-46")
    void answerThatDoesNotCome_isWaitedForOnlySoLong() throws Exception {
        try (var router = new ControlThread(folder, "edge-1", Limits.DEFAULT, new Changing());
                var client = connect(Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> client.request(new Request.StopTrace(), rows -> {}))
                    .hasMessageContaining("did not answer within 2000 ms");
            assertThat(client.list(ResourceKind.PORT, Resource.class)).isNotEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }
}
