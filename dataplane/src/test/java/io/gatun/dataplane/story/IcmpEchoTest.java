package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.ICMP_BAD_CHECKSUM;
import static io.gatun.dataplane.graph.DropReason.ICMP_BROADCAST_IGNORED;
import static io.gatun.dataplane.graph.DropReason.ICMP_ECHO_IGNORED;
import static io.gatun.dataplane.graph.DropReason.ICMP_TRUNCATED;
import static io.gatun.dataplane.graph.DropReason.ICMP_UNKNOWN_TYPE;
import static io.gatun.dataplane.graph.DropReason.IPV4_ORIGINATED_NO_ROUTE;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ICMP to the router (RFC 792, RFC 1122 §3.2.2). */
class IcmpEchoTest {

    private final TestRouter router = TwoLans.router();

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 33", "5, 56", "0, 1472"})
    @Spec({"ICMP4-08", "OUT-01", "OUT-02"})
    void echoRequest_isAnsweredWithAllOfItsData(int code, int length) {
        final Ipv4Frame request =
                toRouter().icmp(8, code, 0xCAFE_0007).payload(length).tos(0x28).ttl(9);

        router.receives("west", request);

        assertThat(router)
                .droppedNothing()
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(0, code)
                .hasIcmpRest(0xCAFE_0007)
                .hasTos(0x28)
                .hasTtl(64)
                .hasTotalLength(28 + length);
        final byte[] sent = request.packet();
        final Packet reply = router.sent().getFirst();
        assertThat(reply.icmpData()).isEqualTo(Arrays.copyOfRange(sent, 28, sent.length));
        assertThat(reply.dontFragment()).isFalse();
    }

    @Test
    @Spec("OUT-01")
    void ipDefaultTtl_isTheTtlOfReplies() {
        final TestRouter far = TwoLans.router(tunable("ip_default_ttl", 255));

        far.receives("west", toRouter().ttl(3).echo(1, 1));

        assertThat(far).sentOnly("west").hasTtl(255);
    }

    @Test
    @Spec({"LDEL-01", "RT-02"})
    void addressOfAnotherInterface_answersFromItself() {
        router.receives("west", ipv4(WEST_HOST, EAST_ROUTER).echo(1, 1));

        assertThat(router).sentOnly("west").isIpv4(EAST_ROUTER, WEST_HOST).isIcmp(0, 0);
    }

    @Test
    @Spec({"ICMP4-01", "ICMP4-04", "ICMP4-45", "MIB-09", "MIB-11", "MIB-18", "MIB-19"})
    void echo_movesTheCountersOfBothWays() {
        router.receives("west", toRouter().echo(1, 1).payload(10));

        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "Ip.InDelivers", 1L,
                                "Ip.OutRequests", 1L,
                                "Ip.OutTransmits", 1L,
                                "IpExt.OutOctets", 38L,
                                "Icmp.InMsgs", 1L,
                                "Icmp.InEchos", 1L,
                                "Icmp.OutMsgs", 1L,
                                "Icmp.OutEchoReps", 1L,
                                "IcmpMsg.InType8", 1L,
                                "IcmpMsg.OutType0", 1L));
    }

    @Test
    @Spec({"ICMP4-01", "ICMP4-02", "MIB-18"})
    void badChecksum_isDroppedWithoutACountOfItsType() {
        router.receives("west", toRouter().echo(1, 1).badIcmpChecksum().payload(10));

        assertThat(router)
                .droppedSilently(
                        ICMP_BAD_CHECKSUM,
                        "Ip.InDelivers",
                        "Icmp.InMsgs",
                        "Icmp.InErrors",
                        "Icmp.InCsumErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    @Spec({"ICMP4-03", "MIB-18"})
    void messageShorterThanItsHeader_isDropped(int length) {
        router.receives("west", toRouter().echo(1, 1).icmpCutTo(length));

        assertThat(router)
                .droppedSilently(ICMP_TRUNCATED, "Ip.InDelivers", "Icmp.InMsgs", "Icmp.InErrors");
    }

    @ParameterizedTest
    @CsvSource({
        "0, Icmp.InEchoReps",
        "3, Icmp.InDestUnreachs",
        "4, Icmp.InSrcQuenchs",
        "5, Icmp.InRedirects",
        "11, Icmp.InTimeExcds",
        "12, Icmp.InParmProbs",
        "13, Icmp.InTimestamps",
        "14, Icmp.InTimestampReps",
        "17, Icmp.InAddrMasks",
        "18, Icmp.InAddrMaskReps"
    })
    @Spec({"ICMP4-04", "MIB-19"})
    void messageThatAsksNothing_isCountedByItsTypeAndConsumed(int type, String counter) {
        final byte[] quote = ipv4(WEST_ROUTER, WEST_HOST).udp(1, 2).payload(0).packet();

        router.receives("west", toRouter().icmp(type, 0, 0).payload(quote));

        assertThat(router)
                .isSilent()
                .droppedNothing()
                .countedOneOfEach("Ip.InDelivers", "Icmp.InMsgs", counter, "IcmpMsg.InType" + type);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    @Spec("ICMP4-13")
    void deprecatedQuery_isConsumedInSilence(int type) {
        router.receives("west", toRouter().icmp(type, 0, 1).payload(4));

        assertThat(router).isSilent().droppedNothing();
        assertThat(router.counted("IcmpMsg.InType" + type)).isEqualTo(1);
    }

    @Test
    @Spec("ICMP4-14")
    void replyNobodyAskedFor_isConsumedInSilence() {
        router.receives("west", toRouter().icmp(0, 0, 0x0001_0001).payload(56));

        assertThat(router).isSilent().droppedNothing();
    }

    @ParameterizedTest
    @ValueSource(ints = {19, 40, 100, 255})
    @Spec("ICMP4-05")
    void unknownType_isDropped(int type) {
        router.receives("west", toRouter().icmp(type, 0, 0));

        assertThat(router)
                .droppedSilently(
                        ICMP_UNKNOWN_TYPE,
                        "Ip.InDelivers",
                        "Icmp.InMsgs",
                        "Icmp.InErrors",
                        "IcmpMsg.InType" + type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "224.0.0.1", "255.255.255.255"})
    @Spec({"ICMP4-06", "VAL-24"})
    void echoToAGroup_isIgnored(String group) {
        router.receives("west", ipv4(WEST_HOST, group).echo(1, 1));

        assertThat(router).isSilent().droppedOne(ICMP_BROADCAST_IGNORED);
        assertThat(router.counted("Icmp.InErrors")).isEqualTo(1);
        assertThat(router.counted("Icmp.InEchos")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "224.0.0.1", "255.255.255.255"})
    @Spec("ICMP4-06")
    void echoToAGroup_isAnsweredFromTheInterfaceWhereAllowed(String group) {
        final TestRouter open = TwoLans.router(tunable("icmp_echo_ignore_broadcasts", false));

        open.receives("west", ipv4(WEST_HOST, group).echo(1, 1).broadcastFrame());

        assertThat(open)
                .droppedNothing()
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 11, 12, 14, 15})
    @Spec("ICMP4-07")
    void otherTypeToAGroup_isDropped(int type) {
        router.receives("west", ipv4(WEST_HOST, "255.255.255.255").icmp(type, 0, 0).payload(28));

        assertThat(router).isSilent().droppedOne(ICMP_BROADCAST_IGNORED);
    }

    @Test
    @Spec("ICMP4-09")
    void echoIgnoreAll_countsTheRequestAndStaysSilent() {
        final TestRouter shy = TwoLans.router(tunable("icmp_echo_ignore_all", true));

        shy.receives("west", toRouter().echo(1, 1));

        assertThat(shy).isSilent().droppedOne(ICMP_ECHO_IGNORED);
        assertThat(shy.counted("Icmp.InEchos")).isEqualTo(1);
    }

    @Test
    @Spec("ICMP4-11")
    void reply_takesTheWayBackThatTheTableKnows() {
        final TestRouter asymmetric = TwoLans.router(route("198.51.100.0/24", GATEWAY));

        asymmetric.receives("west", ipv4("198.51.100.7", WEST_ROUTER).echo(1, 1));

        assertThat(asymmetric)
                .sentOnly("east")
                .isIpv4(WEST_ROUTER, "198.51.100.7")
                .isIcmp(0, 0)
                .goesTo(GATEWAY_MAC);
    }

    @Test
    @Spec({"ICMP4-11", "MIB-12", "OUT-04"})
    void requestWithoutAWayBack_drawsNothing() {
        router.receives("west", ipv4("198.51.100.7", WEST_ROUTER).echo(1, 1));

        assertThat(router).isSilent().droppedOne(IPV4_ORIGINATED_NO_ROUTE);
        assertThat(router.counted("Ip.OutNoRoutes")).isEqualTo(1);
        assertThat(router.counted("Ip.OutTransmits")).isZero();
    }

    @Test
    @Spec({"OUT-06", "FRAG-01"})
    void replyLongerThanTheWayBack_isFragmented() {
        final TestRouter narrow =
                TwoLans.router(iface("west", "10.0.0.1/24"), iface("east", "10.0.1.1/24").mtu(600));

        narrow.receives("east", ipv4(EAST_HOST, EAST_ROUTER).echo(1, 1).payload(1_000));

        assertThat(narrow.sentBy("east")).hasSize(2);
        PacketAssert.assertThat(narrow.sentBy("east").get(0))
                .isIpv4(EAST_ROUTER, EAST_HOST)
                .hasFragment(0, 576, true);
        PacketAssert.assertThat(narrow.sentBy("east").get(1))
                .isIpv4(EAST_ROUTER, EAST_HOST)
                .hasFragment(576, 432, false);
    }

    @Test
    void identifications_areNotSequential() {
        for (int i = 0; i < 50; i++) {
            router.receives("west", toRouter().echo(1, i));
        }

        final var identifications =
                router.sentBy("west").stream().map(Packet::identification).toList();
        assertThat(identifications).doesNotHaveDuplicates().hasSize(50);
        for (int i = 1; i < 50; i++) {
            assertThat(identifications.get(i)).isNotEqualTo(identifications.get(i - 1) + 1);
        }
    }

    @Test
    void requestWithOptions_isAnsweredWithoutThem() {
        router.receives("west", toRouter().options("01010101").echo(3, 4).payload(17));

        assertThat(router)
                .sentOnly("west")
                .isIcmp(0, 0)
                .hasIcmpRest(0x0003_0004)
                .hasTotalLength(45);
    }
}
