package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_BAD_CHECKSUM;
import static io.gatun.dataplane.graph.DropReason.IPV4_BAD_HEADER_LENGTH;
import static io.gatun.dataplane.graph.DropReason.IPV4_BAD_TOTAL_LENGTH;
import static io.gatun.dataplane.graph.DropReason.IPV4_BAD_VERSION;
import static io.gatun.dataplane.graph.DropReason.IPV4_SHORTER_THAN_TOTAL_LENGTH;
import static io.gatun.dataplane.graph.DropReason.IPV4_TRUNCATED;
import static io.gatun.dataplane.testkit.Part.vector;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.RawFrame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which IPv4 headers are believed (RFC 1812 §5.2.2). */
class HeaderValidationTest {

    private static final int ETHERNET = 14;

    private final TestRouter router = TwoLans.router();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19})
    @Spec({"VAL-01", "MIB-02"})
    void fewerBytesThanAHeader_areDropped(int bytes) {
        router.receives("west", RawFrame.cut(transit(), ETHERNET + bytes));

        assertThat(router).droppedSilently(IPV4_TRUNCATED, "Ip.InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 6})
    @Spec({"VAL-02", "MIB-02"})
    void versionOtherThanFour_isDropped(int version) {
        router.receives("west", transit().version(version));

        assertThat(router).droppedSilently(IPV4_BAD_VERSION, "Ip.InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    @Spec({"VAL-03", "MIB-02"})
    void headerLengthBelowFive_isDropped(int words) {
        router.receives("west", transit().ihl(words));

        assertThat(router).droppedSilently(IPV4_BAD_HEADER_LENGTH, "Ip.InHdrErrors");
    }

    @Test
    @Spec({"VAL-04", "MIB-02"})
    void headerLongerThanWhatArrived_isDropped() {
        router.receives("west", RawFrame.cut(transit().payload(20).ihl(15), ETHERNET + 40));

        assertThat(router).droppedSilently(IPV4_BAD_HEADER_LENGTH, "Ip.InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 9, 12, 16, 19})
    @Spec({"VAL-05", "MIB-02", "MIB-06"})
    void flippedBitInTheHeader_isDropped(int at) {
        router.receives("west", flipped(transit(), at));

        assertThat(router)
                .droppedSilently(IPV4_BAD_CHECKSUM, "Ip.InHdrErrors", "IpExt.InCsumErrors");
    }

    @Test
    @Spec("VAL-05")
    void flippedBitInTheOptions_isDropped() {
        router.receives("west", flipped(transit().options("01010101"), 21));

        assertThat(router)
                .droppedSilently(IPV4_BAD_CHECKSUM, "Ip.InHdrErrors", "IpExt.InCsumErrors");
    }

    @Test
    @Spec("VAL-05")
    void flippedBitInThePayload_isForwarded() {
        router.receives("west", flipped(transit().udp(1, 2).payload(40), 50));

        assertThat(router).droppedNothing().sentOnly("east").hasTotalLength(68);
    }

    private static Frame flipped(Ipv4Frame frame, int ipByte) {
        return portMac -> {
            final byte[] bytes = frame.bytes(portMac);
            bytes[ETHERNET + ipByte] ^= 1;
            return bytes;
        };
    }

    @Test
    @Spec({"VAL-06", "MIB-05"})
    void totalLengthBeyondWhatArrived_isDropped() {
        router.receives("west", transit().payload(60).totalLength(81));

        assertThat(router).droppedSilently(IPV4_SHORTER_THAN_TOTAL_LENGTH, "IpExt.InTruncatedPkts");
    }

    @Test
    @Spec("VAL-07")
    void totalLengthBelowTwenty_isDropped() {
        router.receives("west", transit().totalLength(19));

        assertThat(router).droppedSilently(IPV4_BAD_TOTAL_LENGTH, "Ip.InHdrErrors");
    }

    @Test
    @Spec("VAL-07")
    void totalLengthBelowTheHeaderLength_isDropped() {
        router.receives("west", transit().options("01010101").totalLength(20));

        assertThat(router).droppedSilently(IPV4_BAD_TOTAL_LENGTH, "Ip.InHdrErrors");
    }

    @Test
    @Spec("VAL-08")
    void bytesBehindTheTotalLength_areCutOffAndNotCounted() {
        router.receives("west", transit().payload(1_380).trailer(filled(200)));

        assertThat(router).sentOnly("east").hasTotalLength(1_400);
        assertThat(router.sent().getFirst().padding()).isEmpty();
        assertThat(router.counted("IpExt.OutOctets")).isEqualTo(1_400);
    }

    @Test
    @Spec("DEV-06")
    void paddingOfAShortFrame_leavesAsZeros() {
        router.receives("west", transit().payload(8).trailer(filled(18)));

        assertThat(router).sentOnly("east").hasTotalLength(28);
        assertThat(router.sent().getFirst().padding()).isEqualTo(new byte[18]);
    }

    private static byte[] filled(int length) {
        final byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xA5);
        return bytes;
    }

    @Test
    @Spec("VAL-09")
    void headerWithoutContent_isForwarded() {
        final Ipv4Frame header = transit();

        router.receives("west", header);

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(header).hasTotalLength(20);
    }

    @Test
    @Spec({"VAL-10", "MIB-01", "MIB-16"})
    void receipts_areCountedBeforeAnyCheckAndEcnBetweenVersionAndChecksum() {
        router.receives(
                "west",
                transit().tos(0),
                transit().tos(1).checksumError(1),
                transit().tos(2).version(6),
                transit().tos(2).checksumError(1),
                transit().tos(2),
                transit().tos(3).ihl(4),
                transit().tos(3),
                RawFrame.cut(transit().tos(3), ETHERNET + 19));

        assertThat(router.counted("Ip.InReceives")).isEqualTo(8);
        assertThat(router.counted("IpExt.InOctets")).isEqualTo(7 * 46 + 19);
        assertThat(router.counted("IpExt.InNoECTPkts")).isEqualTo(1);
        assertThat(router.counted("IpExt.InECT1Pkts")).isEqualTo(1);
        assertThat(router.counted("IpExt.InECT0Pkts")).isEqualTo(2);
        assertThat(router.counted("IpExt.InCEPkts")).isEqualTo(1);
    }

    @Test
    @Spec("VAL-10")
    void batchOfOneCodepoint_isCountedWhole() {
        final TestRouter wide = TwoLans.router(vector(256));

        for (int tos = 0; tos < 4; tos++) {
            wide.receives(
                    "west", Collections.nCopies(256, transit().tos(tos)).toArray(Frame[]::new));
        }

        assertThat(wide.counted("IpExt.InNoECTPkts")).isEqualTo(256);
        assertThat(wide.counted("IpExt.InECT1Pkts")).isEqualTo(256);
        assertThat(wide.counted("IpExt.InECT0Pkts")).isEqualTo(256);
        assertThat(wide.counted("IpExt.InCEPkts")).isEqualTo(256);
    }

    @Test
    @Spec("VAL-11")
    void reservedFlag_isForwardedUnchanged() {
        final Ipv4Frame packet = transit().reservedFlag();

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
    }

    @Test
    @Spec("VAL-12")
    void everyTosValue_isForwardedUnchanged() {
        for (int tos = 0; tos < 256; tos++) {
            final Ipv4Frame packet = transit().tos(tos);
            router.mark().receives("west", packet);
            assertThat(router).sentOnly("east").isForwarded(packet).hasTos(tos);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "0, 2", "1, 2"})
    @Spec("VAL-13")
    void packetToTheRouter_isAcceptedWithAnyTtl(int ttl, int sequence) {
        router.receives("west", TwoLans.toRouter().ttl(ttl).echo(7, sequence));

        assertThat(router).droppedNothing().sentOnly("west").isIcmp(0, 0);
    }

    @Test
    @Spec("ICMP4-51")
    void badHeaderWithTtlOfOne_drawsNoError() {
        router.receives("west", transit().ttl(1).checksumError(1));

        assertThat(router)
                .droppedSilently(IPV4_BAD_CHECKSUM, "Ip.InHdrErrors", "IpExt.InCsumErrors");
    }
}
