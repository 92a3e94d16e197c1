package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.LOCAL_FRAGMENT;
import static io.gatun.dataplane.graph.DropReason.LOCAL_UNKNOWN_PROTOCOL;
import static io.gatun.dataplane.graph.DropReason.TCP_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.UDP_BAD_CHECKSUM;
import static io.gatun.dataplane.graph.DropReason.UDP_GROUP_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.UDP_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.UDP_TRUNCATED;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router says to packets that are its own. */
class LocalDeliveryTest {

    private final TestRouter router = TwoLans.router();

    @Test
    @Spec({"LDEL-03", "ICMP4-27", "MIB-08"})
    void protocolNobodySpeaks_isAnsweredWithProtocolUnreachable() {
        final Ipv4Frame packet = toRouter().protocol(253).payload(40);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(LOCAL_UNKNOWN_PROTOCOL)
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(3, 2)
                .quotesAllOf(packet);
        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "Ip.InUnknownProtos", 1L,
                                "Ip.OutRequests", 1L,
                                "Ip.OutTransmits", 1L,
                                "IpExt.OutOctets", 88L,
                                "Icmp.OutMsgs", 1L,
                                "Icmp.OutDestUnreachs", 1L,
                                "IcmpMsg.OutType3", 1L));
    }

    @Test
    @Spec({"LDEL-04", "ICMP4-28", "MIB-09", "ICMP4-45"})
    void udpToAClosedPort_isAnsweredWithPortUnreachable() {
        final Ipv4Frame packet = toRouter().udp(4000, 33_434).payload(32);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(UDP_NO_LISTENER)
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(3, 3)
                .quotesAllOf(packet);
        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "Ip.InDelivers", 1L,
                                "Udp.NoPorts", 1L,
                                "Ip.OutRequests", 1L,
                                "Ip.OutTransmits", 1L,
                                "IpExt.OutOctets", 88L,
                                "Icmp.OutMsgs", 1L,
                                "Icmp.OutDestUnreachs", 1L,
                                "IcmpMsg.OutType3", 1L));
    }

    @Test
    @Spec("LDEL-04")
    void udpWithoutAChecksum_isAnsweredAsWell() {
        router.receives("west", toRouter().udp(1, 2).payload(5).noUdpChecksum());

        assertThat(router).droppedOne(UDP_NO_LISTENER).sentOnly("west").isIcmp(3, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33})
    @Spec("LDEL-04")
    void udpWithABadChecksum_isDroppedInSilence(int length) {
        router.receives("west", toRouter().udp(1, 2).payload(length).badUdpChecksum());

        assertThat(router)
                .droppedSilently(
                        UDP_BAD_CHECKSUM, "Ip.InDelivers", "Udp.InErrors", "Udp.InCsumErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 29})
    void udpWithAnImpossibleLength_isDroppedInSilence(int length) {
        router.receives("west", toRouter().udp(1, 2).payload(20).udpLength(length));

        assertThat(router).droppedSilently(UDP_TRUNCATED, "Ip.InDelivers", "Udp.InErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void udpShorterThanItsHeader_isDroppedInSilence(int length) {
        router.receives("west", toRouter().protocol(17).payload(length));

        assertThat(router).droppedSilently(UDP_TRUNCATED, "Ip.InDelivers", "Udp.InErrors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "10.0.1.255", "255.255.255.255", "224.0.0.1"})
    @Spec({"LDEL-05", "ICMP4-48", "MC-09", "LDEL-01"})
    void udpToAGroup_drawsNoError(String group) {
        router.receives("west", ipv4(WEST_HOST, group).udp(1, 2).payload(5));

        assertThat(router).isSilent().droppedOne(UDP_GROUP_NO_LISTENER);
        assertThat(router.counted("Ip.InDelivers")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "255.255.255.255", "224.0.0.1"})
    @Spec({"ICMP4-48", "MC-09"})
    void unknownProtocolToAGroup_drawsNoError(String group) {
        router.receives("west", ipv4(WEST_HOST, group).payload(5));

        assertThat(router).isSilent().droppedOne(LOCAL_UNKNOWN_PROTOCOL);
    }

    @Test
    @Spec("MIB-22")
    void udpCounters_moveByOneEachAndNotForOtherTraffic() {
        final TestRouter both =
                TwoLans.router(
                        Part.iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'"),
                        Part.iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'"),
                        Part.neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC));
        both.receives("west", TwoLans.transit().udp(1, 2), toRouter().echo(1, 1));
        assertThat(both.counted("Udp.NoPorts")).isZero();

        both.receives(
                "west",
                toRouter().udp(1, 2).payload(5),
                toRouter().udp(1, 2).payload(5).badUdpChecksum(),
                toRouter().protocol(17).payload(7),
                Lans6.toRouter().udp(1, 2));

        assertThat(both.counted("Udp.NoPorts")).isEqualTo(1);
        assertThat(both.counted("Udp.InErrors")).isEqualTo(2);
        assertThat(both.counted("Udp.InCsumErrors")).isEqualTo(1);
        assertThat(both.counted("Udp6NoPorts")).isEqualTo(1);
    }

    @Test
    void tcpToTheRouter_isDroppedByName() {
        router.receives("west", toRouter().tcp(4000, 22));

        assertThat(router).droppedSilently(TCP_NO_LISTENER, "Ip.InDelivers");
    }

    @Test
    void fragmentsToTheRouter_areDroppedByName() {
        router.receives(
                "west",
                toRouter().udp(1, 2).payload(64).moreFragments(),
                toRouter().payload(8).offset(72));

        assertThat(router).isSilent().dropped(2, LOCAL_FRAGMENT);
    }

    @Test
    @Spec("LDEL-01")
    void everyAddressOfTheRouter_isItsOwnOnEveryInterface() {
        router.receives("west", ipv4(WEST_HOST, EAST_ROUTER).udp(1, 2));

        assertThat(router).sentOnly("west").isIpv4(EAST_ROUTER, WEST_HOST).isIcmp(3, 3);
    }
}
