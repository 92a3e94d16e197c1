package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV6_BEYOND_SCOPE;
import static io.gatun.dataplane.graph.DropReason.IPV6_BLACKHOLE;
import static io.gatun.dataplane.graph.DropReason.IPV6_FORWARDING_OFF;
import static io.gatun.dataplane.graph.DropReason.IPV6_GROUP_FRAME;
import static io.gatun.dataplane.graph.DropReason.IPV6_HOP_LIMIT_EXCEEDED;
import static io.gatun.dataplane.graph.DropReason.IPV6_LINK_LOCAL_DESTINATION;
import static io.gatun.dataplane.graph.DropReason.IPV6_MULTICAST_NOT_JOINED;
import static io.gatun.dataplane.graph.DropReason.IPV6_NO_ROUTE;
import static io.gatun.dataplane.graph.DropReason.IPV6_PACKET_TOO_BIG;
import static io.gatun.dataplane.graph.DropReason.IPV6_PROHIBITED;
import static io.gatun.dataplane.graph.DropReason.IPV6_UNREACHABLE;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.EAST_HOST;
import static io.gatun.dataplane.testkit.Lans6.EAST_MAC;
import static io.gatun.dataplane.testkit.Lans6.GATEWAY;
import static io.gatun.dataplane.testkit.Lans6.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.transit;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6 from one link to the other, or why not (FWD6 rows). */
class Ipv6ForwardingTest {

    private static final String NOWHERE = "2001:db8:dead::1";

    private final TestRouter router = Lans6.router();

    private static Part typed(String prefix, String type) {
        return route('"' + prefix + '"').with("type", type);
    }

    private static Part via(String prefix, String gateway) {
        return route('"' + prefix + '"', '"' + gateway + '"');
    }

    @Test
    @Spec({"FWD6-05", "IP6-11"})
    void packet_leavesForItsNeighborOneHopOlder() {
        final Ipv6Frame packet = transit().hopLimit(2).udp(1, 2).payload(500);

        router.receives("west", packet);

        assertThat(router)
                .droppedNothing()
                .sentOnly("east")
                .isForwarded(packet)
                .hasHopLimit(1)
                .goesFrom(router.mac("east"))
                .goesTo(EAST_MAC);
        assertThat(router.counted("Ip6OutForwDatagrams")).isEqualTo(1);
        assertThat(router.counted("Ip6OutTransmits")).isEqualTo(1);
        assertThat(router.counted("Ip6OutOctets")).isEqualTo(548);
    }

    @Test
    void route_leadsToItsGateway() {
        final TestRouter routed = Lans6.router(via("2001:db8:77::/48", GATEWAY));
        final Ipv6Frame packet = ipv6(WEST_HOST, "2001:db8:77::1234").payload(20);

        routed.receives("west", packet);

        assertThat(routed).sentOnly("east").isForwarded(packet).goesTo(GATEWAY_MAC);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"FWD6-04", "ICMP6-18", "IP6-16"})
    void hopLimitSpent_isAnsweredWithTimeExceeded(int hops) {
        final Ipv6Frame packet = transit().hopLimit(hops).udp(1, 2).payload(30);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(IPV6_HOP_LIMIT_EXCEEDED)
                .sentOnly("west")
                .isIpv6(WEST_ROUTER, WEST_HOST)
                .isIcmp6(3, 0)
                .hasIcmp6Rest(0)
                .quotesAllOf(packet);
        assertThat(router.counted("Ip6InHdrErrors")).isEqualTo(1);
        assertThat(router.counted("Ip6OutForwDatagrams")).isZero();
        assertThat(router.counted("Icmp6OutTimeExcds")).isEqualTo(1);
        assertThat(router.counted("Icmp6OutType3")).isEqualTo(1);
        assertThat(router.counted("Icmp6OutMsgs")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "unreachable, IPV6_UNREACHABLE, 0",
        "prohibit, IPV6_PROHIBITED, 1",
    })
    @Spec({"RT-14", "FWD6-15", "ICMP6-12", "IP6-15"})
    void routeOfThisType_isAnsweredWithItsCode(String type, String reason, int code) {
        final TestRouter routed = Lans6.router(typed("2001:db8:dead::/48", type));
        final Ipv6Frame packet = ipv6(WEST_HOST, NOWHERE).payload(30);

        routed.receives("west", packet);

        assertThat(routed)
                .droppedOne(reason.equals("IPV6_PROHIBITED") ? IPV6_PROHIBITED : IPV6_UNREACHABLE)
                .sentOnly("west")
                .isIcmp6(1, code)
                .quotesAllOf(packet);
        assertThat(routed.counted("Ip6InNoRoutes")).isEqualTo(1);
    }

    @Test
    @Spec({"RT-14", "FWD6-15"})
    void blackhole_isSilentAndCountsNothing() {
        final TestRouter routed = Lans6.router(typed("2001:db8:dead::/48", "blackhole"));

        routed.receives("west", ipv6(WEST_HOST, NOWHERE).payload(30));

        assertThat(routed).droppedSilently(IPV6_BLACKHOLE);
    }

    @Test
    @Spec({"FWD6-15", "ICMP6-11", "IP6-15"})
    void destinationWithoutARoute_isAnsweredWithNoRoute() {
        final Ipv6Frame packet = ipv6(WEST_HOST, NOWHERE).payload(30);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(IPV6_NO_ROUTE)
                .sentOnly("west")
                .isIpv6(WEST_ROUTER, WEST_HOST)
                .isIcmp6(1, 0)
                .quotesAllOf(packet);
        assertThat(router.counted("Ip6InNoRoutes")).isEqualTo(1);
        assertThat(router.counted("Icmp6OutDestUnreachs")).isEqualTo(1);
    }

    @Test
    @Spec({"DLV6-07", "FWD6-01"})
    void ingressThatDoesNotForward_isSilent() {
        final TestRouter host = Lans6.router(Lans6.west().with("forwarding", false));

        host.receives("west", transit().hopLimit(1));
        assertThat(host).droppedSilently(IPV6_FORWARDING_OFF, "Ip6InAddrErrors");

        host.mark().receives("west", ipv6(WEST_HOST, NOWHERE));
        assertThat(host).droppedSilently(IPV6_FORWARDING_OFF, "Ip6InAddrErrors");
    }

    @ParameterizedTest
    @CsvSource({"1280, 1240, true", "1280, 1241, false", "1400, 1361, false", "1500, 1460, true"})
    @Spec({"FWD6-09", "ICMP6-17", "ICMP6-22", "FWD6-18", "FWD6-10"})
    void packetLongerThanTheWay_isTooBig(int mtu, int payload, boolean fits) {
        final TestRouter narrow = Lans6.router(Lans6.east().mtu(mtu));
        final Ipv6Frame packet = transit().hopLimit(9).payload(payload);

        narrow.receives("west", packet);

        if (fits) {
            assertThat(narrow).sentOnly("east").isForwarded(packet);
            return;
        }
        assertThat(narrow)
                .droppedOne(IPV6_PACKET_TOO_BIG)
                .sentOnly("west")
                .isIpv6(WEST_ROUTER, WEST_HOST)
                .isIcmp6(2, 0)
                .hasIcmp6Rest(mtu)
                .isFilledUpTo(1_280, packet);
        assertThat(narrow.counted("Ip6InTooBigErrors")).isEqualTo(1);
        assertThat(narrow.counted("Ip6FragFails")).isEqualTo(1);
        assertThat(narrow.counted("Ip6OutForwDatagrams")).isEqualTo(1);
        assertThat(narrow.counted("Ip6OutTransmits")).isEqualTo(1); // the error's
        assertThat(narrow.counted("Icmp6OutPktTooBigs")).isEqualTo(1);
    }

    @Test
    @Spec({"FWD6-07", "ICMP6-13", "IP6A-21"})
    void linkLocalSource_doesNotLeaveItsLink() {
        final TestRouter known = Lans6.router(neighbor("west", "\"fe80::2\"", "02:00:00:00:00:02"));
        final Ipv6Frame packet = ipv6("fe80::2", EAST_HOST).payload(30);

        known.receives("west", packet);

        assertThat(known)
                .droppedOne(IPV6_BEYOND_SCOPE)
                .sentOnly("west")
                .isIpv6(Lans6.WEST_LINK_LOCAL, "fe80::2")
                .isIcmp6(1, 2)
                .goesTo("02:00:00:00:00:02")
                .quotesAllOf(packet);
        assertThat(known.counted("Ip6InAddrErrors")).isEqualTo(1);
        assertThat(known.counted("Ip6OutForwDatagrams")).isZero();
    }

    @Test
    @Spec("FWD6-02")
    void spentHopLimit_isToldBeforeTheScopeOfTheSource() {
        final TestRouter known = Lans6.router(neighbor("west", "\"fe80::2\"", "02:00:00:00:00:02"));

        known.receives("west", ipv6("fe80::2", EAST_HOST).hopLimit(1));

        assertThat(known).droppedOne(IPV6_HOP_LIMIT_EXCEEDED).sentOnly("west").isIcmp6(3, 0);
    }

    @Test
    @Spec("FWD6-02")
    void spentHopLimit_isToldBeforeTheLength() {
        final TestRouter narrow = Lans6.router(Lans6.east().mtu(1_280));

        narrow.receives("west", transit().hopLimit(1).payload(1_300));

        assertThat(narrow).droppedOne(IPV6_HOP_LIMIT_EXCEEDED).sentOnly("west").isIcmp6(3, 0);
    }

    @Test
    void linkLocalSource_isForwardedToAnotherHostOfItsLink() {
        final TestRouter known =
                Lans6.router(neighbor("west", "\"2001:db8:a::3\"", "02:00:00:00:00:03"));
        final Ipv6Frame packet = ipv6("fe80::2", "2001:db8:a::3").payload(30);

        known.receives("west", packet);

        assertThat(known).sentOnly("west").isForwarded(packet).goesTo("02:00:00:00:00:03");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fe80::b", "fe80::b:1", "febf::1"})
    @Spec({"FWD6-08", "RT6-03", "DLV6-05"})
    void linkLocalDestinationThatIsNotOursHere_goesNowhere(String destination) {
        router.receives("west", ipv6(WEST_HOST, destination).hopLimit(1));

        assertThat(router).droppedSilently(IPV6_LINK_LOCAL_DESTINATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"33:33:00:00:00:01", "ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01"})
    @Spec({"IP6-17", "ICMP6-25"})
    void transitInAGroupFrame_isNeitherForwardedNorAnswered(String mac) {
        router.receives("west", transit().hopLimit(1).toMac(mac));

        assertThat(router).droppedSilently(IPV6_GROUP_FRAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff02::5", "ff05::1234", "ff0e::1", "ff02::1:ff12:3456"})
    @Spec({"RT6-03", "ICMP6-25"})
    void groupNobodyJoined_isNeitherForwardedNorAnswered(String group) {
        router.receives("west", ipv6(WEST_HOST, group).hopLimit(1).groupFrame());

        assertThat(router).isSilent().droppedOne(IPV6_MULTICAST_NOT_JOINED);
        assertThat(router.counted("Ip6InMcastPkts")).isEqualTo(1);
        assertThat(router.counted("Ip6InMcastOctets")).isEqualTo(40);
    }

    @Test
    void solicitedNodeGroupOfAnotherLink_isNotListenedToHere() {
        router.receives("west", ipv6(WEST_HOST, "ff02::1:ff0b:1").groupFrame().echo(1, 1));

        assertThat(router).isSilent().droppedOne(IPV6_MULTICAST_NOT_JOINED);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3A00 0502 0000 0100, 'hop-by-hop: router alert'",
        "60, 3A00 1E00 0000 0000, 'destination options with an unknown one'",
        "60, 3A63 1E00 0000 0000, 'that run past the packet'",
        "43, 3A02 0001 00000000 20010db8000b00000000000000000009, 'routing type 0'",
        "44, 3A00 0001 12345678, 'a first fragment'",
        "44, 3A00 0508 12345678, 'a later fragment'",
        "51, 3A04 0000 00000001 00000001 000000000000000000000000, 'authentication'",
        "50, 00000001 00000001, 'ESP'",
        "59, '', 'nothing'"
    })
    @Spec({"EXT6-01", "EXT6-05", "EXT6-15"})
    void extensionHeadersInTransit_areCarriedUntouched(int first, String hex, String what) {
        final Ipv6Frame packet = transit().extensions(first, hex).payload(40);

        router.receives("west", packet);

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
    }

    @Test
    void packetIntoAVlan_leavesWithItsTagAndType() {
        final TestRouter tagged =
                Lans6.router(
                        Part.iface("east.100", "'2001:db8:c::1/64'").with("vlan", 100),
                        neighbor("east.100", "'2001:db8:c::9'", "02:00:00:00:01:09"));
        final Ipv6Frame there = ipv6(WEST_HOST, "2001:db8:c::9").payload(30);
        final Ipv6Frame back = ipv6("2001:db8:c::9", WEST_HOST).vlan(100).payload(30);

        tagged.receives("west", there);
        assertThat(tagged)
                .sentOnly("east")
                .isForwarded(there)
                .hasVlan(100)
                .goesTo("02:00:00:00:01:09");

        tagged.mark().receives("east", back);
        assertThat(tagged).sentOnly("west").isForwarded(back).hasVlan(0);
    }

    @Test
    void mixedBatch_goesItsWays() {
        final Ipv6Frame six = transit().payload(30);
        final Ipv6Frame seven = transit().payload(31);

        router.receives("west", six, transit().hopLimit(1), seven, transit().version(5));

        assertThat(router.sentBy("east")).hasSize(2);
        assertThat(router.sentBy("west")).hasSize(1);
        assertThat(router.dropped())
                .containsOnlyKeys("IPV6_HOP_LIMIT_EXCEEDED", "IPV6_BAD_VERSION");
    }
}
