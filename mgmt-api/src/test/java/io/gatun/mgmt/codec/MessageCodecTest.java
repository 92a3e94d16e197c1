package io.gatun.mgmt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.ExampleResources;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.OutOfBoundsException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.dataformat.cbor.CBORMapper;

class MessageCodecTest {

    private static final Candidate CANDIDATE =
            new Candidate("edge.yaml", "router: { name: edge-1 } # \u00e4\n");

    static Stream<Request> requests() {
        return Stream.of(
                new Request.ListResources(ResourceKind.NEIGHBOR),
                new Request.Watch(Set.of(EventGroup.INTERFACE, EventGroup.ROUTE_IPV6), true),
                new Request.StopWatch(7),
                new Request.StartTrace(Optional.of("west"), 10, Optional.of("udp port 53")),
                new Request.StartTrace(Optional.empty(), 1, Optional.empty()),
                new Request.StopTrace(),
                new Request.Explain("west", "0a0b", true),
                new Request.StartCapture(
                        "mine",
                        Optional.of("west"),
                        List.of(CaptureDirection.RX, CaptureDirection.DROP),
                        "udp port 53",
                        96),
                new Request.TakeCaptured("mine"),
                new Request.StopCapture("mine"),
                new Request.PutRoute(
                        PutMode.REPLACE,
                        IpPrefix.parse("2001:db8::/32"),
                        RouteAttributes.builder()
                                .table(new TableId(0xFFFF_FFFFL))
                                .type(RouteType.UNICAST)
                                .protocol(RouteProtocol.parse("bgp"))
                                .metric(0xFFFF_FFFFL)
                                .scope(RouteScope.SITE)
                                .via(IpAddress.parse("fe80::1"))
                                .interfaceName("east")
                                .prefsrc(IpAddress.parse("2001:db8::1"))
                                .onlink(true)
                                .metrics(
                                        new RouteMetrics(
                                                OptionalInt.of(1280),
                                                true,
                                                OptionalInt.of(9),
                                                Map.of("window", 65_535L)))
                                .from(IpPrefix.parse("2001:db8:1::/48"))
                                .tos(16)
                                .build()),
                new Request.PutRoutes(
                        PutMode.APPEND,
                        RouteAttributes.PLAIN,
                        List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("::/0"))),
                new Request.DeleteRoute(RouteSelector.exactly(IpPrefix.parse("10.0.0.0/8"))),
                new Request.FlushRoutes(
                        RouteSelector.builder(TableId.ALL)
                                .family(AddressFamily.INET6)
                                .exact(IpPrefix.parse("::/0"))
                                .root(IpPrefix.parse("2001:db8::/32"))
                                .match(IpPrefix.parse("2001:db8:1::/48"))
                                .type(RouteType.THROW)
                                .protocol(new RouteProtocol(201))
                                .scope(RouteScope.LINK)
                                .metric(5)
                                .via(IpAddress.parse("fe80::1"))
                                .interfaceName("east")
                                .prefsrc(IpAddress.parse("2001:db8::1"))
                                .mtu(1400)
                                .hoplimit(3)
                                .build()),
                new Request.ListRoutes(RouteSelector.all(TableId.MAIN)),
                new Request.GetRoute(
                        IpAddress.parse("192.0.2.1"),
                        Optional.of(IpAddress.parse("10.0.0.2")),
                        Optional.of("west"),
                        Optional.empty(),
                        OptionalLong.of(7)),
                new Request.SetInterface("east.100", false),
                new OfConfiguration.GetConfiguration(OptionalInt.of(3)),
                new OfConfiguration.CheckConfiguration(CANDIDATE),
                new OfConfiguration.PlanConfiguration(CANDIDATE),
                new OfConfiguration.DiffConfiguration(
                        OptionalInt.of(3), OptionalInt.empty(), Optional.of(CANDIDATE)),
                new OfConfiguration.CommitConfiguration(
                        CANDIDATE, OptionalInt.of(3), "the new uplink", OptionalInt.of(300)),
                new OfConfiguration.ListRevisions(),
                new OfConfiguration.ConfirmCommit(),
                new OfConfiguration.RollBack(OptionalInt.empty(), ""),
                new OfConfiguration.ReloadConfiguration("edited by hand"));
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
        assertThat(requests().map(Object::getClass).distinct())
                .hasSize(
                        Request.class.getPermittedSubclasses().length
                                - 1
                                + Request.OfConfiguration.class.getPermittedSubclasses().length);
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
                Map.of("type", "list-resources"),
                Map.of("type", "list-resources", "kind", "moon"),
                Map.of("type", "list-resources", "kind", 3),
                Map.of("type", "list-resources", "kind", "port", "filter", "up"),
                Map.of("type", "start-trace", "port", "west", "count", "many", "filter", ""),
                Map.of("type", "start-trace", "port", "west", "count", 1.5, "filter", ""),
                Map.of("type", "start-trace", "port", "west", "count", 1L << 40, "filter", ""),
                Map.of("type", "start-trace", "port", List.of("west"), "count", 1, "filter", ""));
    }

    @ParameterizedTest
    @MethodSource("strangeRequests")
    void requestOfAnotherShape_isRefusedAsMalformed(Map<String, Object> request) {
        assertThat(refusal(request).code()).isEqualTo(RefusalCode.MALFORMED);
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
