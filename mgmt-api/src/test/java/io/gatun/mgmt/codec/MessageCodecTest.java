package io.gatun.mgmt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleRequests;
import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.Spec;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.OutOfBoundsException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.RequestKind;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.dataformat.cbor.CBORMapper;

class MessageCodecTest {

    static Stream<Request> requests() {
        return ExampleRequests.all();
    }

    @Test
    void moreRoutesThanOneFrameHolds_areRefusedByTheBound() {
        final List<IpPrefix> tooMany =
                Collections.nCopies(
                        Request.PutRoutes.MAX_PREFIXES + 1, IpPrefix.parse("10.0.0.0/8"));

        assertThatThrownBy(
                        () -> new Request.PutRoutes(PutMode.CREATE, RouteAttributes.PLAIN, tooMany))
                .isInstanceOf(OutOfBoundsException.class)
                .hasMessage("prefixes 1025 is not within 0..1024");
    }

    @Test
    void asManyLongPrefixesAsAllowed_fitIntoOneFrame() {
        final List<IpPrefix> prefixes =
                Collections.nCopies(
                        Request.PutRoutes.MAX_PREFIXES,
                        IpPrefix.parse("2001:db88:ffff:ffff:ffff:ffff:ffff:ffff/128"));

        assertThat(
                        MessageCodec.encode(
                                new Request.PutRoutes(
                                        PutMode.CREATE, RouteAttributes.PLAIN, prefixes)))
                .hasSizeLessThan(Limits.DEFAULT.requestBytes());
    }

    @Test
    void tableAndProtocol_areNamesWhereTheyHaveOneAndElseNumbers() {
        final String json = JsonText.pretty(ExampleResources.of(ResourceKind.ROUTE));

        assertThat(json)
                .contains("\"table\": \"main\"", "\"table\": \"1000\"")
                .contains("\"protocol\": \"kernel\"", "\"protocol\": \"77\"")
                .contains("\"metric\": 4294967295")
                .contains("\"flags\": [");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_survivesTheChannel(Request request) throws RefusedException {
        assertThat(MessageCodec.decodeRequest(MessageCodec.encode(request))).isEqualTo(request);
    }

    @Test
    void everyKindOfRequest_isAmongThoseTested() {
        assertThat(requests().<Object>map(Object::getClass))
                .containsAll(RequestKind.all().toList());
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
        final Reply event =
                new Reply.Event(
                        EventGroup.ROUTE_IPV4,
                        Reply.Event.Change.DELETED,
                        ExampleResources.of(ResourceKind.ROUTE).getFirst(),
                        1L << 40);
        assertThat(MessageCodec.decodeReply(MessageCodec.encode(event))).isEqualTo(event);
        assertThat(MessageCodec.decodeReply(MessageCodec.encode(new Reply.Overrun(3))))
                .isEqualTo(new Reply.Overrun(3));
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
                            "age_ms": 12340,
                            "router": false
                          },
                          {
                            "address": "10.0.0.3",
                            "interface": "west",
                            "mac": null,
                            "state": "incomplete",
                            "age_ms": 900,
                            "router": true
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
        request.put("filter", null);

        assertThat(refusal(request))
                .isEqualTo(
                        new Refusal(
                                RefusalCode.OUT_OF_BOUNDS,
                                "count",
                                "10001",
                                "1..10000",
                                "count 10001 is not within 1..10000"));
    }

    /** Of another shape, and the field that is wrong. */
    static Stream<Arguments> strangeRequests() {
        return Stream.of(
                Arguments.of(Map.of(), "MALFORMED", ""),
                Arguments.of(Map.of("type", List.of("stop-trace")), "MALFORMED", ""),
                Arguments.of(Map.of("type", "list-resources"), "OUT_OF_BOUNDS", "kind"),
                Arguments.of(
                        Map.of("type", "list-resources", "kind", "moon"), "OUT_OF_BOUNDS", "kind"),
                Arguments.of(Map.of("type", "list-resources", "kind", 3), "OUT_OF_BOUNDS", "kind"),
                Arguments.of(
                        Map.of("type", "list-resources", "kind", "port", "filter", "up"),
                        "MALFORMED",
                        "filter"),
                Arguments.of(
                        Map.of("type", "list-resources", "kind", "port", "where", Map.of("a", 1)),
                        "OUT_OF_BOUNDS",
                        "where.a"),
                Arguments.of(trace("west", "many"), "OUT_OF_BOUNDS", "count"),
                Arguments.of(trace("west", 1.5), "OUT_OF_BOUNDS", "count"),
                Arguments.of(trace("west", 1L << 40), "OUT_OF_BOUNDS", "count"),
                Arguments.of(trace("west", 0), "OUT_OF_BOUNDS", "count"),
                Arguments.of(trace(List.of("west"), 1), "OUT_OF_BOUNDS", "port"),
                Arguments.of(
                        Map.of("type", "set-interface", "name", "west"), "OUT_OF_BOUNDS", "up"),
                Arguments.of(
                        Map.of("type", "set-interface", "name", "west", "up", 1),
                        "OUT_OF_BOUNDS",
                        "up"),
                Arguments.of(
                        Map.of(
                                "type",
                                "list-routes",
                                "selector",
                                Map.of("table", "main", "metrik", 5)),
                        "MALFORMED",
                        "selector.metrik"),
                Arguments.of(
                        Map.of("type", "list-routes", "selector", Map.of("exact", "10.0.0.1/8")),
                        "OUT_OF_BOUNDS",
                        "selector.exact"));
    }

    private static Map<String, Object> trace(Object port, Object count) {
        return Map.of("type", "start-trace", "port", port, "count", count);
    }

    @ParameterizedTest
    @MethodSource("strangeRequests")
    @Spec("NLK-06")
    void requestOfAnotherShape_isRefusedByTheFieldThatIsWrong(
            Map<String, Object> request, String code, String field) {
        final Refusal refusal = refusal(request);

        assertThat(refusal.code()).hasToString(code);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.sentence()).contains(field);
    }

    @Test
    void requestOfAnUnknownType_isUnsupported() {
        assertThat(refusal(Map.of("type", "reboot")).code()).isEqualTo(RefusalCode.UNSUPPORTED);
        assertThat(refusal(Map.of("type", 7)).code()).isEqualTo(RefusalCode.UNSUPPORTED);
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
