package io.gatun.mgmt.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How requests and replies are cut from a stream and told apart, and what is none of either. */
@Timeout(60)
class FramesTest {

    private static final long SEED = 4_711;

    @TempDir private Path folder;
    private final BlockingQueue<Request> asked = new LinkedBlockingQueue<>();

    private static Request route(int number) {
        return new Request.PutRoute(
                PutMode.CREATE,
                IpPrefix.parse("10." + number / 256 + "." + number % 256 + ".0/24"),
                RouteAttributes.PLAIN);
    }

    /** Requests that are answered with rows, with done, and with a refusal. */
    private static Request any(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> new Request.ListResources(ResourceKind.PORT);
            case 1 -> new Request.SetInterface("west", true);
            default -> new Request.StartTrace(Optional.of("north"), 1, Optional.empty());
        };
    }

    @Test
    @Spec("NLK-03")
    void answers_carryTheIdOfTheirRequestWhateverItIs() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Map<Integer, Request> sent = new TreeMap<>();
        sent.put(-1, new Request.StopTrace());
        sent.put(Integer.MIN_VALUE, new Request.ListResources(ResourceKind.ROUTE));
        while (sent.size() < 200) {
            sent.put(random.nextInt(), any(random));
        }
        final List<Integer> ids = new ArrayList<>(sent.keySet());
        final Map<Integer, Reply> last = new TreeMap<>();
        try (var router = RecordingRouter.open(folder, asked);
                var client = RawClient.of(folder)) {
            for (int from = 0; from < ids.size(); from += 10) { // in flight together
                for (final int id : ids.subList(from, from + 10)) {
                    client.send(id, sent.get(id));
                }
                while (last.size() < from + 10) {
                    final Frame frame = client.frame();
                    final Reply reply = RawClient.reply(frame);
                    if (reply instanceof Reply.Rows rows) {
                        assertThat(sent.get(frame.requestId()))
                                .isEqualTo(new Request.ListResources(rows.kind()));
                    } else {
                        assertThat(last.put(frame.requestId(), reply)).isNull();
                    }
                }
            }
            assertThat(last.keySet()).isEqualTo(sent.keySet());
            sent.forEach((id, request) ->
                    assertThat(last.get(id) instanceof Refusal)
                            .isEqualTo(request instanceof Request.StartTrace));
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-27")
    void aThousandRequestsInOneTransmission_areCarriedOutInOrder() throws Exception {
        final ByteArrayOutputStream batch = new ByteArrayOutputStream();
        final List<Request> all = IntStream.range(0, 1_000).mapToObj(FramesTest::route).toList();
        for (int i = 0; i < all.size(); i++) {
            batch.writeBytes(RawClient.bytes(i + 1, all.get(i)));
        }
        try (var router = RecordingRouter.open(folder, asked);
                var client = RawClient.of(folder)) {
            final Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    client.send(batch.toByteArray());
                                } catch (java.io.IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            });
            for (int id = 1; id <= all.size(); id++) {
                assertThat(client.frame().requestId()).isEqualTo(id);
            }
            sender.join();
            assertThat(asked).containsExactlyElementsOf(all);
            assertThat(router.faults()).isEmpty();
        }
    }

    /** However the stream is cut up on its way. */
    @Test
    @Spec("NLK-27")
    void requestsInPiecesOfAnySize_areRead() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (var router = RecordingRouter.open(folder, asked);
                var client = RawClient.of(folder)) {
            for (int id = 1; id <= 200; id++) {
                final byte[] bytes = RawClient.bytes(id, route(id));
                for (int at = 0; at < bytes.length; ) {
                    final int end = at + 1 + random.nextInt(bytes.length - at);
                    client.send(Arrays.copyOfRange(bytes, at, end));
                    at = end;
                }
                assertThat(client.frame().requestId()).as("seed %d", SEED).isEqualTo(id);
            }
            assertThat(asked).hasSize(200);
            assertThat(router.faults()).isEmpty();
        }
    }

    @Test
    @Spec("NLK-27")
    void lengthThatCannotBe_isRefusedAndEndsTheSession() throws Exception {
        final int header = 6;
        final int[] lengths = {
            Integer.MIN_VALUE,
            -1,
            0,
            1,
            header - 1,
            Limits.DEFAULT.configurationBytes() + 1,
            Integer.MAX_VALUE
        };
        try (var router = RecordingRouter.open(folder, asked)) {
            for (final int length : lengths) {
                try (var client = RawClient.of(folder)) {
                    client.send(ByteBuffer.allocate(64).putInt(length).array());
                    final Frame frame = client.frame();
                    assertThat(frame.requestId()).isEqualTo(Frame.NO_REQUEST);
                    assertThat(((Refusal) RawClient.reply(frame)).code())
                            .as("length %d", length)
                            .isIn(RefusalCode.MALFORMED, RefusalCode.TOO_LARGE);
                    assertThat(client.isAtEnd()).isTrue();
                }
            }
            assertThat(asked).isEmpty();
            assertThat(router.faults()).isEmpty();
        }
    }

    /** All that only a router may say. */
    private static Stream<Reply> replies() {
        return Stream.of(
                new Reply.Rows(ResourceKind.PORT, ExampleResources.of(ResourceKind.PORT)),
                new Reply.Done(),
                new Reply.Event(
                        EventGroup.INTERFACE,
                        Reply.Event.Change.DELETED,
                        ExampleResources.of(ResourceKind.INTERFACE).getFirst(),
                        1),
                new Reply.Overrun(5),
                Refusal.of(RefusalCode.FAILED, "no"));
    }

    @Test
    @Spec({"NLK-28", "NLK-30"})
    void whatIsNoRequest_isRefusedAndReachesNobody() throws Exception {
        final List<Reply> all = replies().toList();
        assertThat(all).hasSize(Reply.class.getPermittedSubclasses().length);
        try (var router = RecordingRouter.open(folder, asked);
                var client = RawClient.of(folder)) {
            for (int i = 0; i < all.size(); i++) {
                client.send(Frame.of(i + 1, MessageCodec.encode(all.get(i))));
                final Frame answer = client.frame();
                assertThat(answer.requestId()).isEqualTo(i + 1);
                assertThat(((Refusal) RawClient.reply(answer)).code())
                        .isEqualTo(RefusalCode.UNSUPPORTED);
            }
            client.send(Frame.of(7, RawClient.cbor(Map.of("type", "noop"))));
            assertThat(((Refusal) client.reply()).code()).isEqualTo(RefusalCode.UNSUPPORTED);
            client.send(Frame.of(8, new byte[0]));
            assertThat(((Refusal) client.reply()).code()).isEqualTo(RefusalCode.MALFORMED);
            assertThat(asked).isEmpty();
            client.send(9, new Request.StopTrace());
            assertThat(client.reply()).isEqualTo(new Reply.Done());
            assertThat(router.faults()).isEmpty();
        }
    }
}
