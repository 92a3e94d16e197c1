package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.pki.Identity;
import io.gatun.mgmt.pki.TestPki;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever comes in by either end: a precise refusal or the end, and others do not notice. */
@Timeout(120)
class BadInputTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** A client that does read may be held up by a busy machine, but not for so long. */
    private static final Duration LONGER = Duration.ofSeconds(3);

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final int MANY = 100_000;
    private static final long SEED = 20_261_126;

    @TempDir private static Path folder;
    private static TestPki pki;
    private static Identity alice;

    /** What a client comes in by. */
    enum End {
        UNIX,
        TLS
    }

    /** A router with both ends. */
    private record Both(ControlThread router, End end) implements AutoCloseable {

        private ManagementClient client() throws IOException {
            return ManagementClient.connect(address(), AMPLE);
        }

        private RouterAddress address() throws IOException {
            return switch (end) {
                case UNIX -> RouterSocket.find(folder, Optional.empty());
                case TLS -> RemoteRouter.at(TestPki.HOST + ":" + router.remote().getPort(), alice);
            };
        }

        /** A client that says what it likes. */
        private ByteChannel raw() throws IOException {
            return switch (end) {
                case UNIX -> RouterSocket.find(folder, Optional.empty()).connect();
                case TLS -> address().open(AMPLE);
            };
        }

        @Override
        public void close() {
            assertThat(router.faults()).isEmpty();
            router.close();
        }
    }

    private static Both router(End end, Limits limits, RequestHandler handler) throws Exception {
        if (pki == null) {
            pki = new TestPki(folder.resolve("pki"));
            alice = pki.client("alice", Role.ADMIN);
        }
        return new Both(
                new ControlThread(folder, "edge-1", limits, handler, Optional.of(pki.end(AMPLE))),
                end);
    }

    private static Both router(End end) throws Exception {
        return router(end, Limits.DEFAULT, ControlThread::answer);
    }

    private static Limits limits(int sessions, Duration stall, Duration idle) {
        return new Limits(sessions, 4, 16 * 1024, 16 * 1024, 128, 8, 64, 4, stall, idle);
    }

    private static Answer manyCounters(Request request, Caller caller) {
        final Iterator<CounterValue> counters =
                LongStream.range(0, MANY)
                        .mapToObj(i -> new CounterValue("counter" + i, i))
                        .iterator();
        return new Answer.Rows(ResourceKind.COUNTER, counters);
    }

    private static void send(ByteChannel to, Frame frame) throws IOException {
        send(to, frame.toBytes());
    }

    private static void send(ByteChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static Frame request(int id, Request request) {
        return Frame.of(id, MessageCodec.encode(request));
    }

    private static Refusal refusal(FrameReader frames) throws IOException, RefusedException {
        return (Refusal) MessageCodec.decodeReply(frames.read().orElseThrow().payload());
    }

    /** The other end is closed: end of stream, or broken. */
    private static boolean isAtEnd(FrameReader frames) throws RefusedException {
        try {
            return frames.read().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    private static void othersAreServed(Both both) throws Exception {
        try (var client = both.client()) {
            assertThat(client.list(ResourceKind.LEDGER, Resource.class))
                    .isEqualTo(ExampleResources.of(ResourceKind.LEDGER));
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientThatStopsInsideAFrame_isClosed(End end) throws Exception {
        try (var both = router(end, limits(4, SHORT, SHORT), ControlThread::answer);
                var half = both.raw()) {
            final ByteBuffer frame = request(1, new Request.StopTrace()).toBytes();
            send(half, frame.limit(frame.limit() - 1));

            assertThat(isAtEnd(new FrameReader(half, 1 << 16))).isTrue();
            othersAreServed(both);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hugeFrame_isRefusedByItsLengthAndTheSessionClosed(End end) throws Exception {
        try (var both = router(end);
                var socket = both.raw()) {
            send(socket, ByteBuffer.allocate(4).putInt(1 << 30).flip());
            final FrameReader frames = new FrameReader(socket, 1 << 16);

            assertThat(refusal(frames))
                    .isEqualTo(
                            Refusal.of(
                                    RefusalCode.TOO_LARGE,
                                    "frame of 1073741824 bytes is above "
                                            + Limits.DEFAULT.configurationBytes()));
            assertThat(isAtEnd(frames)).isTrue();
            othersAreServed(both);
        }
    }

    @ParameterizedTest
    @EnumSource
    void frameShorterThanItsHeader_isRefused(End end) throws Exception {
        try (var both = router(end);
                var socket = both.raw()) {
            send(socket, ByteBuffer.allocate(4).putInt(-1).flip());
            final FrameReader frames = new FrameReader(socket, 1 << 16);

            assertThat(refusal(frames).code()).isEqualTo(RefusalCode.MALFORMED);
            assertThat(isAtEnd(frames)).isTrue();
            othersAreServed(both);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("NLK-34")
    void otherProtocolVersion_isRefusedAndTheSessionGoesOn(End end) throws Exception {
        try (var both = router(end);
                var socket = both.raw()) {
            final byte[] payload = MessageCodec.encode(new Request.StopTrace());
            final FrameReader frames = new FrameReader(socket, 1 << 16);
            send(socket, new Frame(7, 1, payload));

            assertThat(refusal(frames))
                    .isEqualTo(
                            new Refusal(
                                    RefusalCode.WRONG_VERSION,
                                    "version",
                                    "7",
                                    "1",
                                    "the client speaks protocol version 7 and the router 1; take"
                                            + " both from the same build"));
            send(socket, Frame.of(2, payload));
            assertThat(frames.read().orElseThrow().requestId()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("NLK-29")
    void unknownRequest_isRefusedUnderItsIdAndTheSessionGoesOn(End end) throws Exception {
        try (var both = router(end);
                var socket = both.raw()) {
            final byte[] payload = MessageCodec.encode(new Request.StopTrace());
            final String text = new String(payload, StandardCharsets.ISO_8859_1);
            payload[text.indexOf("stop-trace")] = 'x';
            final FrameReader frames = new FrameReader(socket, 1 << 16);
            send(socket, Frame.of(77, payload));

            final Frame answer = frames.read().orElseThrow();
            assertThat(answer.requestId()).isEqualTo(77);
            assertThat(((Refusal) MessageCodec.decodeReply(answer.payload())).code())
                    .isEqualTo(RefusalCode.UNSUPPORTED);
            send(socket, request(2, new Request.StopTrace()));
            assertThat(frames.read().orElseThrow().requestId()).isEqualTo(2);
        }
    }

    /** Frames of any bytes, and of real requests with some bytes changed. */
    @ParameterizedTest
    @EnumSource
    void fuzzedRequests_areEachAnsweredAndHarmNobody(End end) throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (var both = router(end);
                var socket = both.raw()) {
            final FrameReader frames = new FrameReader(socket, 1 << 24);
            for (int id = 1; id <= 2_000; id++) {
                send(socket, Frame.of(id, fuzzed(random)));
                Frame answer;
                do {
                    answer = frames.read().orElseThrow();
                    assertThat(answer.requestId()).as("seed %d", SEED).isEqualTo(id);
                } while (MessageCodec.decodeReply(answer.payload()) instanceof Reply.Rows);
            }
            othersAreServed(both);
        }
    }

    private static byte[] fuzzed(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            final byte[] any = new byte[random.nextInt(200)];
            random.nextBytes(any);
            return any;
        }
        final byte[] real =
                MessageCodec.encode(
                        random.nextBoolean()
                                ? new Request.SetInterface("west", true)
                                : new Request.StartTrace(Optional.of("west"), 5, Optional.empty()));
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            real[random.nextInt(real.length)] = (byte) random.nextInt();
        }
        return real;
    }

    @ParameterizedTest
    @EnumSource
    void clientThatNeverReads_isClosedAndHoldsUpNobody(End end) throws Exception {
        try (var both = router(end, limits(4, LONGER, SHORT), BadInputTest::manyCounters);
                var slow = both.raw()) {
            send(slow, request(1, new Request.ListResources(ResourceKind.COUNTER)));

            try (var client = both.client()) {
                assertThat(client.list(ResourceKind.COUNTER, CounterValue.class)).hasSize(MANY);
            }
            awaitClosedByPeer(slow);
        }
    }

    private static void awaitClosedByPeer(ByteChannel socket) {
        try {
            while (true) {
                socket.write(ByteBuffer.wrap(new byte[] {0}));
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("NLK-14")
    void clientThatDiesInTheMiddleOfAList_takesTheListWithIt(End end) throws Exception {
        final List<int[]> taken = new ArrayList<>();
        final RequestHandler endless =
                (request, caller) -> {
                    if (!(request instanceof Request.ListResources(ResourceKind kind, _))
                            || kind != ResourceKind.COUNTER) {
                        return ControlThread.answer(request, caller);
                    }
                    final int[] count = new int[1];
                    taken.add(count);
                    return new Answer.Rows(
                            ResourceKind.COUNTER,
                            LongStream.range(0, Long.MAX_VALUE)
                                    .peek(_ -> count[0]++)
                                    .mapToObj(i -> new CounterValue("counter" + i, i))
                                    .iterator());
                };
        try (var both = router(end, Limits.DEFAULT, endless)) {
            for (int i = 0; i < 20; i++) {
                try (var socket = both.raw()) {
                    send(socket, request(1, new Request.ListResources(ResourceKind.COUNTER)));
                    assertThat(new FrameReader(socket, 1 << 24).read()).isPresent();
                }
            }
            othersAreServed(both);
            both.router().awaitNoOpenLists();
            assertThat(taken).hasSize(20);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Spec("NLK-45")
    void asManyClientsAsTheLimitSays_areServedAndOneMoreIsToldWhy(End end) throws Exception {
        final List<ManagementClient> clients = new ArrayList<>();
        try (var both = router(end, limits(5, AMPLE, AMPLE), ControlThread::answer)) {
            for (int i = 0; i < 5; i++) {
                clients.add(both.client());
            }
            for (final ManagementClient client : clients) {
                assertThat(client.list(ResourceKind.LEDGER, Resource.class)).hasSize(1);
            }
            assertThatThrownBy(() -> othersAreServed(both))
                    .hasMessageContaining("all 5 sessions of the router are in use; try again");
            for (final ManagementClient client : clients) {
                assertThat(client.list(ResourceKind.LEDGER, Resource.class)).hasSize(1);
            }
            clients.removeLast().close();
            awaitServed(both);
        } finally {
            for (final ManagementClient client : clients) {
                client.close();
            }
        }
    }

    /** The router learns a little later that a client has gone. */
    private static void awaitServed(Both both) throws Exception {
        while (true) {
            try {
                othersAreServed(both);
                return;
            } catch (IOException | RefusedException e) {
                assertThat(e).hasMessageContaining("all 5 sessions");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aThousandIdleSessions_giveWayToWhoeverAsks(End end) throws Exception {
        final List<ByteChannel> idle = new ArrayList<>();
        try (var both = router(end, limits(32, AMPLE, Duration.ZERO), ControlThread::answer)) {
            for (int i = 0; i < (end == End.UNIX ? 1_000 : 150); i++) { // handshakes take a while
                idle.add(both.raw());
            }
            othersAreServed(both);
        } finally {
            for (final ByteChannel each : idle) {
                each.close();
            }
        }
    }
}
