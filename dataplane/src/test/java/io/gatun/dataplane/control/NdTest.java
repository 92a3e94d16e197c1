package io.gatun.dataplane.control;

import static io.gatun.dataplane.testkit.Icmp6Frame.echo;
import static io.gatun.dataplane.testkit.Icmp6Frame.isAt;
import static io.gatun.dataplane.testkit.Icmp6Frame.probe;
import static io.gatun.dataplane.testkit.Icmp6Frame.routerSolicitation;
import static io.gatun.dataplane.testkit.Icmp6Frame.whoHas;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neigh;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans6.EAST_LINK_LOCAL;
import static io.gatun.dataplane.testkit.TwoLans6.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans6.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans6.WEST_MAC;
import static io.gatun.dataplane.testkit.TwoLans6.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatun.dataplane.testkit.NdPacket;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans6;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.NeighborState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Neighbor Discovery says, and when (RFC 4861 §7.2). */
class NdTest {

    private static final String HOST = "2001:db8:b::50";
    private static final String LINK_LOCAL_HOST = "fe80::50";
    private static final String MAC = "02:00:00:00:00:50";
    private static final String GROUP_MAC = "33:33:ff:00:00:01";

    private final TestRouter router = TwoLans6.router();

    private NdPacket onlyFromEast() {
        assertThat(router.sent()).hasSize(1);
        return NdPacket.sentBy(router, "east").getFirst();
    }

    private List<NeighborEntry> learned() {
        return router.sight().neighbors().stream()
                .filter(each -> each.state() != NeighborState.PERMANENT)
                .toList();
    }

    private static void assertNd(NdPacket message, int type, String from, String to) {
        assertThat(message.type()).as("type of %s", message).isEqualTo(type);
        assertThat(message.goes(from, to)).as("sound and %s to %s: %s", from, to, message).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {EAST_ROUTER, EAST_LINK_LOCAL})
    @Spec({"ND-01", "ND-09", "ND-10", "IP6A-14"})
    void solicitationForUs_isAnsweredWithOurMac(String own) {
        router.receives("east", whoHas(own, HOST, MAC));

        final NdPacket answer = onlyFromEast();
        assertNd(answer, 136, own, HOST);
        assertThat(answer.toMac()).isEqualTo(MAC);
        assertThat(answer.fromMac()).isEqualTo(router.mac("east"));
        assertThat(answer.isAbout(own)).isTrue();
        assertThat(answer.flags()).isEqualTo("RSO");
        assertThat(answer.options()).isEqualTo("02:01:" + router.mac("east"));
        assertThat(router.neighborState("east", HOST)).isEqualTo("STALE");
        assertThat(router).droppedNothing();
    }

    @Test
    @Spec("ND-09")
    void solicitationToUsAlone_isAnsweredWithoutOverrideAndOption() {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC).to(EAST_ROUTER));

        final NdPacket answer = onlyFromEast();
        assertNd(answer, 136, EAST_ROUTER, HOST);
        assertThat(answer.flags()).isEqualTo("RS");
        assertThat(answer.options()).isEmpty();
    }

    @Test
    @Spec("ND-09")
    void whereNothingIsForwarded_theAnswerDoesNotSayRouter() {
        final TestRouter host =
                TestRouter.with(iface("east", "\"2001:db8:b::1/64\"").with("forwarding", false));

        host.receives("east", whoHas(EAST_ROUTER, HOST, MAC));

        assertThat(NdPacket.sentBy(host, "east")).extracting(NdPacket::flags).containsExactly("SO");
    }

    @Test
    @Spec("ND-13")
    void probeForAnAddressOfOurs_isAnsweredToAll() {
        router.receives("east", probe(EAST_ROUTER, MAC));

        final NdPacket answer = onlyFromEast();
        assertNd(answer, 136, EAST_ROUTER, "ff02::1");
        assertThat(answer.toMac()).isEqualTo("33:33:00:00:00:01");
        assertThat(answer.flags()).isEqualTo("RO");
        assertThat(answer.options()).isEqualTo("02:01:" + router.mac("east"));
        assertThat(learned()).isEmpty();
    }

    @Test
    @Spec("ND-10")
    void solicitationForAnAddressOfAnotherInterface_isSilence() {
        router.receives(
                "east", whoHas(WEST_ROUTER, HOST, MAC).toMac(GROUP_MAC).to("ff02::1:ff00:1"));

        assertThat(router).isSilent();
        assertThat(router.neighborState("east", HOST)).isEqualTo("none");
    }

    @Test
    @Spec("ND-09")
    void solicitationForAnotherHost_isSilenceAndTeachesNothing() {
        router.receives("east", whoHas("2001:db8:b::77", HOST, MAC).to(EAST_ROUTER));

        assertThat(router).isSilent();
        assertThat(router.neighborState("east", HOST)).isEqualTo("none");
    }

    @Test
    void solicitationForTheSubnetRouterAnycastAddress_isAnsweredWithoutOverride() {
        router.receives("east", whoHas("2001:db8:b::", HOST, MAC));

        final NdPacket answer = onlyFromEast();
        assertNd(answer, 136, EAST_LINK_LOCAL, HOST);
        assertThat(answer.isAbout("2001:db8:b::")).isTrue();
        assertThat(answer.flags()).isEqualTo("RS");
    }

    @Test
    @Spec("ND-11")
    void askerWhoDoesNotTellItsMac_isLookedForBeforeTheAnswer() {
        router.receives(
                "east",
                whoHas(EAST_LINK_LOCAL, LINK_LOCAL_HOST, MAC).to(EAST_LINK_LOCAL).withoutOption());

        final NdPacket question = onlyFromEast();
        assertNd(question, 135, EAST_LINK_LOCAL, "ff02::1:ff00:50");
        router.mark().receives("east", isAt(LINK_LOCAL_HOST, MAC, EAST_LINK_LOCAL));

        final NdPacket answer = onlyFromEast();
        assertNd(answer, 136, EAST_LINK_LOCAL, LINK_LOCAL_HOST);
        assertThat(answer.toMac()).isEqualTo(MAC);
    }

    @Test
    @Spec({"ND-05", "ND-06", "NUD-24"})
    void neighborNobodyKnows_isAskedForByItsGroup() {
        router.receives("west", echo(WEST_HOST, WEST_MAC, HOST));

        final NdPacket question = onlyFromEast();
        assertNd(question, 135, EAST_LINK_LOCAL, "ff02::1:ff00:50");
        assertThat(question.toMac()).isEqualTo("33:33:ff:00:00:50");
        assertThat(question.fromMac()).isEqualTo(router.mac("east"));
        assertThat(question.isAbout(HOST)).isTrue();
        assertThat(question.flags()).isEmpty();
        assertThat(question.options()).isEqualTo("01:01:" + router.mac("east"));
    }

    @Test
    @Spec({"ND-06", "NUD-24"})
    void neighborForAPacketOfOurs_isAskedForFromItsSource() {
        router.receives("east", echo(HOST, MAC, EAST_ROUTER));

        assertNd(onlyFromEast(), 135, EAST_ROUTER, "ff02::1:ff00:50");
    }

    @Test
    @Spec("ND-03")
    void optionThatNamesNoMacOfANeighbor_spoilsTheMessage() {
        router.receives("east", whoHas(EAST_ROUTER, HOST, "03:00:00:00:00:01").to(EAST_ROUTER));
        router.receives("east", whoHas(EAST_ROUTER, HOST, "00:00:00:00:00:00").to(EAST_ROUTER));
        router.receives(
                "east",
                whoHas(EAST_ROUTER, HOST, MAC).options("01 02 0200000000500000 000000000000"));

        assertThat(router).isSilent();
        assertThat(router.neighborState("east", HOST)).isEqualTo("none");
    }

    @Test
    @Spec("ND-03")
    void unknownAndRepeatedOptions_areIgnored() {
        router.receives(
                "east",
                whoHas(EAST_ROUTER, HOST, MAC)
                        .options("0e01 112233445566  0101" + MAC + " 0101 020000000099"));

        assertThat(onlyFromEast().toMac()).isEqualTo(MAC);
        assertThat(router.neighbor("east", HOST).orElseThrow().mac().orElseThrow())
                .hasToString(MAC);
    }

    @Test
    void solicitationFromOurOwnAddress_isSilenceAndTeachesNothing() {
        router.receives("east", whoHas(EAST_LINK_LOCAL, EAST_LINK_LOCAL, MAC));

        assertThat(router).isSilent();
        assertThat(learned()).isEmpty();
    }

    @Test
    @Spec("ND-18")
    void advertisementOfOurOwnAddress_changesNothing() {
        router.receives("east", isAt(EAST_ROUTER, MAC, EAST_ROUTER).toAll());

        assertThat(router).isSilent();
        assertThat(router.neighborState("east", EAST_ROUTER)).isEqualTo("none");
    }

    @Test
    @Spec("ND-19")
    void advertisementNobodyAskedFor_isIgnored() {
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER), isAt(HOST, MAC, EAST_ROUTER).toAll());

        assertThat(router).isSilent().droppedNothing();
        assertThat(router.neighborState("east", HOST)).isEqualTo("none");
    }

    @Test
    @Spec("ND-26")
    void routerSolicitation_makesItsSenderStaleAndIsNotAnswered() {
        router.receives("east", routerSolicitation(LINK_LOCAL_HOST, MAC));

        assertThat(router).isSilent().droppedNothing();
        assertThat(router.neighborState("east", LINK_LOCAL_HOST)).isEqualTo("STALE");
    }

    @Test
    @Spec("ND-26")
    void routerSolicitationFromNobody_teachesNothing() {
        router.receives("east", routerSolicitation("::", MAC).withoutOption());

        assertThat(router).isSilent().droppedNothing();
        assertThat(learned()).isEmpty();
    }

    @Test
    void whereNeighborsAreNotAskedFor_nothingIsSaid() {
        final TestRouter quiet =
                TestRouter.with(iface("east", "\"2001:db8:b::1/64\"").with("arp", false));

        quiet.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
        quiet.receives("east", echo(HOST, MAC, EAST_ROUTER)).passes(4);

        assertThat(quiet).isSilent();
    }

    @Test
    void onATaggedInterface_questionsAndAnswersAreTagged() {
        final TestRouter tagged =
                TestRouter.with(iface("east.7", "\"2001:db8:b::1/64\"").with("vlan", 7));

        tagged.receives("east", whoHas(EAST_ROUTER, HOST, MAC).vlan(7));
        tagged.receives(
                "east",
                whoHas(EAST_ROUTER, "2001:db8:b::51", MAC).to(EAST_ROUTER).withoutOption().vlan(7));

        assertThat(NdPacket.sentBy(tagged, "east"))
                .extracting(NdPacket::type, NdPacket::vlan, NdPacket::checksumIsRight)
                .containsExactly(tuple(136, 7, true), tuple(135, 7, true));
    }

    @Test
    @Spec({"NGC-01", "NGC-05"})
    void fullTable_isFullForItsFamilyAlone() {
        final TestRouter small =
                TwoLans6.router(
                        iface("lan", "192.0.2.1/24"),
                        neigh("gc_thresh1: 1, gc_thresh2: 2, gc_thresh3: 2"));
        for (int i = 1; i <= 2; i++) {
            small.receives(
                    "east", whoHas(EAST_ROUTER, "2001:db8:b::" + i + "0", "02:00:00:00:00:0" + i));
        }
        small.mark();

        small.receives("east", whoHas(EAST_ROUTER, "2001:db8:b::99", MAC));

        assertThat(small).isSilent();
        assertThat(small.dropped()).containsOnlyKeys("NEIGHBOR_TABLE_FULL");
        small.knowsNeighbor("lan", "192.0.2.9", MAC);
        assertThat(small.neighborState("lan", "192.0.2.9")).isEqualTo("STALE");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:b::9, 02:00:00:00:00:09", "fe80::9, 02:00:00:00:00:09"})
    @Spec({"NST-01", "NST-02", "NUD-20"})
    void permanentNeighbor_isNeverAskedForAndNeverChanged(String address, String mac) {
        final TestRouter fixed = TwoLans6.router(neighbor("east", '"' + address + '"', mac));

        fixed.receives("east", whoHas(EAST_ROUTER, address, "02:00:00:00:00:66"));
        fixed.receives("east", isAt(address, "02:00:00:00:00:66", EAST_ROUTER));
        fixed.passes(200);

        assertThat(fixed.neighbor("east", address).orElseThrow().mac().orElseThrow())
                .hasToString(mac);
        assertThat(fixed.neighborState("east", address)).isEqualTo("PERMANENT");
        assertThat(NdPacket.sentBy(fixed, "east")).noneMatch(message -> message.type() == 135);
    }

    @Test
    void countersOfDiscovery_moveAsLinuxHasThem() {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
        router.receives("east", echo("2001:db8:b::51", MAC, EAST_ROUTER));

        assertThat(
                        List.of(
                                router.counted("Icmp6OutNeighborAdvertisements"),
                                router.counted("Icmp6OutNeighborSolicits"),
                                router.counted("Icmp6OutType136"),
                                router.counted("Icmp6OutType135")))
                .containsOnly(1L);
    }
}
