package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_FRAGMENT_NO_BUFFER;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets longer than the way ahead (RFC 791 §3.2). */
class FragmentationTest {

    private static TestRouter withEastMtu(int mtu) {
        return TwoLans.router(iface("east", "10.0.1.1/24").mtu(mtu));
    }

    @Test
    @Spec("FRAG-01")
    void lengthOfTheMtu_leavesWhole() {
        final TestRouter router = withEastMtu(1_280);
        final Ipv4Frame packet = transit().payload(1_260);

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
    }

    @Test
    @Spec("FRAG-01")
    void oneByteMore_isSplit() {
        final TestRouter router = withEastMtu(1_280);

        router.receives("west", transit().payload(1_261));

        final List<Packet> pieces = router.sentBy("east");
        assertThat(pieces).hasSize(2);
        PacketAssert.assertThat(pieces.get(0)).hasFragment(0, 1_256, true);
        PacketAssert.assertThat(pieces.get(1)).hasFragment(1_256, 5, false);
    }

    @ParameterizedTest
    @CsvSource({"68, 48", "576, 552", "1280, 1256", "1401, 1376", "1500, 1480"})
    @Spec({"FRAG-03", "FRAG-11"})
    void everyPieceButTheLast_isAsLongAsTheMtuAllows(int mtu, int most) {
        final TestRouter router = withEastMtu(mtu);

        router.receives("west", transit().payload(3_001));

        final List<Packet> pieces = router.sentBy("east");
        assertThat(pieces).hasSize((3_001 + most - 1) / most);
        for (int i = 0; i < pieces.size() - 1; i++) {
            PacketAssert.assertThat(pieces.get(i)).hasFragment(i * most, most, true);
        }
        PacketAssert.assertThat(pieces.getLast())
                .hasFragment(3_001 / most * most, 3_001 % most, false);
    }

    @Test
    @Spec({"FRAG-04", "FRAG-06"})
    void everyPiece_bearsTheHeaderOfTheWhole() {
        final TestRouter router = withEastMtu(600);

        router.receives(
                "west",
                transit()
                        .identification(0xABCD)
                        .tos(0xBA)
                        .ttl(40)
                        .reservedFlag()
                        .udp(1, 2)
                        .payload(1_500));

        assertThat(router.sentBy("east"))
                .hasSize(3)
                .allSatisfy(piece -> {
                    PacketAssert.assertThat(piece)
                            .isIpv4(WEST_HOST, EAST_HOST)
                            .hasTtl(39)
                            .hasTos(0xBA)
                            .goesTo(TwoLans.EAST_MAC);
                    assertThat(piece.identification()).isEqualTo(0xABCD);
                    assertThat(piece.protocol()).isEqualTo(17);
                    assertThat(piece.flagsAndOffset() & 0x8000).isZero();
                });
    }

    @Test
    @Spec("FRAG-05")
    void middleFragment_isSplitFurtherAndKeepsItsPlace() {
        final TestRouter router = withEastMtu(600);

        router.receives("west", transit().offset(8_000).moreFragments().payload(1_160));

        final List<Packet> pieces = router.sentBy("east");
        assertThat(pieces).hasSize(3);
        PacketAssert.assertThat(pieces.get(0)).hasFragment(8_000, 576, true);
        PacketAssert.assertThat(pieces.get(1)).hasFragment(8_576, 576, true);
        PacketAssert.assertThat(pieces.get(2)).hasFragment(9_152, 8, true);
    }

    @Test
    @Spec("FRAG-05")
    void lastFragment_endsWithoutMore() {
        final TestRouter router = withEastMtu(600);

        router.receives("west", transit().offset(8_000).payload(1_160));

        PacketAssert.assertThat(router.sentBy("east").getLast()).hasFragment(9_152, 8, false);
    }

    @Test
    @Spec({"FRAG-09", "MIB-14", "MIB-11"})
    void counters_tellPiecesAndWholes() {
        final TestRouter router = withEastMtu(1_500);

        router.receives("west", transit().payload(3_980));

        assertThat(router.sentBy("east")).hasSize(3);
        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "Ip.ForwDatagrams", 1L,
                                "Ip.OutTransmits", 3L,
                                "IpExt.OutOctets", 4_040L,
                                "Ip.FragCreates", 3L,
                                "Ip.FragOKs", 1L));
    }

    /** Loose source route (copied), record route and time stamp (not copied), RFC 791 §3.1. */
    @Test
    @Spec("FRAG-07")
    void laterPieces_keepOnlyOptionsWithTheCopiedFlag() {
        final TestRouter router = withEastMtu(600);
        final String looseSourceRoute = "8307040a010109";
        final String recordRoute = "07070400000000";
        final String timeStamp = "4408050000000000";
        final String copied = looseSourceRoute + "01".repeat(7) + "01".repeat(8) + "0000";

        router.receives(
                "west",
                transit().options(looseSourceRoute + recordRoute + timeStamp).payload(1_000));

        final List<Packet> pieces = router.sentBy("east");
        assertThat(pieces).hasSize(2);
        assertThat(hex(pieces.get(0)))
                .isEqualTo(looseSourceRoute + recordRoute + timeStamp + "0000");
        assertThat(hex(pieces.get(1))).isEqualTo(copied);
        assertThat(pieces).allMatch(Packet::headerChecksumIsRight);
    }

    @ParameterizedTest
    @CsvSource({
        "07000000, 07000000",
        "07010000, 07010000",
        "07050000, 07050000",
        "01010107, 01010107",
        "00070400, 00070400",
        "07030007, 01010107",
        "07040000, 01010101"
    })
    @Spec("FRAG-08")
    void optionWithABadLength_endsTheReplacement(String options, String inTheSecondPiece) {
        final TestRouter router = withEastMtu(600);

        router.receives("west", transit().options(options).payload(1_000));

        assertThat(hex(router.sentBy("east").getLast())).isEqualTo(inTheSecondPiece);
    }

    private static String hex(Packet packet) {
        return HexFormat.of().formatHex(packet.options());
    }

    @Test
    @Spec("FRAG-15")
    void routeMtu_isObeyedBelowTheInterfaces() {
        final TestRouter router = TwoLans.router(route("198.51.100.0/24", GATEWAY).mtu(800));

        router.receives("west", ipv4(WEST_HOST, "198.51.100.7").payload(1_000));
        assertThat(router.sentBy("east")).hasSize(2);

        router.mark().receives("west", transit().payload(1_000));
        assertThat(router.sentBy("east")).hasSize(1);
    }

    @Test
    @Spec({"FRAG-15", "ICMP4-29"})
    void routeMtu_isTheMtuTold() {
        final TestRouter router = TwoLans.router(route("198.51.100.0/24", GATEWAY).mtu(800));

        router.receives("west", ipv4(WEST_HOST, "198.51.100.7").dontFragment().payload(1_000));

        assertThat(router).sentOnly("west").isIcmp(3, 4).hasIcmpRest(800);
    }

    @Test
    @Spec({"FRAG-15", "ICMP4-19"})
    void forgedIcmp_changesNothingForTransit() {
        final TestRouter router = TwoLans.router();
        final byte[] quote = transit().payload(1_480).packet();

        router.receives("west", TwoLans.toRouter().icmp(3, 4, 600).payload(quote));
        router.receives("west", TwoLans.toRouter().icmp(5, 1, 0x0A0000FE).payload(quote));
        router.mark().receives("west", transit().dontFragment().payload(1_480));

        assertThat(router).droppedNothing().sentOnly("east").hasTotalLength(1_500);
    }

    @Test
    @Spec({"FRAG-19", "FRAG-09", "FWD-24", "MIB-14"})
    void poolThatRunsDry_endsTheDatagramAndKeepsWhatWasMade() {
        final TestRouter router =
                TestRouter.withBuffers(4, TwoLans.parts(iface("east", "10.0.1.1/24").mtu(576)));

        router.receives("west", transit().payload(5_000));

        final List<Packet> pieces = router.sentBy("east");
        assertThat(pieces).hasSize(3);
        PacketAssert.assertThat(pieces.getLast()).hasFragment(2 * 552, 552, true);
        assertThat(router).droppedOne(IPV4_FRAGMENT_NO_BUFFER);
        assertThat(router.counted("Ip.FragFails")).isEqualTo(1);
        assertThat(router.counted("Ip.FragOKs")).isZero();
        assertThat(router.counted("Ip.FragCreates")).isEqualTo(3);
    }

    @Test
    void piecesIntoAVlan_allBearItsTag() {
        final TestRouter router =
                TwoLans.router(
                        iface("east.100", "10.0.100.1/24").with("vlan", 100).mtu(600),
                        neighbor("east.100", "10.0.100.9", "02:00:00:00:01:09"));

        router.receives("west", ipv4(WEST_HOST, "10.0.100.9").payload(1_500));

        assertThat(router.sentBy("east")).hasSize(3).allMatch(piece -> piece.vlan() == 100);
    }

    @Test
    void piecesForAnUnknownNeighbor_waitAndLeaveInOrder() {
        final TestRouter router = withEastMtu(600);

        router.receives("west", ipv4(WEST_HOST, "10.0.1.77").payload(1_500));
        assertThat(router.ipv4SentBy("east")).isEmpty();
        router.mark().receives("east", ArpFrame.isAt("10.0.1.77", "02:00:00:00:00:77", "10.0.1.1"));

        assertThat(router.sentBy("east"))
                .extracting(piece -> piece.fragment().offset())
                .containsExactly(0, 576, 1_152);
    }
}
