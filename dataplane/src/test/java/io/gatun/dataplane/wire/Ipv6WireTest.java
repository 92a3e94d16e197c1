package io.gatun.dataplane.wire;

import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.testkit.Ipv6Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IPv6, ICMPv6 and Neighbor Discovery: bytes to fields and the fields back to the same bytes. */
class Ipv6WireTest {

    private static final long HIGH = 0x2001_0DB8_000A_0000L;
    private static final long LINK_LOCAL = 0xFE80L << 48;

    private final MemorySegment memory = Arena.ofAuto().allocate(512);
    private final long at = memory.address();

    private void put(byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    private byte[] taken(int from, int to) {
        return memory.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void header_fieldsAreReadAndWrittenBack() {
        final Ipv6Frame made =
                ipv6("2001:db8:a::1", "fe80::102:304:506:708")
                        .trafficClass(0xB9)
                        .flowLabel(0xABCDE)
                        .nextHeader(89)
                        .hopLimit(200)
                        .payload(300);
        put(made.packet());

        assertThat(Ipv6Header.version(at)).isEqualTo(6);
        assertThat(Ipv6Header.trafficClass(at)).isEqualTo(0xB9);
        assertThat(Ipv6Header.flowLabel(at)).isEqualTo(0xABCDE);
        assertThat(Ipv6Header.payloadLength(at)).isEqualTo(300);
        assertThat(Ipv6Header.totalLength(at)).isEqualTo(340);
        assertThat(Ipv6Header.nextHeader(at)).isEqualTo(89);
        assertThat(Ipv6Header.hopLimit(at)).isEqualTo(200);
        assertThat(Ipv6Header.sourceHigh(at)).isEqualTo(HIGH);
        assertThat(Ipv6Header.sourceLow(at)).isEqualTo(1);
        assertThat(Ipv6Header.destinationHigh(at)).isEqualTo(LINK_LOCAL);
        assertThat(Ipv6Header.destinationLow(at)).isEqualTo(0x0102_0304_0506_0708L);

        final long copy = at + 400;
        Ipv6Header.begin(copy, 0xB9, 0xABCDE);
        Ipv6Header.payloadLength(copy, 300);
        Ipv6Header.nextHeader(copy, 89);
        Ipv6Header.hopLimit(copy, 200);
        Ipv6Header.source(copy, HIGH, 1);
        Ipv6Header.destination(copy, LINK_LOCAL, 0x0102_0304_0506_0708L);
        assertThat(taken(400, 440)).isEqualTo(Arrays.copyOf(made.packet(), 40));

        Ipv6Header.copyDestination(at, copy);
        assertThat(taken(400, 416)).isEqualTo(Arrays.copyOfRange(made.packet(), 24, 40));
    }

    @ParameterizedTest
    @CsvSource({
        "ff02::1, true, false, 2",
        "ff0e::1, true, false, 14",
        "fe80::1, false, true, 0",
        "febf:ffff::, false, true, 15",
        "fec0::1, false, false, 0",
        "fe7f::1, false, false, 15",
        "2001:db8::1, false, false, 1"
    })
    void kindOfAddress_isToldByItsUpperHalf(
            String address, boolean multicast, boolean linkLocal, int scope) {
        put(ipv6(address, "::").packet());
        final long high = Ipv6Header.sourceHigh(at);

        assertThat(Ipv6Header.isMulticast(high)).isEqualTo(multicast);
        assertThat(Ipv6Header.isLinkLocal(high)).isEqualTo(linkLocal);
        assertThat(Ipv6Header.scope(high)).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 56, 57, 255})
    void icmp_isSealedOverThePseudoHeader(int payload) {
        final Ipv6Frame made = ipv6("2001:db8::1", "2001:db8::2").icmp(1, 4, 0x0102_0304);
        put(made.payload(payload).packet());
        final long icmp = at + 40;
        final int length = 8 + payload;

        assertThat(Icmp6.type(icmp)).isEqualTo(1);
        assertThat(Icmp6.code(icmp)).isEqualTo(4);
        assertThat(Icmp6.rest(icmp)).isEqualTo(0x0102_0304);
        assertThat(Icmp6.isRight(at, icmp, length)).isTrue();
        final int checksum = Icmp6.checksum(icmp);
        Icmp6.seal(at, icmp, length);
        assertThat(Icmp6.checksum(icmp)).isEqualTo(checksum);
        Bytes.u8(at + 8, 0x21);
        assertThat(Icmp6.isRight(at, icmp, length)).isFalse();
    }

    @Test
    void discovery_fieldsAndOptionsAreReadAndWritten() {
        final Ipv6Frame made =
                ipv6("fe80::1", "ff02::1:ff00:2")
                        .solicits("2001:db8:a::2")
                        .payload("0501 000005DC 0000")
                        .linkLayer(1, "02:aa:bb:cc:dd:ee");
        put(made.packet());
        final long icmp = at + 40;

        assertThat(Ndp.isNdp(Icmp6.type(icmp))).isTrue();
        assertThat(Ndp.targetHigh(icmp)).isEqualTo(HIGH);
        assertThat(Ndp.targetLow(icmp)).isEqualTo(2);
        assertThat(Ndp.optionsAreSound(icmp, 40)).isTrue();
        assertThat(Ndp.option(icmp, 40, Ndp.TARGET_LINK_LAYER)).isZero();
        final long option = Ndp.option(icmp, 40, Ndp.SOURCE_LINK_LAYER);
        assertThat(option).isEqualTo(icmp + 32);
        assertThat(Ndp.linkLayer(option)).isEqualTo(0x02AA_BBCC_DDEEL);
        assertThat(
                        Ndp.isSolicitedNode(
                                Ipv6Header.destinationHigh(at), Ipv6Header.destinationLow(at)))
                .isTrue();

        Ndp.target(icmp, LINK_LOCAL, 7);
        assertThat(Ndp.targetHigh(icmp)).isEqualTo(LINK_LOCAL);
        assertThat(Ndp.targetLow(icmp)).isEqualTo(7);
        Ndp.linkLayer(option, Ndp.TARGET_LINK_LAYER, 0x0203_0405_0607L);
        assertThat(taken(72, 80)).containsExactly(2, 1, 2, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @ValueSource(ints = {133, 134, 135, 136, 137})
    void optionsOfEveryTruncation_areSoundOnlyBetweenOptions(int type) {
        final int fixed = Ndp.fixedLength(type);
        final byte[] options =
                HexFormat.of().parseHex("0101020000000001" + "0202" + "00".repeat(14));
        final byte[] message = Arrays.copyOf(new byte[] {(byte) type}, fixed + options.length);
        System.arraycopy(options, 0, message, fixed, options.length);
        final MemoryBuffers buffers = MemoryBuffers.of(64, 256);
        for (int length = fixed; length <= message.length; length++) {
            final long frame = placed(buffers, message, length);
            final int behind = length - fixed;
            assertThat(Ndp.optionsAreSound(frame, length))
                    .as("%d bytes", length)
                    .isEqualTo(behind == 0 || behind == 8 || behind == 24);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "58, '', 58, 40",
        "0, 3A00 0104 00000000, 58, 48",
        "60, 2B00 0104 00000000 1101 0000 00000000 0000000000000000, 17, 64",
        "44, 0600 0001 00000000, 6, 48",
        "51, 3A02 0000 00000000 00000000 00000000, 58, 56",
        "50, 0102 0304 0506 0708, 50, 40",
        "59, 0102, 59, 40",
        "135, 0102, 135, 40"
    })
    void chain_leadsToWhatThePacketCarries(int first, String hex, int protocol, int offset) {
        put(ipv6("::2", "::3").extensions(first, hex).payload(8).packet());

        final int found = Ipv6Chain.find(at, Ipv6Header.totalLength(at));

        assertThat(Ipv6Chain.protocol(found)).isEqualTo(protocol);
        assertThat(Ipv6Chain.offset(found)).isEqualTo(offset);
    }

    @Test
    void chainOfALaterFragment_endsElsewhere() {
        put(ipv6("::2", "::3").extensions(44, "3A00 0008 00000000").payload(8).packet());

        assertThat(Ipv6Chain.find(at, 56)).isEqualTo(Ipv6Chain.ELSEWHERE);
    }

    @Test
    void chainThatNeverEnds_isBroken() {
        put(ipv6("::2", "::3").extensions(60, "3C00 0104 00000000".repeat(9)).packet());

        assertThat(Ipv6Chain.find(at, Ipv6Header.totalLength(at))).isEqualTo(Ipv6Chain.BROKEN);
    }

    @Test
    void chainOfEveryTruncation_isBrokenAndNeverReadsOutside() {
        final byte[] packet =
                ipv6("::2", "::3")
                        .extensions(0, "3C00 0104 00000000 2C00 0104 00000000 3A00 0001 00000000")
                        .payload(8)
                        .packet();
        final MemoryBuffers buffers = MemoryBuffers.of(64, 256);
        for (int length = 40; length <= packet.length; length++) {
            final long ip = placed(buffers, packet, length);
            final int end = length;
            assertThatCode(() -> Ipv6Chain.find(ip, end)).doesNotThrowAnyException();
            assertThat(Ipv6Chain.find(ip, end) == Ipv6Chain.BROKEN)
                    .as("%d bytes", length)
                    .isEqualTo(length < 64);
        }
    }

    /** In a buffer whose part in use ends with these bytes. */
    private static long placed(MemoryBuffers buffers, byte[] bytes, int length) {
        final MemorySegment handles = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
        if (!buffers.take(handles.address(), 1)) {
            throw new IllegalStateException("no buffer");
        }
        final long handle = handles.get(ValueLayout.JAVA_LONG, 0);
        final long frame = buffers.frame(handle);
        buffers.reshape(handle, frame, length);
        Bytes.copyIn(bytes, 0, frame, length);
        return frame;
    }
}
