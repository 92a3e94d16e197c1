package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChannelTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** A client that does read may be held up by a busy machine, but not for so long. */
    private static final Duration LONGER = Duration.ofSeconds(3);

    private static final int MANY = 100_000;

    /** Those that the router answers, not its channel. */
    private static final Set<ResourceKind> KINDS =
            EnumSet.complementOf(EnumSet.of(ResourceKind.SESSION, ResourceKind.KIND));

    @TempDir private Path folder;

    private static Limits limits(int sessions, Duration stall, Duration idle) {
        return new Limits(sessions, 4, 16 * 1024, 16 * 1024, 128, 8, 64, 40, stall, idle);
    }

    private ManagementClient connect() throws IOException {
        return ManagementClient.connect(RouterSocket.find(folder, Optional.empty()));
    }

    private SocketChannel connectRaw() throws IOException {
        return RouterSocket.find(folder, Optional.empty()).connect();
    }

    private static Answer manyCounters(Request request, Caller caller) {
        final Iterator<CounterValue> counters =
                LongStream.range(0, MANY)
                        .mapToObj(i -> new CounterValue("counter" + i, i))
                        .iterator();
        return new Answer.Rows(ResourceKind.COUNTER, counters);
    }

    private static void send(SocketChannel socket, Frame frame) throws IOException {
        send(socket, frame.toBytes());
    }

    private static void send(SocketChannel socket, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    private static Frame request(int id, Request request) {
        return Frame.of(id, MessageCodec.encode(request));
    }

    private static Refusal refusal(FrameReader frames) throws IOException, RefusedException {
        return (Refusal) MessageCodec.decodeReply(frames.read().orElseThrow().payload());
    }

    @Test
    void listedResources_arriveAsTheRouterHasThem() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                var client = connect()) {
            for (final ResourceKind kind : KINDS) {
                assertThat(list(client, kind)).isEqualTo(ExampleResources.of(kind));
            }
            assertThat(router.faults()).isEmpty();
        }
    }

    private static List<Resource> list(ManagementClient client, ResourceKind kind)
            throws Exception {
        return client.list(kind, Resource.class);
    }

    @Test
    void listLongerThanAnyQueue_arrivesWholeAndInOrder() throws Exception {
        try (var router =
                        new ControlThread(
                                folder,
                                "edge-1",
                                limits(4, LONGER, LONGER),
                                ChannelTest::manyCounters);
                var client = connect()) {
            assertThat(client.list(ResourceKind.COUNTER, CounterValue.class))
                    .hasSize(MANY)
                    .isSortedAccordingTo((a, b) -> Long.compare(a.value(), b.value()));
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void severalClientsAtOnce_eachGetTheirOwnAnswers() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            final List<Future<Boolean>> answers = new ArrayList<>();
            for (final ResourceKind kind : KINDS) {
                answers.add(clients.submit(() -> asksOftenAndGets(kind)));
                answers.add(clients.submit(() -> asksOftenAndGets(kind)));
            }
            for (final Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
            assertThat(router.faults()).isEmpty();
        }
    }

    private boolean asksOftenAndGets(ResourceKind kind) throws Exception {
        try (var client = connect()) {
            for (int i = 0; i < 50; i++) {
                if (!list(client, kind).equals(ExampleResources.of(kind))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void refusedRequest_comesBackWithItsSentence() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                var client = connect()) {
            final RefusedException refused =
                    catchThrowableOfType(
                            RefusedException.class,
                            () ->
                                    client.request(
                                            new Request.StartTrace(
                                                    Optional.of("north"), 1, Optional.empty()),
                                            rows -> {}));

            assertThat(refused.refusal())
                    .isEqualTo(
                            Refusal.of(
                                    RefusalCode.NOT_FOUND,
                                    "there is no port north; known are west, east"));
            assertThat(list(client, ResourceKind.LEDGER)).hasSize(1);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void routerThatStops_isReportedByTheClient() throws Exception {
        final var router = new ControlThread(folder, "edge-1");
        try (var client = connect()) {
            assertThat(list(client, ResourceKind.PORT)).isNotEmpty();
            router.close();

            assertThatThrownBy(() -> list(client, ResourceKind.PORT))
                    .hasMessage("router 'edge-1' closed the session; does it still run?");
        }
    }

    @Test
    void answerGivenUpHalfway_doesNotSpoilTheNext() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                var client = connect()) {
            assertThatThrownBy(() ->
                            client.request(
                                    new Request.ListResources(ResourceKind.PORT),
                                    rows -> {
                                        throw new IllegalStateException("enough");
                                    }))
                    .hasMessage("enough");

            assertThat(list(client, ResourceKind.ROUTE))
                    .isEqualTo(ExampleResources.of(ResourceKind.ROUTE));
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void faultyHandler_isReportedAndItsClientRefused() throws Exception {
        final RequestHandler faulty =
                (request, caller) -> {
                    throw new IllegalStateException("broken");
                };
        try (var router = new ControlThread(folder, "edge-1", Limits.DEFAULT, faulty);
                var client = connect()) {
            assertThatThrownBy(() -> list(client, ResourceKind.PORT))
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("the router could not answer; its log says why");
            assertThat(router.faults())
                    .singleElement()
                    .hasToString("java.lang.IllegalStateException: broken");
        }
    }

    @Test
    void faultyList_isReportedAndItsClientRefused() throws Exception {
        final RequestHandler faulty =
                (request, caller) ->
                        new Answer.Rows(
                                ResourceKind.COUNTER,
                                LongStream.range(0, 1_000)
                                        .mapToObj(i -> new CounterValue("c" + 1 / (500 - i), i))
                                        .iterator());
        try (var router = new ControlThread(folder, "edge-1", Limits.DEFAULT, faulty);
                var client = connect()) {
            assertThatThrownBy(() -> list(client, ResourceKind.COUNTER))
                    .isInstanceOf(RefusedException.class);
            assertThat(router.faults()).singleElement().isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void idleClient_isNotClosed() throws Exception {
        try (var router =
                        new ControlThread(
                                folder, "edge-1", limits(4, SHORT, SHORT), ControlThread::answer);
                var idle = connect();
                var half = connectRaw()) {
            send(half, ByteBuffer.wrap(new byte[] {0}));
            assertThat(half.read(ByteBuffer.allocate(1)))
                    .as("the watch has been round")
                    .isEqualTo(-1);

            assertThat(list(idle, ResourceKind.PORT)).isNotEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void largeRequestThatIsNoConfiguration_isRefusedAndTheSessionGoesOn() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                var client = connect()) {
            final var large =
                    new Request.StartTrace(Optional.of("x".repeat(100_000)), 1, Optional.empty());

            assertThatThrownBy(() -> client.request(large, rows -> {}))
                    .hasMessageContaining(
                            " bytes is above 65536; only the text of a configuration");
            final var candidate = new Request.OfConfiguration.Candidate("c", "x".repeat(1 << 20));
            client.request(new Request.OfConfiguration.CheckConfiguration(candidate), rows -> {});
            assertThat(list(client, ResourceKind.PORT)).isNotEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void frameOfNonsense_isRefusedAndTheSessionGoesOn() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                var socket = connectRaw()) {
            final FrameReader frames = new FrameReader(socket, 1 << 16);
            send(socket, Frame.of(1, new byte[] {1, 2, 3}));

            assertThat(refusal(frames).code()).isEqualTo(RefusalCode.MALFORMED);
            send(socket, request(2, new Request.StopTrace()));
            assertThat(frames.read().orElseThrow().requestId()).isEqualTo(2);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void moreRequestsThanMayBeInFlight_areAllAnsweredInOrder() throws Exception {
        final int requests = 500;
        try (var router = new ControlThread(folder, "edge-1");
                var socket = connectRaw();
                ExecutorService sender = Executors.newSingleThreadExecutor()) {
            final Callable<Void> sendAll =
                    () -> {
                        for (int id = 1; id <= requests; id++) {
                            send(socket, request(id, new Request.StopTrace()));
                        }
                        return null;
                    };
            final Future<Void> sent = sender.submit(sendAll);
            final FrameReader frames = new FrameReader(socket, 1 << 16);
            for (int id = 1; id <= requests; id++) {
                assertThat(frames.read().orElseThrow().requestId()).isEqualTo(id);
            }
            sent.get();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void clientThatClosesItsSendingEnd_stillGetsItsAnswer() throws Exception {
        try (var router = new ControlThread(folder, "edge-1");
                var socket = connectRaw()) {
            send(socket, request(1, new Request.ListResources(ResourceKind.PORT)));
            socket.shutdownOutput();
            final FrameReader frames = new FrameReader(socket, 1 << 16);

            assertThat(MessageCodec.decodeReply(frames.read().orElseThrow().payload()))
                    .isEqualTo(
                            new Reply.Rows(
                                    ResourceKind.PORT, ExampleResources.of(ResourceKind.PORT)));
            assertThat(MessageCodec.decodeReply(frames.read().orElseThrow().payload()))
                    .isEqualTo(new Reply.Done());
            assertThat(frames.read()).isEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void oneSessionTooMany_isTurnedAwayWhileTheOthersAreBusy() throws Exception {
        try (var router =
                        new ControlThread(
                                folder,
                                "edge-1",
                                limits(1, SHORT, Duration.ofHours(1)),
                                ControlThread::answer);
                var first = connect()) {
            assertThat(list(first, ResourceKind.PORT)).isNotEmpty();

            try (var second = connect()) {
                assertThatThrownBy(() -> list(second, ResourceKind.PORT))
                        .isInstanceOf(RefusedException.class)
                        .hasMessage("all 1 sessions of the router are in use; try again");
            }
            assertThat(list(first, ResourceKind.PORT)).isNotEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void oneSessionTooMany_takesThePlaceOfAnIdleOne() throws Exception {
        try (var router =
                        new ControlThread(
                                folder,
                                "edge-1",
                                limits(1, SHORT, Duration.ZERO),
                                ControlThread::answer);
                var first = connect()) {
            assertThat(list(first, ResourceKind.PORT)).isNotEmpty();

            try (var second = connect()) {
                assertThat(list(second, ResourceKind.PORT)).isNotEmpty();
            }
            assertThatThrownBy(() -> list(first, ResourceKind.PORT))
                    .isInstanceOf(IOException.class);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void controlThatIsStuck_isReportedByTheClient() throws Exception {
        try (var server = ManagementServer.open(folder, "edge-1", Limits.DEFAULT, fault -> {});
                var client =
                        ManagementClient.connect(
                                RouterSocket.find(folder, Optional.empty()),
                                Duration.ofMillis(50))) {
            assertThatThrownBy(() -> client.list(ResourceKind.PORT, PortStatus.class))
                    .hasMessage(
                            "router 'edge-1' did not answer within 50 ms; is its control thread"
                                    + " stuck?");
            assertThat(server.poll(ControlThread::answer))
                    .as("the request still waits")
                    .isPositive();
        }
    }

    @Test
    void socket_isOnlyForItsUserAndGoneAfterwards() throws Exception {
        final Path socket = folder.resolve("edge-1.sock");
        try (var router = new ControlThread(folder, "edge-1")) {
            assertThat(Files.getPosixFilePermissions(socket))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(router.faults()).isEmpty();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void secondRouterOfTheSameName_isRefused() throws Exception {
        try (var router = new ControlThread(folder, "edge-1")) {
            assertThatThrownBy(() -> new ControlThread(folder, "edge-1"))
                    .hasMessage(
                            "router 'edge-1' runs already ("
                                    + folder
                                    + "/edge-1.sock answers); stop it, or give this one another"
                                    + " name under router: name");
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    void socketOfADeadRouter_isReportedByClientsAndReplacedByTheNextRouter() throws Exception {
        leaveDeadSocket("edge-1");

        assertThatThrownBy(this::connect)
                .hasMessage(
                        "router 'edge-1' is dead and left its socket "
                                + folder
                                + "/edge-1.sock behind; start it again: gatun run -c FILE");
        try (var router = new ControlThread(folder, "edge-1");
                var client = connect()) {
            assertThat(list(client, ResourceKind.PORT)).isNotEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    private void leaveDeadSocket(String router) throws IOException {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(RouterSocket.of(folder, router).address());
        }
    }

    @Test
    void folderThatIsAFile_isReportedByTheRouter() throws IOException {
        final Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new ControlThread(file, "edge-1"))
                .hasMessage(
                        "folder "
                                + file
                                + " cannot be made by this user; run as root, or set GATUN_RUN_DIR"
                                + " to one that can");
    }

    @Test
    void nameTooLongForASocket_isReportedByTheRouter() {
        final String name = "x".repeat(120);

        assertThatThrownBy(() -> new ControlThread(folder, name))
                .hasMessageStartingWith(
                        "socket " + folder + "/" + name + ".sock cannot be opened for clients: ");
    }

    @Test
    void noRouter_isReportedWithTheCure() {
        assertThatThrownBy(this::connect)
                .hasMessage(
                        "no router runs here ("
                                + folder
                                + " holds no socket); start one: gatun run -c FILE");
        assertThatThrownBy(() -> RouterSocket.find(folder.resolve("none"), Optional.of("x")))
                .hasMessageStartingWith("no router runs here");
    }

    @Test
    void severalRouters_areToldApartByName() throws Exception {
        leaveDeadSocket("old");
        try (var edge = new ControlThread(folder, "edge-1")) {
            assertThat(RouterSocket.find(folder, Optional.empty()).router()).isEqualTo("edge-1");
            try (var core = new ControlThread(folder, "core-1")) {
                assertThatThrownBy(this::connect)
                        .hasMessage(
                                "2 routers run here (core-1, edge-1); say which: --router NAME");
                assertThatThrownBy(() -> RouterSocket.find(folder, Optional.of("north")))
                        .hasMessage("no router 'north' runs here; these do: core-1, edge-1");
                try (var client =
                        ManagementClient.connect(
                                RouterSocket.find(folder, Optional.of("core-1")))) {
                    assertThat(list(client, ResourceKind.PORT)).isNotEmpty();
                }
                assertThat(core.faults()).isEmpty();
            }
            assertThat(edge.faults()).isEmpty();
        }
    }

    @Test
    void pollWithoutRequests_doesNothing() throws Exception {
        try (var server = ManagementServer.open(folder, "edge-1", Limits.DEFAULT, fault -> {})) {
            assertThat(server.poll(ControlThread::answer)).isZero();
        }
    }
}
