package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_BLACKHOLE;
import static io.gatun.dataplane.graph.DropReason.IPV4_FORWARDING_OFF;
import static io.gatun.dataplane.graph.DropReason.IPV4_LINK_LOCAL;
import static io.gatun.dataplane.graph.DropReason.IPV4_NO_ROUTE;
import static io.gatun.dataplane.graph.DropReason.IPV4_PROHIBITED;
import static io.gatun.dataplane.graph.DropReason.IPV4_UNREACHABLE;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_MAC;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a packet that is not for the router (RFC 1812 §5.2). */
class ForwardingTest {

    private static final String FAR = "198.51.100.7";
    private static final String FAR_NET = "198.51.100.0/24";

    private final TestRouter router = TwoLans.router();

    @Test
    @Spec({"FWD-01", "FWD-09", "MIB-10", "MIB-11", "RT-01"})
    void transit_isForwardedWithNothingChangedButTtlAndChecksum() {
        final Ipv4Frame packet =
                transit()
                        .udp(5000, 53)
                        .payload(333)
                        .tos(0xB9)
                        .identification(0xBEEF)
                        .dontFragment();

        router.receives("west", packet);

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "Ip.ForwDatagrams", 1L,
                                "Ip.OutTransmits", 1L,
                                "IpExt.OutOctets", 361L));
    }

    @Test
    @Spec({"FWD-09", "FWD-22"})
    void fragments_areForwardedOneByOneWithoutReassembly() {
        final Ipv4Frame first = transit().udp(1, 2).payload(72).moreFragments();
        final Ipv4Frame middle = transit().payload(80).offset(80).moreFragments();
        final Ipv4Frame last = transit().payload(13).offset(160);

        router.receives("west", last, first, middle);

        assertThat(router.sentBy("east")).hasSize(3);
        PacketAssert.assertThat(router.sentBy("east").get(0)).isForwarded(last);
        PacketAssert.assertThat(router.sentBy("east").get(1)).isForwarded(first);
        PacketAssert.assertThat(router.sentBy("east").get(2)).isForwarded(middle);
    }

    @Test
    void packetWithOptions_isForwardedWithThem() {
        final Ipv4Frame packet = transit().options("9404 0000 0101").payload(50);

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
    }

    @Test
    @Spec({"FWD-01", "VAL-22", "MIB-03"})
    void forwardingOff_dropsTransitInSilence() {
        final TestRouter host =
                TwoLans.router(iface("west", "10.0.0.1/24").with("forwarding", false));

        host.receives("west", transit().ttl(1));
        assertThat(host).droppedSilently(IPV4_FORWARDING_OFF, "Ip.InAddrErrors");
        host.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(host).droppedSilently(IPV4_NO_ROUTE, "IpExt.InNoRoutes");
        host.mark().receives("east", ipv4(EAST_HOST, WEST_HOST));
        assertThat(host).sentOnly("west");
    }

    @Test
    @Spec({"VAL-22", "FWD-01"})
    void forwardingOff_stillAnswersForTheRouterItself() {
        final TestRouter host =
                TwoLans.router(iface("west", "10.0.0.1/24").with("forwarding", false));

        host.receives("west", TwoLans.toRouter().echo(1, 1));

        assertThat(host).sentOnly("west").isIcmp(0, 0);
    }

    @Test
    void longestPrefix_wins() {
        final TestRouter routed =
                TwoLans.router(
                        route("0.0.0.0/0", WEST_HOST),
                        route("198.51.0.0/16", WEST_HOST),
                        route(FAR_NET, GATEWAY),
                        route("198.51.100.8/32", WEST_HOST));

        routed.receives("west", ipv4(WEST_HOST, FAR));
        assertThat(routed).sentOnly("east").goesTo(GATEWAY_MAC);
        routed.mark().receives("east", ipv4(EAST_HOST, "198.51.100.8"));
        assertThat(routed).sentOnly("west").goesTo(WEST_MAC);
        routed.mark().receives("east", ipv4(EAST_HOST, "203.0.113.1"));
        assertThat(routed).sentOnly("west").goesTo(WEST_MAC);
    }

    @Test
    @Spec("FWD-11")
    void routeThroughAGateway_goesToItsMacWithTheFarAddress() {
        final TestRouter routed = TwoLans.router(route(FAR_NET, GATEWAY));
        final Ipv4Frame packet = ipv4(WEST_HOST, FAR);

        routed.receives("west", packet);

        assertThat(routed)
                .sentOnly("east")
                .isForwarded(packet)
                .goesTo(GATEWAY_MAC)
                .goesFrom(routed.mac("east"));
    }

    @Test
    void egressThatIsTheIngress_isAllowed() {
        final TestRouter oneArmed =
                TwoLans.router(
                        route(FAR_NET, "10.0.0.254"),
                        neighbor("west", "10.0.0.254", "02:00:00:00:01:fe"));
        final Ipv4Frame packet = ipv4(WEST_HOST, FAR);

        oneArmed.receives("west", packet);

        assertThat(oneArmed.sentBy("east")).isEmpty();
        assertThat(oneArmed.sentBy("west")).hasSize(1);
        PacketAssert.assertThat(oneArmed.sentBy("west").getFirst())
                .isForwarded(packet)
                .goesTo("02:00:00:00:01:fe");
    }

    @Test
    @Spec({"ICMP4-31", "RT-06"})
    void blackhole_swallowsInSilenceEvenWithinAShorterRoute() {
        final TestRouter routed =
                TwoLans.router(
                        route("198.51.0.0/16", GATEWAY), route(FAR_NET).with("type", "blackhole"));

        routed.receives("west", ipv4(WEST_HOST, FAR).ttl(1));

        assertThat(routed).droppedSilently(IPV4_BLACKHOLE);
    }

    @Test
    @Spec({"ICMP4-26", "RT-07"})
    void unreachableRoute_isAnsweredWithHostUnreachable() {
        final TestRouter routed = TwoLans.router(route(FAR_NET).with("type", "unreachable"));
        final Ipv4Frame packet = ipv4(WEST_HOST, FAR).udp(1, 2).payload(30);

        routed.receives("west", packet);

        assertThat(routed)
                .droppedOne(IPV4_UNREACHABLE)
                .sentOnly("west")
                .isIpv4("10.0.0.1", WEST_HOST)
                .isIcmp(3, 1)
                .quotesAllOf(packet);
    }

    @Test
    @Spec({"ICMP4-31", "RT-08"})
    void prohibitRoute_isAnsweredWithAdministrativelyProhibited() {
        final TestRouter routed = TwoLans.router(route(FAR_NET).with("type", "prohibit"));
        final Ipv4Frame packet = ipv4(WEST_HOST, FAR).udp(1, 2).payload(30);

        routed.receives("west", packet);

        assertThat(routed)
                .droppedOne(IPV4_PROHIBITED)
                .sentOnly("west")
                .isIpv4("10.0.0.1", WEST_HOST)
                .isIcmp(3, 13)
                .quotesAllOf(packet);
    }

    @Test
    @Spec("ICMP4-48")
    void broadcastToAll_isNeverForwarded() {
        router.receives("west", ipv4(WEST_HOST, "255.255.255.255").udp(1, 2).ttl(9));

        assertThat(router).isSilent();
        assertThat(router.counted("Ip.ForwDatagrams")).isZero();
    }

    @Test
    void directedBroadcast_isDeliveredHereAndNotForwarded() {
        router.receives("west", ipv4(WEST_HOST, "10.0.1.255").echo(1, 1).payload(20));

        assertThat(router).isSilent();
        assertThat(router.counted("Ip.ForwDatagrams")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec("FWD-18")
    void linkLocalSource_isForwardedOnlyWhereAllowed(boolean isAllowed) {
        final TestRouter routed = linkLocal(isAllowed);
        final Ipv4Frame packet = ipv4("169.254.1.2", EAST_HOST);

        routed.receives("west", packet);

        expectForwarded(routed, isAllowed, packet);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Spec("FWD-18")
    void linkLocalDestination_isForwardedOnlyWhereAllowed(boolean isAllowed) {
        final TestRouter routed = linkLocal(isAllowed);
        final Ipv4Frame packet = ipv4(WEST_HOST, "169.254.1.2");

        routed.receives("west", packet);

        expectForwarded(routed, isAllowed, packet);
    }

    private static TestRouter linkLocal(boolean isAllowed) {
        return TwoLans.router(
                iface("west", "10.0.0.1/24").with("forward_link_local", isAllowed),
                route("0.0.0.0/0", GATEWAY));
    }

    private static void expectForwarded(TestRouter router, boolean expected, Ipv4Frame packet) {
        if (expected) {
            assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
        } else {
            assertThat(router).droppedSilently(IPV4_LINK_LOCAL);
        }
    }

    @Test
    void packetsOfOneFlow_leaveInOrder() {
        final Ipv4Frame[] burst =
                IntStream.range(0, 500)
                        .mapToObj(i -> transit().identification(i).payload(i % 700))
                        .toArray(Ipv4Frame[]::new);

        router.receives("west", burst);

        assertThat(router.sentBy("east"))
                .extracting(Packet::identification)
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    @Spec("FWD-23")
    void neighborThatMovesToAnotherMac_getsTheNextPacketThere() {
        final TestRouter lan = TwoLans.router();
        lan.knowsNeighbor("east", "10.0.1.50", "02:00:00:00:00:50");
        lan.receives("west", ipv4(WEST_HOST, "10.0.1.50"));
        assertThat(lan).sentOnly("east").goesTo("02:00:00:00:00:50");
        lan.passes(2);

        lan.knowsNeighbor("east", "10.0.1.50", "02:00:00:00:00:51");
        lan.receives("west", ipv4(WEST_HOST, "10.0.1.50"));

        assertThat(lan).sentOnly("east").goesTo("02:00:00:00:00:51");
    }
}
