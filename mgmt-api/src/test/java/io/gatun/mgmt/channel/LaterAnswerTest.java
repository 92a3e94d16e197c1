package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that control cannot answer at once. */
@Timeout(60)
class LaterAnswerTest {

    @TempDir private Path folder;

    private final BlockingQueue<Found> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Caller> callers = new LinkedBlockingQueue<>();

    /** An answer that another thread finds. */
    private static final class Found implements Answer.Work {

        private volatile Answer answer;

        void complete(Answer found) {
            answer = found;
        }

        @Override
        public Optional<Answer> step() {
            return Optional.ofNullable(answer);
        }
    }

    /** Traces are answered when the test says so, all else at once. */
    private Answer answer(Request request, Caller caller) {
        if (request instanceof Request.StartTrace) {
            final Found found = new Found();
            callers.add(caller);
            waiting.add(found);
            return new Answer.Later(found);
        }
        return ControlThread.answer(request, caller);
    }

    private ControlThread router() throws Exception {
        return new ControlThread(folder, "edge-1", Limits.DEFAULT, this::answer);
    }

    private RouterSocket socket() throws IOException {
        return RouterSocket.find(folder, Optional.empty());
    }

    private static CompletableFuture<List<Resource>> asks(ManagementClient client) {
        final CompletableFuture<List<Resource>> heard = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        final List<Resource> rows = new ArrayList<>();
                        client.request(
                                new Request.StartTrace(Optional.empty(), 1, Optional.empty()),
                                part -> rows.addAll(part.rows()));
                        heard.complete(rows);
                    } catch (IOException | RefusedException e) {
                        heard.completeExceptionally(e);
                    }
                });
        return heard;
    }

    @Test
    void answerOfAnotherThread_reachesItsSessionWhileOthersAreServed() throws Exception {
        try (var router = router();
                var client = ManagementClient.connect(socket());
                var other = ManagementClient.connect(socket())) {
            final var heard = asks(client);
            final Found later = waiting.take();

            assertThat(other.list(ResourceKind.PORT, PortStatus.class)).isNotEmpty();
            assertThat(heard).isNotDone();
            later.complete(
                    Answer.rows(ResourceKind.COUNTER, ExampleResources.of(ResourceKind.COUNTER)));

            assertThat(heard.get()).isEqualTo(ExampleResources.of(ResourceKind.COUNTER));
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void answerForASessionThatHasGone_isDropped() throws Exception {
        try (var router = router();
                var client = ManagementClient.connect(socket())) {
            final Found later;
            try (SocketChannel gone = socket().connect()) {
                gone.write(
                        Frame.of(
                                        1,
                                        MessageCodec.encode(
                                                new Request.StartTrace(
                                                        Optional.empty(), 1, Optional.empty())))
                                .toBytes());
                later = waiting.take();
            }

            later.complete(Answer.done());

            assertThat(client.list(ResourceKind.PORT, PortStatus.class)).isNotEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void handler_isToldWhoAsks() throws Exception {
        try (var router = router();
                var client = ManagementClient.connect(socket())) {
            final var heard = asks(client);
            waiting.take().complete(Answer.done());
            heard.get();

            assertThat(callers.take()).isEqualTo(new Caller(System.getProperty("user.name")));
            assertThat(router.faults()).isEmpty();
        }
    }
}
