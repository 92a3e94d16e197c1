package io.gatun.dataplane.wire;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes to fields and the fields back to the same bytes. */
class HeaderTest {

    private final MemorySegment memory = Arena.ofAuto().allocate(256);
    private final long at = memory.address();

    private void put(byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    private byte[] taken(int length) {
        return memory.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void ipv4_fieldsAreReadAndWrittenBack() {
        final Ipv4Frame made =
                ipv4("192.0.2.1", "203.0.113.254")
                        .tos(0xB8)
                        .identification(0xFEDC)
                        .dontFragment()
                        .moreFragments()
                        .offset(65_528 - 8)
                        .ttl(200)
                        .protocol(89)
                        .options("9404 0000")
                        .payload(7);
        put(made.packet());

        assertThat(Ipv4Header.version(at)).isEqualTo(4);
        assertThat(Ipv4Header.headerLength(at)).isEqualTo(24);
        assertThat(Ipv4Header.tos(at)).isEqualTo(0xB8);
        assertThat(Ipv4Header.totalLength(at)).isEqualTo(31);
        assertThat(Ipv4Header.identification(at)).isEqualTo(0xFEDC);
        assertThat(Ipv4Header.flagsAndOffset(at)).isEqualTo(0x6000 | 8_190);
        assertThat(Ipv4Header.dontFragment(at)).isTrue();
        assertThat(Ipv4Header.isFragment(at)).isTrue();
        assertThat(Ipv4Header.fragmentOffsetBytes(at)).isEqualTo(65_520);
        assertThat(Ipv4Header.ttl(at)).isEqualTo(200);
        assertThat(Ipv4Header.protocol(at)).isEqualTo(89);
        assertThat(Ipv4Header.source(at)).isEqualTo(0xC000_0201);
        assertThat(Ipv4Header.destination(at)).isEqualTo(0xCB00_71FE);

        final long copy = at + 64;
        Bytes.copy(at, copy, 31);
        Bytes.zero(copy, 20);
        Ipv4Header.versionAndIhl(copy, Ipv4Header.versionAndIhl(at));
        Ipv4Header.tos(copy, Ipv4Header.tos(at));
        Ipv4Header.totalLength(copy, Ipv4Header.totalLength(at));
        Ipv4Header.identification(copy, Ipv4Header.identification(at));
        Ipv4Header.flagsAndOffset(copy, Ipv4Header.flagsAndOffset(at));
        Ipv4Header.ttl(copy, Ipv4Header.ttl(at));
        Ipv4Header.protocol(copy, Ipv4Header.protocol(at));
        Ipv4Header.source(copy, Ipv4Header.source(at));
        Ipv4Header.destination(copy, Ipv4Header.destination(at));
        Ipv4Header.seal(copy);
        assertThat(Arrays.copyOfRange(taken(95), 64, 95)).isEqualTo(made.packet());
    }

    @Test
    void arp_fieldsAreReadAndWrittenBack() {
        final byte[] frame =
                ArpFrame.isAt("10.1.2.3", "02:11:22:33:44:55", "10.4.5.6")
                        .targetMac("02:aa:bb:cc:dd:ee")
                        .bytes(new byte[6]);
        put(Arrays.copyOfRange(frame, 14, 42));

        assertThat(Arp.isIpv4OverEthernet(at)).isTrue();
        assertThat(Arp.operation(at)).isEqualTo(Arp.REPLY);
        assertThat(Arp.senderMac(at)).isEqualTo(0x0211_2233_4455L);
        assertThat(Arp.senderAddress(at)).isEqualTo(0x0A01_0203);
        assertThat(Arp.targetMac(at)).isEqualTo(0x02AA_BBCC_DDEEL);
        assertThat(Arp.targetAddress(at)).isEqualTo(0x0A04_0506);

        final byte[] before = taken(28);
        Arp.write(
                at,
                Arp.operation(at),
                Arp.senderMac(at),
                Arp.senderAddress(at),
                Arp.targetMac(at),
                Arp.targetAddress(at));
        assertThat(taken(28)).isEqualTo(before);
    }

    @Test
    void ethernet_fieldsAreReadAndWrittenBack() {
        put(
                ipv4("10.0.0.1", "10.0.0.2")
                        .toMac("02:01:02:03:04:05")
                        .fromMac("06:0a:0b:0c:0d:0e")
                        .vlan(0xABC)
                        .bytes(new byte[6]));

        assertThat(Ethernet.destination(at)).isEqualTo(0x0201_0203_0405L);
        assertThat(Ethernet.source(at)).isEqualTo(0x060A_0B0C_0D0EL);
        assertThat(Ethernet.type(at)).isEqualTo(Ethernet.TYPE_VLAN);
        assertThat(Ethernet.vlan(at)).isEqualTo(0xABC);
        assertThat(Ethernet.taggedType(at)).isEqualTo(Ethernet.TYPE_IPV4);

        Ethernet.destination(at, 0xFFFF_FFFF_FFFFL);
        Ethernet.source(at, 0x0102_0304_0506L);
        Ethernet.type(at, 0x1234);
        assertThat(Arrays.copyOf(taken(14), 14))
                .containsExactly(-1, -1, -1, -1, -1, -1, 1, 2, 3, 4, 5, 6, 0x12, 0x34);
    }

    @ParameterizedTest
    @ValueSource(longs = {0x0100_5E00_0001L, 0xFFFF_FFFF_FFFFL, 0x3333_0000_0001L})
    void groupBit_isTheFirstOnTheWire(long mac) {
        assertThat(Ethernet.isGroup(mac)).isTrue();
        assertThat(Ethernet.isGroup(mac & ~0x0100_0000_0000L)).isFalse();
    }

    @Test
    void icmp_fieldsAreReadAndWrittenBack() {
        put(ipv4("10.0.0.1", "10.0.0.2").icmp(3, 4, 0x0000_0578).payload(30).packet());
        final long icmp = at + 20;

        assertThat(Icmp4.type(icmp)).isEqualTo(3);
        assertThat(Icmp4.code(icmp)).isEqualTo(4);
        assertThat(Icmp4.rest(icmp)).isEqualTo(1_400);
        assertThat(Icmp4.nextHopMtu(icmp)).isEqualTo(1_400);
        final int checksum = Icmp4.checksum(icmp);
        Icmp4.seal(icmp, 38);
        assertThat(Icmp4.checksum(icmp)).isEqualTo(checksum);
    }

    @Test
    void udp_fieldsAreRead() {
        put(ipv4("10.0.0.1", "10.0.0.2").udp(40_000, 53).payload(5).packet());

        assertThat(Udp.srcPort(at + 20)).isEqualTo(40_000);
        assertThat(Udp.dstPort(at + 20)).isEqualTo(53);
        assertThat(Udp.length(at + 20)).isEqualTo(13);
        assertThat(Udp.checksum(at + 20)).isNotZero();
    }

    @Test
    void bytes_ofEveryWidthAreInNetworkOrder() {
        Bytes.u64(at, 0x0102_0304_0506_0708L);
        assertThat(taken(8)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(Bytes.u8(at)).isEqualTo(1);
        assertThat(Bytes.u16(at + 1)).isEqualTo(0x0203);
        assertThat(Bytes.u32(at + 3)).isEqualTo(0x0405_0607);
        assertThat(Bytes.u48(at + 2)).isEqualTo(0x0304_0506_0708L);
        Bytes.u48(at, 0xFFFE_FDFC_FBFAL);
        assertThat(Bytes.u48(at)).isEqualTo(0xFFFE_FDFC_FBFAL);
        assertThat(Bytes.u16(at)).isEqualTo(0xFFFE);
        assertThat(Bytes.u8(at + 5)).isEqualTo(0xFA);
    }
}
