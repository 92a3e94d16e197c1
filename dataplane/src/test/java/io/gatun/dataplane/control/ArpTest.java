package io.gatun.dataplane.control;

import static io.gatun.dataplane.graph.DropReason.ARP_BAD_OPERATION;
import static io.gatun.dataplane.graph.DropReason.ARP_BAD_SENDER;
import static io.gatun.dataplane.graph.DropReason.ARP_NOT_IPV4;
import static io.gatun.dataplane.graph.DropReason.ARP_OFF;
import static io.gatun.dataplane.graph.DropReason.ARP_TRUNCATED;
import static io.gatun.dataplane.graph.DropReason.ETHERNET_OTHER_HOST;
import static io.gatun.dataplane.graph.DropReason.NEIGHBOR_UNREACHABLE;
import static io.gatun.dataplane.testkit.ArpFrame.isAt;
import static io.gatun.dataplane.testkit.ArpFrame.operation;
import static io.gatun.dataplane.testkit.ArpFrame.whoHas;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router says and believes by ARP (RFC 826). */
class ArpTest {

    private static final String HOST = "10.0.1.50";
    private static final String MAC = "02:00:00:00:00:50";
    private static final String OTHER_MAC = "02:00:00:00:00:51";
    private static final String NOBODY = "00:00:00:00:00:00";

    private final TestRouter router = TwoLans.router();

    private String mac() {
        return router.neighbor("east", HOST)
                .flatMap(neighbor -> neighbor.mac())
                .map(Object::toString)
                .orElse("none");
    }

    @ParameterizedTest
    @ValueSource(ints = {42, 60, 64})
    @Spec({"ARP-01", "ARP-04"})
    void requestForOurAddress_isAnsweredToItsSenderAlone(int length) {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC).length(length));

        assertThat(router)
                .sentOnly("east")
                .isArp(2, EAST_ROUTER, HOST)
                .goesTo(MAC)
                .goesFrom(router.mac("east"));
        final var reply = router.sent().getFirst();
        assertThat(reply.arpSenderMac()).isEqualTo(router.mac("east"));
        assertThat(reply.arpTargetMac()).isEqualTo(MAC);
        assertThat(reply.frame()).hasSize(60);
        assertThat(Arrays.copyOfRange(reply.frame(), 42, 60)).containsOnly(0);
    }

    @Test
    @Spec("ARP-12")
    void requestForTheAddressOfAnotherInterface_isAnswered() {
        router.receives("east", whoHas(WEST_ROUTER, HOST, MAC));

        assertThat(router).sentOnly("east").isArp(2, WEST_ROUTER, HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.1.77", "10.0.1.255", "198.51.100.1"})
    @Spec({"ARP-12", "ARP-16", "ARP-34"})
    void requestForAnotherHost_isNeitherAnsweredNorLearnedNorPassedOn(String target) {
        router.receives("east", whoHas(target, HOST, MAC));

        assertThat(router).isSilent().droppedNothing();
        assertThat(mac()).isEqualTo("none");
    }

    @Test
    @Spec("ARP-05")
    void interfaceWithoutArp_neitherAsksNorAnswers() {
        final TestRouter mute = TwoLans.router(iface("east", "10.0.1.1/24").with("arp", false));

        mute.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
        assertThat(mute).droppedSilently(ARP_OFF);
        mute.mark().receives("west", ipv4(WEST_HOST, HOST));
        mute.passes(5);
        assertThat(mute.sentBy("east")).isEmpty();
        assertThat(mute).droppedOne(NEIGHBOR_UNREACHABLE).sentOnly("west").isIcmp(3, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 41})
    @Spec("ARP-08")
    void messageCutShort_isDropped(int length) {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC).length(length));

        assertThat(router).droppedSilently(ARP_TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({"5, 4", "6, 6", "8, 4", "6, 16"})
    @Spec("ARP-08")
    void otherAddressLengths_areDropped(int hardware, int protocol) {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC).lengths(hardware, protocol));

        assertThat(router).droppedSilently(ARP_NOT_IPV4);
    }

    @Test
    @Spec("ARP-08")
    void messageForAnotherMac_isDropped() {
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).toMac(OTHER_MAC));

        assertThat(router).droppedSilently(ETHERNET_OTHER_HOST);
    }

    @Test
    @Spec("ARP-08")
    void ourOwnRequestLoopedBack_isIgnored() {
        router.receives("east", whoHas(EAST_ROUTER, EAST_ROUTER, router.mac("east")));

        assertThat(router).isSilent();
        assertThat(router.neighborState("east", EAST_ROUTER)).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    @Spec("ARP-09")
    void hardwareTypeOfEthernet_isAccepted(int type) {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC).hardware(type));

        assertThat(router).sentOnly("east").isArp(2, EAST_ROUTER, HOST);
    }

    @ParameterizedTest
    @CsvSource({"2, 0x0800", "15, 0x0800", "1, 0x86DD", "1, 0x0806"})
    @Spec("ARP-09")
    void otherTypes_areDropped(int hardware, int protocol) {
        router.receives(
                "east", whoHas(EAST_ROUTER, HOST, MAC).hardware(hardware).protocol(protocol));

        assertThat(router).droppedSilently(ARP_NOT_IPV4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 8, 9, 65_535})
    @Spec("ARP-09")
    void otherOperations_areDropped(int number) {
        router.receives("east", operation(number, HOST, MAC, EAST_ROUTER));

        assertThat(router).droppedSilently(ARP_BAD_OPERATION);
        assertThat(mac()).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "239.9.9.9", "127.0.0.1"})
    @Spec("ARP-10")
    void requestForAGroupOrLoopbackAddress_isDropped(String target) {
        router.receives("east", whoHas(target, HOST, MAC));

        assertThat(router).droppedSilently(ARP_BAD_SENDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff:ff:ff:ff:ff:ff", "01:00:5e:00:00:01", "00:00:00:00:00:00"})
    @Spec("ARP-38")
    void replyWithTheMacOfAGroup_isNotBelieved(String mac) {
        router.receives("west", ipv4(WEST_HOST, HOST)).mark();

        router.receives("east", isAt(HOST, mac, EAST_ROUTER));

        assertThat(router).droppedSilently(ARP_BAD_SENDER);
        assertThat(router.neighborState("east", HOST)).isEqualTo("INCOMPLETE");
    }

    @Test
    @Spec("ARP-14")
    void probeForOurAddress_isAnsweredAndTeachesNothing() {
        router.receives("east", whoHas(EAST_ROUTER, "0.0.0.0", MAC));

        assertThat(router).sentOnly("east").isArp(2, EAST_ROUTER, "0.0.0.0").goesTo(MAC);
        assertThat(router.sent().getFirst().arpTargetMac()).isEqualTo(MAC);
        assertThat(router.neighborState("east", "0.0.0.0")).isEqualTo("none");
    }

    @Test
    @Spec("ARP-14")
    void probeForAnotherAddress_isIgnored() {
        router.receives("east", whoHas(HOST, "0.0.0.0", MAC));

        assertThat(router).isSilent().droppedNothing();
        assertThat(mac()).isEqualTo("none");
    }

    @Test
    @Spec("ARP-16")
    void overheardRequestOfAKnownHost_updatesItsMac() {
        router.knowsNeighbor("east", HOST, MAC).passes(2);

        router.receives("east", whoHas("10.0.1.77", HOST, OTHER_MAC));

        assertThat(router).isSilent();
        assertThat(mac()).isEqualTo(OTHER_MAC);
    }

    @Test
    @Spec("ARP-39")
    void overheardReplyOfAKnownHost_updatesItsMac() {
        router.knowsNeighbor("east", HOST, MAC).passes(2);

        router.receives("east", isAt(HOST, OTHER_MAC, "10.0.1.77").broadcast());

        assertThat(mac()).isEqualTo(OTHER_MAC);
        assertThat(router.neighborState("east", HOST)).isEqualTo("STALE");
    }

    @Test
    @Spec("ARP-17")
    void replyNobodyAskedFor_isIgnored() {
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER));

        assertThat(router).isSilent().droppedNothing();
        assertThat(mac()).isEqualTo("none");
    }

    @Test
    @Spec("ARP-19")
    void gratuitousRequest_movesAKnownHostAtOnce() {
        router.knowsNeighbor("east", HOST, MAC);

        router.receives("east", whoHas(HOST, HOST, OTHER_MAC));
        router.receives("west", ipv4(WEST_HOST, HOST));

        assertThat(router).sentOnly("east").goesTo(OTHER_MAC);
    }

    @Test
    @Spec("ARP-19")
    void gratuitousReply_movesAKnownHostAtOnce() {
        router.knowsNeighbor("east", HOST, MAC);

        router.receives("east", isAt(HOST, OTHER_MAC, HOST).targetMac(OTHER_MAC).broadcast());

        assertThat(mac()).isEqualTo(OTHER_MAC);
    }

    @Test
    @Spec("ARP-19")
    void replyAboutItselfThatNamesAnotherTargetMac_isNotGratuitous() {
        router.knowsNeighbor("east", HOST, MAC);

        router.receives("east", isAt(HOST, OTHER_MAC, HOST).targetMac(NOBODY).broadcast());

        assertThat(mac()).isEqualTo(MAC);
    }

    @Test
    @Spec("ARP-19")
    void gratuitousArpOfAnUnknownHost_teachesNothing() {
        router.receives("east", whoHas(HOST, HOST, MAC));

        assertThat(mac()).isEqualTo("none");
    }

    @Test
    @Spec("ARP-21")
    void secondAnswerWithinASecond_isNotBelieved() {
        router.receives("west", ipv4(WEST_HOST, HOST));
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER)).passesMs(10);

        router.receives("east", isAt(HOST, OTHER_MAC, EAST_ROUTER));
        assertThat(mac()).isEqualTo(MAC);
        router.passesMs(1_000).receives("east", isAt(HOST, OTHER_MAC, EAST_ROUTER));

        assertThat(mac()).isEqualTo(OTHER_MAC);
    }

    @Test
    @Spec({"ARP-12", "ARP-08"})
    void hostThatClaimsOurAddress_isNeitherLearnedNorAnswered() {
        router.receives("east", whoHas(EAST_ROUTER, EAST_ROUTER, MAC));
        router.receives("east", whoHas(WEST_ROUTER, EAST_ROUTER, MAC));

        assertThat(router).isSilent();
        assertThat(router.neighborState("east", EAST_ROUTER)).isEqualTo("none");
    }

    @Test
    void hostThatClaimsAnAddressElsewhere_drawsNoTraffic() {
        router.receives("east", whoHas(EAST_ROUTER, "10.0.0.77", MAC)).mark();

        router.receives("east", ipv4("10.0.1.9", "10.0.0.77"));

        assertThat(router.ipv4SentBy("east")).isEmpty();
        assertThat(router).sentOnly("west").isArp(1, WEST_ROUTER, "10.0.0.77");
    }

    @Test
    @Spec("ARP-41")
    void taggedRequest_isAnsweredWithItsTag() {
        final TestRouter tagged =
                TwoLans.router(iface("east.100", "10.0.100.1/24").with("vlan", 100));

        tagged.receives("east", whoHas("10.0.100.1", "10.0.100.9", MAC).vlan(100));
        assertThat(tagged).sentOnly("east").hasVlan(100).isArp(2, "10.0.100.1", "10.0.100.9");

        tagged.mark().receives("west", ipv4(WEST_HOST, "10.0.100.77"));
        assertThat(tagged).sentOnly("east").hasVlan(100).isArp(1, "10.0.100.1", "10.0.100.77");
        assertThat(tagged.sent().getFirst().frame()).hasSize(60);
    }

    @Test
    @Spec("ARP-44")
    void twoAddressesOfOneMac_areBothReached() {
        router.knowsNeighbor("east", HOST, MAC).knowsNeighbor("east", "10.0.1.51", MAC);

        router.receives("west", ipv4(WEST_HOST, HOST), ipv4(WEST_HOST, "10.0.1.51"));

        assertThat(router.sentBy("east"))
                .hasSize(2)
                .allSatisfy(frame -> PacketAssert.assertThat(frame).goesTo(MAC));
    }
}
