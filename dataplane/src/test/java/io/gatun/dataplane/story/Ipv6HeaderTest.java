package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV6_BAD_VERSION;
import static io.gatun.dataplane.graph.DropReason.IPV6_LOOPBACK;
import static io.gatun.dataplane.graph.DropReason.IPV6_MULTICAST_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV6_NO_ROOM_FOR_OPTIONS;
import static io.gatun.dataplane.graph.DropReason.IPV6_NO_ROUTE;
import static io.gatun.dataplane.graph.DropReason.IPV6_OFF;
import static io.gatun.dataplane.graph.DropReason.IPV6_OWN_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV6_RESERVED_SCOPE;
import static io.gatun.dataplane.graph.DropReason.IPV6_SHORTER_THAN_PAYLOAD_LENGTH;
import static io.gatun.dataplane.graph.DropReason.IPV6_TRUNCATED;
import static io.gatun.dataplane.graph.DropReason.IPV6_UNSPECIFIED_DESTINATION;
import static io.gatun.dataplane.graph.DropReason.IPV6_UNSPECIFIED_SOURCE;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.EAST_HOST;
import static io.gatun.dataplane.testkit.Lans6.EAST_LINK_LOCAL;
import static io.gatun.dataplane.testkit.Lans6.EAST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.GATEWAY;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_LINK_LOCAL;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.toRouter;
import static io.gatun.dataplane.testkit.Lans6.transit;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.RawFrame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of an IPv6 header, and what is not. */
class Ipv6HeaderTest {

    private final TestRouter router = Lans6.router();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 30, 39})
    @Spec("IP6-02")
    void packetShorterThanAHeader_isDropped(int length) {
        router.receives("west", RawFrame.cut(transit(), 14 + length));

        assertThat(router).droppedSilently(IPV6_TRUNCATED, "Ip6InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 5, 7, 15})
    @Spec("IP6-03")
    void versionOtherThan6_isDropped(int version) {
        router.receives("west", transit().version(version));

        assertThat(router).droppedSilently(IPV6_BAD_VERSION, "Ip6InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 1_000, 65_535})
    @Spec("IP6-04")
    void payloadLengthBeyondTheFrame_isDropped(int length) {
        router.receives("west", transit().payload(100).payloadLength(length));

        assertThat(router).droppedSilently(IPV6_SHORTER_THAN_PAYLOAD_LENGTH, "Ip6InTruncatedPkts");
    }

    @Test
    @Spec("IP6-05")
    void bytesBehindThePayload_areCutOff() {
        final Ipv6Frame packet = transit().payload(100);

        router.receives("west", packet.trailer(new byte[30]));

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
        assertThat(router.sent().getFirst().padding6()).isEmpty();
    }

    @Test
    @Spec("IP6-05")
    void paddingOfAShortFrame_goesOutAsZeros() {
        final byte[] junk = {1, 2, 3, 4, 5, 6};
        final Ipv6Frame packet = transit().trailer(junk);

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
        assertThat(router.sent().getFirst().padding6()).hasSize(6).containsOnly(0);
    }

    @Test
    @Spec("IP6-06")
    void payloadLengthZero_isAPacketOfItsHeader() {
        final Ipv6Frame packet = transit().payloadLength(0).trailer(new byte[40]);

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet).hasLength6(40);
    }

    @Test
    void payloadLengthZeroWithOptions_isDropped() {
        router.receives("west", transit().nextHeader(0));

        assertThat(router).droppedSilently(IPV6_NO_ROOM_FOR_OPTIONS, "Ip6InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff02::1", "ff0e::1234", "ffff::"})
    @Spec("IP6-07")
    void multicastSource_isDropped(String source) {
        router.receives("west", ipv6(source, EAST_HOST).hopLimit(1));

        assertThat(router).droppedSilently(IPV6_MULTICAST_SOURCE, "Ip6InHdrErrors");
    }

    @Test
    @Spec("IP6-08")
    void unspecifiedDestination_isAnsweredAndAnAddressError() {
        router.receives("west", ipv6(WEST_HOST, "::"));

        assertThat(router)
                .droppedOne(IPV6_UNSPECIFIED_DESTINATION)
                .sentOnly("west")
                .isIpv6(WEST_ROUTER, WEST_HOST)
                .isIcmp6(1, 0);
        assertThat(router.counted("Ip6InAddrErrors")).isEqualTo(1);
        assertThat(router.counted("Ip6InNoRoutes")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0xB9, 0xABCDE", "0xFF, 0xFFFFF", "0, 1"})
    @Spec("IP6-09")
    void trafficClassAndFlowLabel_passUnchanged(int trafficClass, int flowLabel) {
        final Ipv6Frame packet =
                transit().trafficClass(trafficClass).flowLabel(flowLabel).payload(20);

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet).hasTrafficClass(trafficClass);
        assertThat(router.sent().getFirst().flowLabel()).isEqualTo(flowLabel);
    }

    @Test
    @Spec("IP6-11")
    void wrongUdpChecksumInTransit_isCarried() {
        final Ipv6Frame packet = transit().udp(1, 2).payload(20).badUdpChecksum();

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
    }

    @ParameterizedTest
    @CsvSource({"::1, 2001:db8:b::9", "2001:db8:a::2, ::1"})
    @Spec("IP6A-05")
    void loopbackAddressOnAWire_isDropped(String source, String destination) {
        router.receives("west", ipv6(source, destination));

        assertThat(router).droppedSilently(IPV6_LOOPBACK, "Ip6InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff00::1", "ff01::1", "ff11::1", "ff10::2"})
    @Spec("IP6A-12")
    void groupOfInterfaceScopeOrNone_isDropped(String group) {
        router.receives("west", ipv6(WEST_HOST, group).groupFrame());

        assertThat(router).droppedSilently(IPV6_RESERVED_SCOPE, "Ip6InHdrErrors");
    }

    @Test
    @Spec({"IP6A-04", "FWD6-06", "ICMP6-26"})
    void unspecifiedSource_isNotForwarded() {
        router.receives("west", ipv6("::", EAST_HOST));

        assertThat(router).droppedSilently(IPV6_UNSPECIFIED_SOURCE, "Ip6InAddrErrors");
    }

    @Test
    @Spec("IP6A-09")
    void ipv4MappedAddress_isForwardedAsSourceAndUnroutedAsDestination() {
        final Ipv6Frame packet = ipv6("::ffff:1.2.3.4", EAST_HOST).payload(9);
        router.receives("west", packet);
        assertThat(router).sentOnly("east").isForwarded(packet);

        router.mark().receives("west", ipv6(WEST_HOST, "::ffff:1.2.3.4"));

        assertThat(router).droppedOne(IPV6_NO_ROUTE).sentOnly("west").isIcmp6(1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fec0::1", "fd00:1::1", "::1.2.3.4", "64:ff9b::1.2.3.4"})
    @Spec({"IP6A-10", "IP6-18"})
    void unusualUnicastSource_isForwarded(String source) {
        final Ipv6Frame packet = ipv6(source, EAST_HOST).payload(9);

        router.receives("west", packet);

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEST_ROUTER, EAST_ROUTER, WEST_LINK_LOCAL})
    void ownSource_isDropped(String source) {
        router.receives("west", ipv6(source, EAST_HOST).hopLimit(1));

        assertThat(router).droppedSilently(IPV6_OWN_SOURCE);
    }

    @Test
    void ownSource_isAcceptedWhereToldSo() {
        final TestRouter lenient = Lans6.router(Lans6.west().with("accept_local", true));

        lenient.receives("west", ipv6(EAST_ROUTER, EAST_HOST));

        assertThat(lenient).droppedNothing().sentOnly("east");
    }

    @Test
    void linkLocalAddressOfAnotherLink_isNotOurOwnHere() {
        router.receives("west", ipv6(EAST_LINK_LOCAL, "ff02::1").groupFrame().echo(1, 1));

        assertThat(router.counted("Icmp6InEchos")).isEqualTo(1);
        assertThat(router).droppedNothing();
    }

    @Test
    @Spec({"IP6-01", "IP6-20"})
    void frameForAnotherHost_movesNoCounter() {
        router.receives("west", transit().toMac("02:00:00:00:77:77"));

        assertThat(router.counted("Ip6InReceives")).isZero();
        assertThat(router).isSilent().countedNothing();
    }

    @ParameterizedTest
    @CsvSource({"0, Ip6InNoECTPkts", "1, Ip6InECT1Pkts", "2, Ip6InECT0Pkts", "3, Ip6InCEPkts"})
    @Spec("IP6-20")
    void codepoint_isCountedOnEitherWay(int ecn, String counter) {
        router.receives(
                "west",
                transit().trafficClass(0xB8 | ecn).payload(20), // the fast path's
                toRouter().trafficClass(0xB8 | ecn).echo(1, 1)); // the nodes'

        assertThat(router.counted(counter)).isEqualTo(2);
        assertThat(router.counted("Ip6InReceives")).isEqualTo(2);
        assertThat(router.counted("Ip6InOctets")).isEqualTo(60 + 48);
    }

    @Test
    @Spec("IP6-19")
    void interfaceWithoutIpv6_dropsItAndHoldsNobodyUp() {
        final TestRouter mixed = Lans6.router(Part.iface("south", "10.0.9.1/24"));

        mixed.receives("south", transit().hopLimit(1));
        assertThat(mixed).droppedSilently(IPV6_OFF, "Ip6InDiscards");

        mixed.mark().receives("west", transit().payload(20));
        assertThat(mixed).droppedNothing().sentOnly("east");
        assertThat(mixed.passed("ipv6-input")).isEqualTo(1); // that of the south
    }

    @Test
    @Spec("IP6-18")
    void reversePathFilter_isOfIpv4Alone() {
        final TestRouter strict =
                Lans6.router(
                        Lans6.west().with("rp_filter", 1),
                        Part.route("'2001:db8:77::/48'", '"' + GATEWAY + '"'));
        final Ipv6Frame packet = ipv6("2001:db8:77::7", EAST_HOST).payload(40);

        strict.receives("west", packet);

        assertThat(strict).sentOnly("east").isForwarded(packet);
        assertThat(strict.passed("ipv6-fast-path")).isEqualTo(1);
        assertThat(strict.passed("ipv6-input")).isZero();
    }
}
