package io.gatun.dataplane.testkit;

import static io.gatun.dataplane.testkit.WireFormat.u16;
import static io.gatun.dataplane.testkit.WireFormat.u8;

import java.util.Arrays;
import java.util.HexFormat;

/** A frame that left a port at some time, read by the tests' own rules. */
public final class Packet {

    private final byte[] frame;
    private final long atNs;

    Packet(byte[] frame, long atNs) {
        this.frame = frame;
        this.atNs = atNs;
    }

    public byte[] frame() {
        return frame;
    }

    public long atNs() {
        return atNs;
    }

    /** Where a fragment belongs: offset and length of its content in bytes. */
    public record Fragment(int identification, int offset, int length, boolean more) {}

    public String destinationMac() {
        return WireFormat.macText(frame, 0);
    }

    public String sourceMac() {
        return WireFormat.macText(frame, 6);
    }

    /** VLAN of its tag, 0 without one. */
    public int vlan() {
        return u16(frame, 12) == 0x8100 ? u16(frame, 14) & 0xFFF : 0;
    }

    private int ip() {
        return u16(frame, 12) == 0x8100 ? 18 : 14;
    }

    public int etherType() {
        return u16(frame, ip() - 2);
    }

    public boolean isIpv4() {
        return etherType() == 0x0800;
    }

    public boolean isIpv6() {
        return etherType() == 0x86DD;
    }

    public boolean isArp() {
        return etherType() == 0x0806;
    }

    /** The IP packet up to its total length. */
    public byte[] ipBytes() {
        return Arrays.copyOfRange(frame, ip(), ip() + totalLength());
    }

    /** What the frame carries behind the IP packet. */
    public byte[] padding() {
        return Arrays.copyOfRange(frame, ip() + totalLength(), frame.length);
    }

    public int headerLength() {
        return (u8(frame, ip()) & 0xF) * 4;
    }

    public int tos() {
        return u8(frame, ip() + 1);
    }

    public int totalLength() {
        return u16(frame, ip() + 2);
    }

    public int identification() {
        return u16(frame, ip() + 4);
    }

    public int flagsAndOffset() {
        return u16(frame, ip() + 6);
    }

    public boolean dontFragment() {
        return (flagsAndOffset() & 0x4000) != 0;
    }

    public Fragment fragment() {
        return new Fragment(
                identification(),
                (flagsAndOffset() & 0x1FFF) * 8,
                totalLength() - headerLength(),
                (flagsAndOffset() & 0x2000) != 0);
    }

    public int ttl() {
        return u8(frame, ip() + 8);
    }

    public int protocol() {
        return u8(frame, ip() + 9);
    }

    public String source() {
        return WireFormat.ipv4Text(frame, ip() + 12);
    }

    public String destination() {
        return WireFormat.ipv4Text(frame, ip() + 16);
    }

    public boolean headerChecksumIsRight() {
        return WireFormat.checksum(frame, ip(), ip() + headerLength()) == 0;
    }

    /** Behind the fixed part of the header. */
    public byte[] options() {
        return Arrays.copyOfRange(frame, ip() + 20, ip() + headerLength());
    }

    /** What the IP packet carries. */
    public byte[] content() {
        return Arrays.copyOfRange(frame, ip() + headerLength(), ip() + totalLength());
    }

    public int icmpType() {
        return u8(content(), 0);
    }

    public int icmpCode() {
        return u8(content(), 1);
    }

    /** Bytes 4 to 7 of the ICMP message. */
    public int icmpRest() {
        return u16(content(), 4) << 16 | u16(content(), 6);
    }

    public boolean icmpChecksumIsRight() {
        final byte[] message = content();
        return WireFormat.checksum(message, 0, message.length) == 0;
    }

    /** Behind the 8 bytes of the ICMP header. */
    public byte[] icmpData() {
        final byte[] message = content();
        return Arrays.copyOfRange(message, 8, message.length);
    }

    public int trafficClass() {
        return u16(frame, ip()) >>> 4 & 0xFF;
    }

    public int flowLabel() {
        return (u16(frame, ip()) & 0xF) << 16 | u16(frame, ip() + 2);
    }

    public int nextHeader() {
        return u8(frame, ip() + 6);
    }

    public int hopLimit() {
        return u8(frame, ip() + 7);
    }

    /** IPv6 header and payload. */
    public int length6() {
        return 40 + u16(frame, ip() + 4);
    }

    /** The IPv6 packet up to its payload length. */
    public byte[] ip6Bytes() {
        return Arrays.copyOfRange(frame, ip(), ip() + length6());
    }

    /** What the frame carries behind the IPv6 packet. */
    public byte[] padding6() {
        return Arrays.copyOfRange(frame, ip() + length6(), frame.length);
    }

    public String source6() {
        return WireFormat.ipv6Text(frame, ip() + 8);
    }

    public String destination6() {
        return WireFormat.ipv6Text(frame, ip() + 24);
    }

    /** What follows the IPv6 header. */
    public byte[] content6() {
        return Arrays.copyOfRange(frame, ip() + 40, ip() + length6());
    }

    public int icmp6Type() {
        return u8(content6(), 0);
    }

    public int icmp6Code() {
        return u8(content6(), 1);
    }

    /** Bytes 4 to 7 of the ICMPv6 message. */
    public int icmp6Rest() {
        return u16(content6(), 4) << 16 | u16(content6(), 6);
    }

    public boolean icmp6ChecksumIsRight() {
        final byte[] message = content6();
        final byte[] summed = new byte[40 + message.length];
        System.arraycopy(frame, ip() + 8, summed, 0, 32);
        WireFormat.u16(summed, 34, message.length);
        summed[39] = 58;
        System.arraycopy(message, 0, summed, 40, message.length);
        return WireFormat.checksum(summed, 0, summed.length) == 0;
    }

    /** Behind the 8 bytes of the ICMPv6 header. */
    public byte[] icmp6Data() {
        final byte[] message = content6();
        return Arrays.copyOfRange(message, 8, message.length);
    }

    /** A message of Neighbor Discovery. */
    public boolean isDiscovery() {
        return isIpv6() && nextHeader() == 58 && icmp6Type() >= 133 && icmp6Type() <= 137;
    }

    public int arpOperation() {
        return u16(frame, ip() + 6);
    }

    public String arpSenderMac() {
        return WireFormat.macText(frame, ip() + 8);
    }

    public String arpSender() {
        return WireFormat.ipv4Text(frame, ip() + 14);
    }

    public String arpTargetMac() {
        return WireFormat.macText(frame, ip() + 18);
    }

    public String arpTarget() {
        return WireFormat.ipv4Text(frame, ip() + 24);
    }

    /** The fields of the ARP message that never change on Ethernet: types and lengths. */
    public String arpFixedFields() {
        return HexFormat.of().formatHex(frame, ip(), ip() + 6);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(frame);
    }
}
