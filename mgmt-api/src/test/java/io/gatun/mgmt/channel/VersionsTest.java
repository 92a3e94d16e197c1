package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients and routers that are older or newer than one another. */
@Timeout(60)
class VersionsTest {

    @TempDir private Path folder;
    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();

    private static Refusal refusal(Reply reply) {
        return (Refusal) reply;
    }

    /** Which does not know the fields that came later, and puts its own in another order. */
    @Test
    @Spec("NLK-25")
    void requestOfAnOlderClient_isTakenWithoutWhatMayBeLeftOut() throws Exception {
        final Map<String, Object> list = new LinkedHashMap<>();
        list.put("selector", Map.of("family", "inet6", "table", "100"));
        list.put("type", "list-routes");
        try (var router = RecordingRouter.open(folder, asked);
                var old = RawClient.of(folder)) {
            old.send(Frame.of(1, RawClient.cbor(Map.of("type", "list-resources", "kind", "port"))));
            assertThat(old.reply())
                    .isEqualTo(
                            new Reply.Rows(
                                    ResourceKind.PORT, ExampleResources.of(ResourceKind.PORT)));
            assertThat(old.reply()).isEqualTo(new Reply.Done());
            old.send(Frame.of(2, RawClient.cbor(list)));
            assertThat(old.reply()).isInstanceOf(Reply.Rows.class);

            assertThat(asked)
                    .containsExactly(
                            new Request.ListResources(ResourceKind.PORT),
                            new Request.ListRoutes(
                                    RouteSelector.builder(new TableId(100))
                                            .family(AddressFamily.INET6)
                                            .build()));
            assertThat(router.faults()).isEmpty();
        }
    }

    /** A router does not carry out the half of a request it understands. */
    @Test
    @Spec("NLK-25")
    void requestOfANewerClient_isRefusedByTheNameOfWhatIsUnknown() throws Exception {
        try (var router = RecordingRouter.open(folder, asked);
                var newer = RawClient.of(folder)) {
            newer.send(
                    Frame.of(
                            1,
                            RawClient.cbor(
                                    Map.of(
                                            "type",
                                            "set-interface",
                                            "name",
                                            "west",
                                            "up",
                                            false,
                                            "gently",
                                            true))));
            final Refusal refusal = refusal(newer.reply());
            assertThat(refusal.code()).isEqualTo(RefusalCode.MALFORMED);
            assertThat(refusal.field()).isEqualTo("gently");
            assertThat(refusal.bound()).isEqualTo("name, up");
            newer.send(Frame.of(2, RawClient.cbor(Map.of("type", "paint-interface"))));
            assertThat(refusal(newer.reply()).code()).isEqualTo(RefusalCode.UNSUPPORTED);
            assertThat(asked).isEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-25")
    void rowOfANewerRouter_isReadWithoutWhatIsUnknown() throws Exception {
        final Map<String, Object> rows = new LinkedHashMap<>();
        rows.put("type", "rows");
        rows.put("kind", "counter");
        rows.put("more", 7);
        rows.put("rows", List.of(Map.of("name", "Ip.InReceives", "value", 3, "unit", "1")));

        assertThat(MessageCodec.decodeReply(RawClient.cbor(rows)))
                .isEqualTo(
                        new Reply.Rows(
                                ResourceKind.COUNTER,
                                List.of(new CounterValue("Ip.InReceives", 3))));
        assertThat(
                        MessageCodec.decodeReply(
                                RawClient.cbor(
                                        Map.of("type", "done", "raced", true, "after_ms", 5))))
                .isEqualTo(new Reply.Done(true));
    }

    /** The refusal is in words any version reads, and neither session ends. */
    @Test
    @Spec("NLK-34")
    void clientOfAnotherVersion_isToldBothAndHarmsNobody() throws Exception {
        try (var router = RecordingRouter.open(folder, asked);
                var other = RawClient.of(folder);
                var client =
                        ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
            for (final int version : new int[] {0, 2, 0xFFFF}) {
                other.send(new Frame(version, 5, RawClient.cbor(Map.of("kind", version))));
                final Frame answer = other.frame();
                assertThat(answer.version()).isEqualTo(Frame.VERSION);
                assertThat(answer.requestId()).isEqualTo(5);
                final Refusal refusal = refusal(RawClient.reply(answer));
                assertThat(refusal.code()).isEqualTo(RefusalCode.WRONG_VERSION);
                assertThat(refusal.value()).isEqualTo(Integer.toString(version));
                assertThat(refusal.bound()).isEqualTo(Integer.toString(Frame.VERSION));
            }
            assertThat(asked).isEmpty();
            assertThat(client.list(ResourceKind.PORT, Resource.class)).isNotEmpty();
            other.send(6, new Request.StopTrace());
            assertThat(other.reply()).isEqualTo(new Reply.Done());
            assertThat(router.faults()).isEmpty();
        }
    }

    /** A router of the next version, which answers one request. */
    private Thread newerRouter(ServerSocketChannel server, byte[] answer) {
        return Thread.ofVirtual()
                .start(() -> {
                    try (SocketChannel client = server.accept()) {
                        final Frame request = new FrameReader(client, 1 << 16).read().orElseThrow();
                        client.write(
                                new Frame(Frame.VERSION + 1, request.requestId(), answer)
                                        .toBytes());
                        client.read(ByteBuffer.allocate(1)); // until the client has gone
                    } catch (java.io.IOException | RefusedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    @Spec("NLK-34")
    void routerOfAnotherVersion_isReportedByTheClient() throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(RouterSocket.of(folder, "edge-2").address());
            final Thread answers =
                    newerRouter(
                            server, RawClient.cbor(Map.of("type", "done", "in", "another way")));
            try (var client =
                    ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
                assertThatThrownBy(() -> client.list(ResourceKind.PORT, Resource.class))
                        .hasMessage(
                                "router 'edge-2' speaks protocol version 2 and this client 1; take"
                                        + " both from the same build");
            }
            answers.join();
            final Thread refuses =
                    newerRouter(
                            server,
                            MessageCodec.encode(
                                    Refusal.of(RefusalCode.WRONG_VERSION, "take another client")));
            try (var client =
                    ManagementClient.connect(RouterSocket.find(folder, Optional.empty()))) {
                assertThat(
                                catchThrowableOfType(
                                        RefusedException.class,
                                        () -> client.list(ResourceKind.PORT, Resource.class)))
                        .hasMessage("take another client");
            }
            refuses.join();
        }
    }
}
