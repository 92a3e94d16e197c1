package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV6_HOP_LIMIT_EXCEEDED;
import static io.gatun.dataplane.graph.DropReason.IPV6_PACKET_TOO_BIG;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.EAST_HOST;
import static io.gatun.dataplane.testkit.Lans6.EAST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.toRouter;
import static io.gatun.dataplane.testkit.Lans6.transit;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ICMPv6 error looks like, when there is none, and how many there are. */
class Icmp6ErrorTest {

    private final TestRouter router = Lans6.router();

    private static Part ipv6Tunables(String settings) {
        return Part.tunable("ipv6", "{ " + settings + " }");
    }

    @ParameterizedTest
    @CsvSource({"0, 88", "1191, 1279", "1192, 1280", "1193, 1280", "1400, 1280"})
    @Spec({"ICMP6-22", "FWD6-10"})
    void error_quotesAsMuchAs1280BytesHold(int payload, int length) {
        final Ipv6Frame packet = transit().hopLimit(1).payload(payload);

        router.receives("west", packet);

        assertThat(router)
                .sentOnly("west")
                .isIcmp6(3, 0)
                .isFilledUpTo(length, packet)
                .hasHopLimit(64)
                .hasTrafficClass(0);
        assertThat(router.sent().getFirst().flowLabel()).isZero();
    }

    @Test
    @Spec("ICMP6-23")
    void errorAboutTransit_comesFromTheIngressWhateverTheWayBack() {
        final TestRouter asymmetric =
                Lans6.router(route("'2001:db8:77::/48'", "'" + Lans6.GATEWAY + "'"));

        asymmetric.receives("west", ipv6("2001:db8:77::7", EAST_HOST).hopLimit(1));

        assertThat(asymmetric).sentOnly("east").isIpv6(WEST_ROUTER, "2001:db8:77::7").isIcmp6(3, 0);
    }

    @Test
    @Spec("ICMP6-23")
    void errorAboutAPacketToTheRouter_comesFromTheAddressItWasSentTo() {
        router.receives("west", ipv6(WEST_HOST, EAST_ROUTER).udp(1, 2));

        assertThat(router).sentOnly("west").isIpv6(EAST_ROUTER, WEST_HOST).isIcmp6(1, 4);
    }

    @Test
    void errorToAGlobalAddress_neverComesFromALinkLocalOne() {
        final TestRouter unnumbered =
                TestRouter.with(
                        Part.iface("west", "'fe80::a:1/64'"),
                        Lans6.east(),
                        Part.neighbor("west", "'fe80::2'", Lans6.WEST_MAC),
                        route("'2001:db8:a::/64'", "'fe80::2'").with("interface", "west"));

        unnumbered.receives("west", transit().hopLimit(1));

        assertThat(unnumbered).sentOnly("west").isIpv6(EAST_ROUTER, WEST_HOST).isIcmp6(3, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1", "4, 2", "100, 0", "127, 0", "137, 0"})
    @Spec({"ICMP6-24", "ICMP6-02"})
    void errorOrRedirect_isNotAnsweredWithAnError(int type, int code) {
        router.receives("west", transit().hopLimit(1).icmp(type, code, 0).payload(60));

        assertThat(router).isSilent().droppedOne(IPV6_HOP_LIMIT_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 129, 133, 136, 200})
    @Spec("ICMP6-24")
    void informationalMessage_isAnsweredWithAnError(int type) {
        router.receives("west", transit().hopLimit(1).icmp(type, 0, 0).payload(60));

        assertThat(router).sentOnly("west").isIcmp6(3, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "60, 3A00 0104 00000000",
        "0, 3A00 0104 00000000",
        "44, 3A00 0001 12345678",
        "60, 2B00 0104 00000000 3A00 0000 00000000",
        "51, 3A04 0000 00000001 00000001 000000000000000000000000"
    })
    @Spec("ICMP6-24")
    void errorBehindExtensionHeaders_isNotAnsweredWithAnError(int first, String hex) {
        router.receives("west", transit().hopLimit(1).icmp(1, 0, 0).extensions(first, hex));

        assertThat(router).isSilent().droppedOne(IPV6_HOP_LIMIT_EXCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"60, 3A00 0104 00000000", "44, 3A00 0001 12345678"})
    void echoBehindExtensionHeaders_isAnsweredWithAnError(int first, String hex) {
        router.receives("west", transit().hopLimit(1).echo(1, 1).extensions(first, hex));

        assertThat(router).sentOnly("west").isIcmp6(3, 0);
    }

    @ParameterizedTest
    @CsvSource({"60, 3A0F 0104 00000000", "43, 3A", "0, 3A"})
    void brokenChainOfHeaders_isNotAnswered(int first, String hex) {
        router.receives("west", transit().hopLimit(1).extensions(first, hex));

        assertThat(router).isSilent().droppedOne(IPV6_HOP_LIMIT_EXCEEDED);
    }

    @Test
    @Spec("ICMP6-27")
    void laterFragment_isAnsweredWithAnError() {
        final Ipv6Frame fragment =
                transit().hopLimit(1).extensions(44, "3A00 0508 12345678").payload(64);

        router.receives("west", fragment);

        assertThat(router).sentOnly("west").isIcmp6(3, 0).quotesAllOf(fragment);
    }

    @Test
    void sourceNobodyHasAWayTo_isNotAnswered() {
        router.receives("west", ipv6("2001:db8:dead::1", EAST_HOST).hopLimit(1));

        assertThat(router).isSilent().droppedOne(IPV6_HOP_LIMIT_EXCEEDED);
    }

    @Test
    @Spec({"FWD6-20", "ICMP6-28"})
    void errorsToOneHost_areSixAtOnceAndThenAtTheInterval() {
        receive(20, transit().hopLimit(1));
        assertThat(router.sentBy("west")).hasSize(6);
        assertThat(router.counted("Icmp6OutRateLimitHost")).isEqualTo(14);
        assertThat(router).dropped(20, IPV6_HOP_LIMIT_EXCEEDED);

        router.passesMs(999);
        router.mark().receives("west", transit().hopLimit(1));
        assertThat(router.sentBy("west")).isEmpty();

        router.passesMs(1);
        router.mark().receives("west", transit().hopLimit(1), transit().hopLimit(1));
        assertThat(router.sentBy("west")).hasSize(1);
    }

    @Test
    @Spec("ICMP6-28")
    void errorsToAnotherHost_areLimitedByThemselves() {
        final TestRouter two =
                Lans6.router(Part.neighbor("west", "'2001:db8:a::3'", "02:00:00:00:00:03"));
        for (int i = 0; i < 10; i++) {
            two.receives("west", transit().hopLimit(1));
        }

        two.mark().receives("west", ipv6("2001:db8:a::3", EAST_HOST).hopLimit(1));

        assertThat(two).sentOnly("west").isIpv6(WEST_ROUTER, "2001:db8:a::3").isIcmp6(3, 0);
    }

    @Test
    @Spec({"FWD6-20", "ICMP6-28", "ICMP6-29"})
    void packetTooBigAndEchoReplies_areNotLimited() {
        final TestRouter narrow = Lans6.router(Lans6.east().mtu(1_280));

        for (int i = 0; i < 30; i++) {
            narrow.receives("west", transit().payload(1_300), toRouter().echo(1, i));
        }

        assertThat(narrow.sentBy("west")).hasSize(60);
        assertThat(narrow).dropped(30, IPV6_PACKET_TOO_BIG);
    }

    @Test
    @Spec("ICMP6-29")
    void maskedTypes_areLimited() {
        final TestRouter masked = Lans6.router(ipv6Tunables("icmp_ratemask: 129"));
        for (int i = 0; i < 10; i++) {
            masked.receives("west", toRouter().echo(1, i));
        }
        assertThat(masked.sentBy("west")).hasSize(6);

        masked.mark();
        for (int i = 0; i < 10; i++) {
            masked.receives("west", transit().hopLimit(1));
        }
        assertThat(masked.sentBy("west")).hasSize(10);
    }

    @Test
    @Spec("ICMP6-28")
    void interval_isASetting() {
        final TestRouter unlimited = Lans6.router(ipv6Tunables("icmp_ratelimit: 0"));
        for (int i = 0; i < 30; i++) {
            unlimited.receives("west", transit().hopLimit(1));
        }

        assertThat(unlimited.sentBy("west")).hasSize(30);
    }

    @Test
    @Spec("ICMP6-29")
    void limitOverAll_isSharedByBothFamilies() {
        final TestRouter few =
                Lans6.router(
                        ipv6Tunables("icmp_ratelimit: 0"),
                        Part.tunable("icmp_msgs_per_sec", 1),
                        Part.tunable("icmp_msgs_burst", 3));
        for (int i = 0; i < 10; i++) {
            few.receives("west", transit().hopLimit(1));
        }

        assertThat(few.sentBy("west")).hasSize(3);
        assertThat(few.counted("Icmp.OutRateLimitGlobal")).isEqualTo(7);
    }

    @Test
    @Spec({"FWD6-16", "ICMP6-14"})
    void neighborThatDoesNotAnswer_isAddressUnreachable() {
        final Ipv6Frame packet = ipv6(WEST_HOST, "2001:db8:b::77").hopLimit(33).payload(20);

        router.receives("west", packet);
        router.passes(4);

        assertThat(router.ipv6SentBy("west")).hasSize(1);
        PacketAssert.assertThat(router.ipv6SentBy("west").getFirst())
                .isIpv6(WEST_ROUTER, WEST_HOST)
                .isIcmp6(1, 3)
                .quotesAllOf(packet);
    }

    private void receive(int times, Ipv6Frame packet) {
        router.receives("west", Stream.generate(() -> packet).limit(times).toArray(Frame[]::new));
    }
}
