package io.gatun.mgmt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.dataformat.cbor.CBORMapper;

class MessageCodecTest {

    static Stream<Request> requests() {
        return Stream.of(
                new Request.ListResources(ResourceKind.NEIGHBOR),
                new Request.StartTrace(Optional.of("west"), 10),
                new Request.StartTrace(Optional.empty(), 1),
                new Request.StopTrace());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_survivesTheChannel(Request request) throws RefusedException {
        assertThat(MessageCodec.decodeRequest(MessageCodec.encode(request))).isEqualTo(request);
    }

    @Test
    void everyKindOfRequest_isAmongThoseTested() {
        assertThat(requests().map(Object::getClass).distinct())
                .hasSize(Request.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @EnumSource
    void rows_surviveTheChannel(ResourceKind kind) throws RefusedException {
        final Reply rows = new Reply.Rows(kind, ExampleResources.of(kind));

        assertThat(MessageCodec.decodeReply(MessageCodec.encode(rows))).isEqualTo(rows);
    }

    @ParameterizedTest
    @EnumSource
    void resource_survivesJson(ResourceKind kind) {
        for (final Resource resource : ExampleResources.of(kind)) {
            assertThat((Resource) JsonText.read(JsonText.pretty(resource), kind.row()))
                    .isEqualTo(resource);
        }
    }

    @Test
    void lastReplies_surviveTheChannel() throws RefusedException {
        final Reply refusal =
                new Refusal(
                        RefusalCode.NOT_FOUND,
                        "port",
                        "north",
                        "west, east",
                        "there is no port north");

        assertThat(MessageCodec.decodeReply(MessageCodec.encode(refusal))).isEqualTo(refusal);
        assertThat(MessageCodec.decodeReply(MessageCodec.encode(new Reply.Done())))
                .isEqualTo(new Reply.Done());
    }

    @Test
    void json_hasSnakeCaseKeysAndAddressesAsText() {
        assertThat(JsonText.pretty(ExampleResources.of(ResourceKind.NEIGHBOR)))
                .isEqualTo(
                        """
                        [
                          {
                            "address": "10.0.0.2",
                            "interface": "west",
                            "mac": "02:00:00:00:00:01",
                            "state": "reachable",
                            "age_ms": 12340
                          },
                          {
                            "address": "10.0.0.3",
                            "interface": "west",
                            "mac": null,
                            "state": "incomplete",
                            "age_ms": 900
                          }
                        ]\
                        """);
    }

    @Test
    void fieldOutOfBounds_isRefusedByNameValueAndBound() {
        final Map<String, Object> request = new HashMap<>();
        request.put("type", "start-trace");
        request.put("port", null);
        request.put("count", 10_001);

        assertThat(refusal(request))
                .isEqualTo(
                        new Refusal(
                                RefusalCode.OUT_OF_BOUNDS,
                                "count",
                                "10001",
                                "1..10000",
                                "count 10001 is not within 1..10000"));
    }

    @Test
    void unreadableRequest_isRefusedWithTheFieldItStoppedAt() {
        assertThat(refusal(Map.of("type", "list-resources", "kind", "moon")))
                .isEqualTo(
                        Refusal.of(
                                RefusalCode.MALFORMED,
                                "the frame holds no readable request (it stops at 'kind'); are client and"
                                        + " router of the same build?"));
    }

    static Stream<Map<String, Object>> strangeRequests() {
        return Stream.of(
                Map.of(),
                Map.of("type", "reboot"),
                Map.of("type", 7),
                Map.of("type", "list-resources"),
                Map.of("type", "list-resources", "kind", "moon"),
                Map.of("type", "list-resources", "kind", 3),
                Map.of("type", "list-resources", "kind", "port", "filter", "up"),
                Map.of("type", "start-trace", "port", "west", "count", "many"),
                Map.of("type", "start-trace", "port", "west", "count", 1.5),
                Map.of("type", "start-trace", "port", "west", "count", 1L << 40),
                Map.of("type", "start-trace", "port", List.of("west"), "count", 1));
    }

    @ParameterizedTest
    @MethodSource("strangeRequests")
    void requestOfAnotherShape_isRefusedAsMalformed(Map<String, Object> request) {
        assertThat(refusal(request).code()).isEqualTo(RefusalCode.MALFORMED);
    }

    private static Refusal refusal(Map<String, Object> request) {
        final byte[] payload = CBORMapper.shared().writeValueAsBytes(request);
        return catchThrowableOfType(
                        RefusedException.class, () -> MessageCodec.decodeRequest(payload))
                .refusal();
    }

    @Test
    void rowsUnderAnotherKind_areRefused() {
        assertThatThrownBy(() ->
                        new Reply.Rows(
                                ResourceKind.PORT, List.of(new CounterValue("Ip.InReceives", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CounterValue is not a row of kind PORT");
    }

    @Test
    void randomBytes_giveAMessageOrARefusal() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            final byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            assertRefusedOrRead(payload);
        }
    }

    @Test
    void mutatedMessages_giveAMessageOrARefusal() {
        final SplittableRandom random = new SplittableRandom(2);
        for (final ResourceKind kind : ResourceKind.values()) {
            final byte[] good =
                    MessageCodec.encode(new Reply.Rows(kind, ExampleResources.of(kind)));
            for (int i = 0; i < 1_000; i++) {
                final byte[] bad = good.clone();
                for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                assertRefusedOrRead(bad);
            }
        }
    }

    @Test
    void truncatedMessages_areRefused() {
        for (final ResourceKind kind : ResourceKind.values()) {
            final byte[] whole =
                    MessageCodec.encode(new Reply.Rows(kind, ExampleResources.of(kind)));
            for (int length = 0; length < whole.length; length++) {
                final byte[] part = Arrays.copyOf(whole, length);
                assertThat(catchThrowable(() -> MessageCodec.decodeReply(part)))
                        .isInstanceOf(RefusedException.class);
            }
        }
    }

    @Test
    void deeplyNestedBytes_areRefused() {
        final byte[] arrays = new byte[60_000];
        Arrays.fill(arrays, (byte) 0x81); // an array of one, each

        assertRefusedOrRead(arrays);
    }

    private static void assertRefusedOrRead(byte[] payload) {
        for (final Throwable thrown :
                Stream.of(
                                catchThrowable(() -> MessageCodec.decodeRequest(payload)),
                                catchThrowable(() -> MessageCodec.decodeReply(payload)))
                        .filter(Objects::nonNull)
                        .toList()) {
            assertThat(thrown).isInstanceOf(RefusedException.class);
        }
    }
}
