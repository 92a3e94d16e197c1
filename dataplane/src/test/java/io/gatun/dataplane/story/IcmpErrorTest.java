package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_FRAGMENTATION_NEEDED;
import static io.gatun.dataplane.graph.DropReason.IPV4_NO_ROUTE;
import static io.gatun.dataplane.graph.DropReason.IPV4_TTL_EXCEEDED;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an ICMP error looks like (RFC 1812 §4.3.2). */
class IcmpErrorTest {

    private static final String NOWHERE = "198.51.100.7";

    private final TestRouter router = TwoLans.router();

    @Test
    @Spec({"ICMP4-25", "MIB-04", "ICMP4-45", "MIB-19"})
    void destinationWithoutARoute_isAnsweredWithNetUnreachable() {
        final Ipv4Frame packet = ipv4(WEST_HOST, NOWHERE).udp(1, 2).payload(20);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(IPV4_NO_ROUTE)
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(3, 0)
                .hasIcmpRest(0)
                .quotesAllOf(packet);
        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "IpExt.InNoRoutes", 1L,
                                "Ip.OutRequests", 1L,
                                "Ip.OutTransmits", 1L,
                                "IpExt.OutOctets", 76L,
                                "Icmp.OutMsgs", 1L,
                                "Icmp.OutDestUnreachs", 1L,
                                "IcmpMsg.OutType3", 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {68, 576, 1_400, 1_499})
    @Spec({"ICMP4-29", "FRAG-02", "MIB-14", "FRAG-16"})
    void oversizeNotToBeFragmented_isAnsweredWithTheMtu(int mtu) {
        final TestRouter narrow = TwoLans.router(iface("east", "10.0.1.1/24").mtu(mtu));
        final Ipv4Frame packet = transit().dontFragment().udp(1, 2).payload(1_472).ttl(17);

        narrow.receives("west", packet);

        assertThat(narrow)
                .droppedOne(IPV4_FRAGMENTATION_NEEDED)
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(3, 4)
                .hasIcmpRest(mtu)
                .isFilledUpTo(576, packet);
        assertThat(narrow.counted("Ip.FragFails")).isEqualTo(1);
        assertThat(narrow.counted("Ip.FragCreates")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"100, 128", "520, 548", "547, 575", "548, 576", "549, 576", "1400, 576"})
    @Spec("ICMP4-40")
    void error_quotesAsMuchAs576BytesHold(int offender, int error) {
        final Ipv4Frame packet = transit().ttl(1).payload(offender - 20);

        router.receives("west", packet);

        assertThat(router)
                .sentOnly("west")
                .isIcmp(11, 0)
                .hasTotalLength(error)
                .isFilledUpTo(error, packet);
    }

    @Test
    @Spec("ICMP4-40")
    void error_isNoLongerThanTheWayBackAllows() {
        final TestRouter narrow = TwoLans.router(iface("west", "10.0.0.1/24").mtu(296));
        final Ipv4Frame packet = transit().ttl(1).payload(800);

        narrow.receives("west", packet);

        assertThat(narrow).sentOnly("west").hasTotalLength(296).isFilledUpTo(296, packet);
    }

    @Test
    @Spec("ICMP4-40")
    void quote_includesTheOptions() {
        final Ipv4Frame packet = transit().ttl(1).options("9404 0000").payload(30);

        router.receives("west", packet);

        assertThat(router).sentOnly("west").quotesAllOf(packet);
        assertThat(router.sent().getFirst().options()).isEmpty();
    }

    @Test
    @Spec("ICMP4-41")
    void errorAboutAPacketThatWaited_quotesTheTtlItCameWith() {
        final Ipv4Frame packet = ipv4(WEST_HOST, "10.0.1.77").ttl(33).udp(1, 2).payload(8);

        router.receives("west", packet);
        router.mark().passes(4);

        assertThat(router.ipv4SentBy("west")).hasSize(1);
        PacketAssert.assertThat(router.ipv4SentBy("west").getFirst())
                .isIcmp(3, 1)
                .quotesAllOf(packet);
    }

    @Test
    @Spec("ICMP4-42")
    void errorAboutTransit_comesFromTheWayBack() {
        final TestRouter asymmetric = TwoLans.router(route("198.51.100.0/24", GATEWAY));

        asymmetric.receives("west", ipv4(NOWHERE, EAST_HOST).ttl(1));

        assertThat(asymmetric).sentOnly("east").isIpv4(EAST_ROUTER, NOWHERE).isIcmp(11, 0);
    }

    @Test
    @Spec("ICMP4-42")
    void errorAboutTransit_comesFromTheIngressWhereToldSo() {
        final TestRouter asymmetric =
                TwoLans.router(
                        route("198.51.100.0/24", GATEWAY),
                        tunable("icmp_errors_use_inbound_ifaddr", true));

        asymmetric.receives("west", ipv4(NOWHERE, EAST_HOST).ttl(1));

        assertThat(asymmetric).sentOnly("east").isIpv4(WEST_ROUTER, NOWHERE).isIcmp(11, 0);
    }

    @Test
    @Spec("ICMP4-42")
    void errorAboutAPacketToTheRouter_comesFromTheAddressItWasSentTo() {
        router.receives("west", ipv4(WEST_HOST, EAST_ROUTER).udp(1, 2));

        assertThat(router).sentOnly("west").isIpv4(EAST_ROUTER, WEST_HOST).isIcmp(3, 3);
    }

    @ParameterizedTest
    @CsvSource({"0x10, 0xD0", "0x00, 0xC0", "0xFF, 0xDE", "0x1E, 0xDE", "0xE1, 0xC0"})
    @Spec("ICMP4-43")
    void tosOfAnError_isInternetworkControlWithTheLowBitsOfTheOffender(int tos, int error) {
        router.receives("west", transit().ttl(1).tos(tos));

        assertThat(router).sentOnly("west").hasTos(error);
    }

    @Test
    void ttlAndFlagsOfAnError_areTheRoutersOwn() {
        router.receives("west", transit().ttl(1).dontFragment().reservedFlag());

        assertThat(router).sentOnly("west").hasTtl(64);
        assertThat(router.sent().getFirst().flagsAndOffset()).isZero();
    }

    @Test
    @Spec("ICMP4-33")
    void traceroute_isAnsweredHopByHop() {
        for (int ttl = 1; ttl <= 2; ttl++) {
            router.mark().receives("west", transit().ttl(ttl).udp(40_000, 33_434 + ttl));
            if (ttl == 1) {
                assertThat(router).droppedOne(IPV4_TTL_EXCEEDED).sentOnly("west").isIcmp(11, 0);
            } else {
                assertThat(router).droppedNothing().sentOnly("east").hasTtl(1);
            }
        }
    }

    @Test
    void errorAboutATaggedPacket_leavesWithItsTag() {
        final TestRouter tagged =
                TwoLans.router(
                        iface("east.100", "10.0.100.1/24").with("vlan", 100),
                        neighbor("east.100", "10.0.100.9", "02:00:00:00:01:09"));
        final Ipv4Frame packet = ipv4("10.0.100.9", WEST_HOST).vlan(100).ttl(1).payload(30);

        tagged.receives("east", packet);

        assertThat(tagged)
                .sentOnly("east")
                .hasVlan(100)
                .isIpv4("10.0.100.1", "10.0.100.9")
                .isIcmp(11, 0)
                .quotesAllOf(packet);
    }
}
