package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.ETHERNET_NO_INTERFACE;
import static io.gatun.dataplane.graph.DropReason.ETHERNET_OTHER_HOST;
import static io.gatun.dataplane.graph.DropReason.ETHERNET_TRUNCATED;
import static io.gatun.dataplane.graph.DropReason.ETHERNET_UNKNOWN_TYPE;
import static io.gatun.dataplane.graph.DropReason.IPV4_GROUP_FRAME;
import static io.gatun.dataplane.graph.DropReason.IPV4_OFF;
import static io.gatun.dataplane.graph.DropReason.TX_LINK_DOWN;
import static io.gatun.dataplane.graph.DropReason.UDP_GROUP_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.VLAN_TRUNCATED;
import static io.gatun.dataplane.graph.DropReason.VLAN_UNKNOWN;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.RawFrame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose frame it is, what it carries, and by which interface it came. */
class LinkLayerTest {

    private static final String OTHER_HOST = "02:00:00:00:77:77";
    private static final String GROUP = "01:00:5e:00:00:05";

    private final TestRouter router = TwoLans.router();

    @Test
    @Spec("DEV-04")
    void frameForAnotherHost_isDroppedBeforeAnyIpCounter() {
        router.receives("west", transit().toMac(OTHER_HOST));

        assertThat(router).droppedSilently(ETHERNET_OTHER_HOST);
        assertThat(router.counted("Ip.InReceives")).isZero();
    }

    @Test
    @Spec("DEV-05")
    void unknownEtherType_isDroppedBeforeAnyIpCounter() {
        router.receives("west", transit().etherType(0x88B5));

        assertThat(router).droppedSilently(ETHERNET_UNKNOWN_TYPE);
        assertThat(router.counted("Ip.InReceives")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13})
    void frameShorterThanItsHeader_isDropped(int length) {
        router.receives("west", RawFrame.cut(transit(), length));

        assertThat(router).droppedSilently(ETHERNET_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff:ff:ff:ff:ff:ff", GROUP})
    @Spec({"VAL-20", "FWD-03", "ICMP4-49"})
    void transitInAGroupFrame_isNotForwardedAndDrawsNoError(String destination) {
        router.receives("west", transit().ttl(1).toMac(destination));

        assertThat(router).droppedSilently(IPV4_GROUP_FRAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff:ff:ff:ff:ff:ff", GROUP})
    @Spec("VAL-20")
    void packetToTheRouterInAGroupFrame_isAccepted(String destination) {
        router.receives("west", toRouter().echo(1, 1).toMac(destination));

        assertThat(router).droppedNothing().sentOnly("west").isIcmp(0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff:ff:ff:ff:ff:ff", GROUP})
    @Spec("VAL-20")
    void packetToTheRouterInAGroupFrame_isDroppedWhereForbidden(String destination) {
        final TestRouter strict =
                TwoLans.router(
                        iface("west", "10.0.0.1/24").with("drop_unicast_in_l2_multicast", true));

        strict.receives("west", toRouter().echo(1, 1).toMac(destination));
        assertThat(strict).droppedSilently(IPV4_GROUP_FRAME);
        strict.mark().receives("west", toRouter().echo(1, 1));
        assertThat(strict).sentOnly("west").isIcmp(0, 0);
    }

    @Test
    @Spec("VAL-20")
    void packetToAGroupInAGroupFrame_isAcceptedThereAsWell() {
        final TestRouter strict =
                TwoLans.router(
                        iface("west", "10.0.0.1/24").with("drop_unicast_in_l2_multicast", true));

        strict.receives("west", ipv4(WEST_HOST, "10.0.0.255").udp(1, 2).broadcastFrame());

        assertThat(strict).isSilent().droppedOne(UDP_GROUP_NO_LISTENER);
        assertThat(strict.counted("Ip.InDelivers")).isEqualTo(1);
    }

    @Test
    @Spec("FWD-11")
    void forwardedFrame_goesFromTheEgressPortToTheNextHop() {
        router.receives("west", transit());

        assertThat(router).sentOnly("east").goesFrom(router.mac("east")).goesTo(TwoLans.EAST_MAC);
    }

    @Test
    @Spec("DEV-05")
    void taggedFrame_isItsVlansInterfaces() {
        final TestRouter tagged = withVlan();
        final Ipv4Frame packet = ipv4("10.0.100.9", WEST_HOST).vlan(100);

        tagged.receives("east", packet);

        assertThat(tagged).sentOnly("west").isForwarded(packet).hasVlan(0);
    }

    @Test
    void packetIntoAVlan_leavesWithItsTag() {
        final TestRouter tagged = withVlan();
        final Ipv4Frame packet = ipv4(WEST_HOST, "10.0.100.9").payload(100);

        tagged.receives("west", packet);

        assertThat(tagged)
                .sentOnly("east")
                .isForwarded(packet)
                .hasVlan(100)
                .goesTo("02:00:00:00:01:09")
                .goesFrom(tagged.mac("east"));
        assertThat(tagged.sent().getFirst().frame()).hasSize(14 + 4 + 120);
    }

    @Test
    @Spec("DEV-06")
    void shortPacketIntoAVlan_isPaddedWithZeros() {
        final TestRouter tagged = withVlan();

        tagged.receives("west", ipv4(WEST_HOST, "10.0.100.9"));

        assertThat(tagged).sentOnly("east").hasVlan(100);
        assertThat(tagged.sent().getFirst().frame()).hasSize(60);
        assertThat(tagged.sent().getFirst().padding()).containsOnly(0);
    }

    @Test
    void unknownVlan_isDropped() {
        router.receives("west", transit().vlan(7));

        assertThat(router).droppedSilently(VLAN_UNKNOWN);
    }

    @Test
    void priorityTag_isTheUntaggedInterfaces() {
        final Ipv4Frame packet = transit().vlan(0);

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
    }

    @Test
    void untaggedFrameOnAPortOfTagsOnly_isDropped() {
        final TestRouter tagsOnly = TestRouter.with(iface("west.5", "10.0.0.1/24").with("vlan", 5));

        tagsOnly.receives("west", transit());

        assertThat(tagsOnly).droppedSilently(ETHERNET_NO_INTERFACE);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 17})
    void frameShorterThanItsTag_isDropped(int length) {
        router.receives("west", RawFrame.cut(transit().vlan(100), length));

        assertThat(router).droppedSilently(VLAN_TRUNCATED);
    }

    @Test
    @Spec("VAL-21")
    void interfaceWithoutIpv4_dropsIpv4() {
        final TestRouter halved = TwoLans.router(iface("south", "2001:db8::1/64"));

        halved.receives("south", ipv4("10.0.9.9", TwoLans.EAST_HOST).ttl(1));

        assertThat(halved).droppedSilently(IPV4_OFF);
    }

    @Test
    @Spec("MIB-12")
    void egressWithoutALink_dropsWhatWouldLeave() {
        router.linkGoesDown("east");

        router.receives("west", transit());

        assertThat(router).isSilent().droppedOne(TX_LINK_DOWN);
        assertThat(router.counted("Ip.OutDiscards")).isEqualTo(1);
    }

    private static TestRouter withVlan() {
        return TwoLans.router(
                iface("east.100", "10.0.100.1/24").with("vlan", 100),
                neighbor("east.100", "10.0.100.9", "02:00:00:00:01:09"));
    }
}
