package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.MacAddress;
import java.nio.ByteBuffer;

/**
 * An Ethernet frame with an IPv4 and a UDP header, without its FCS, as bytes. Written apart from
 * the router's own header views on purpose: what checks the router must not share its mistakes.
 */
final class UdpFrame {

    static final int DESTINATION_MAC = 0;
    static final int SOURCE_MAC = 6;
    static final int ETHER_TYPE = 12;
    static final int IP = 14;
    static final int TTL = IP + 8;
    static final int HEADER_CHECKSUM = IP + 10;
    static final int SOURCE = IP + 12;
    static final int UDP = IP + 20;
    static final int UDP_CHECKSUM = UDP + 6;
    static final int PAYLOAD = UDP + 8;

    static final int ETHER_TYPE_IPV4 = 0x0800;

    private static final int VERSION_4_IHL_5 = 0x45;
    private static final int PROTOCOL_UDP = 17;
    private static final int IP_HEADER_LENGTH = UDP - IP;

    private UdpFrame() {}

    /**
     * Headers with right checksums around {@code payload}, which fills the frame: there is no
     * padding.
     */
    static byte[] of(
            MacAddress destinationMac,
            MacAddress sourceMac,
            int ttl,
            Ipv4Address source,
            Ipv4Address destination,
            int srcPort,
            int dstPort,
            byte[] payload) {
        final byte[] frame = new byte[PAYLOAD + payload.length];
        putMac(frame, DESTINATION_MAC, destinationMac);
        putMac(frame, SOURCE_MAC, sourceMac);
        final ByteBuffer out = ByteBuffer.wrap(frame);
        out.putShort(ETHER_TYPE, (short) ETHER_TYPE_IPV4);
        out.position(IP);
        out.put((byte) VERSION_4_IHL_5).put((byte) 0).putShort((short) (frame.length - IP));
        out.putInt(0);
        out.put((byte) ttl).put((byte) PROTOCOL_UDP).putShort((short) 0);
        out.putInt(source.bits()).putInt(destination.bits());
        out.putShort((short) srcPort).putShort((short) dstPort);
        out.putShort((short) (frame.length - UDP)).putShort((short) 0);
        out.put(payload);
        putHeaderChecksum(frame);
        putUdpChecksum(frame);
        return frame;
    }

    static void putMac(byte[] frame, int at, MacAddress mac) {
        for (int i = 0; i < 6; i++) {
            frame[at + i] = (byte) (mac.bits() >>> (40 - 8 * i));
        }
    }

    /** RFC 791 §3.1: the sum over the header with its checksum taken as zero. */
    static void putHeaderChecksum(byte[] frame) {
        putU16(frame, HEADER_CHECKSUM, 0);
        putU16(frame, HEADER_CHECKSUM, checksum(0, frame, IP, IP_HEADER_LENGTH));
    }

    /**
     * RFC 768: over a pseudo header of addresses, protocol and length too; a zero is sent as ones.
     */
    private static void putUdpChecksum(byte[] frame) {
        final int length = frame.length - UDP;
        final long pseudoHeader = sum(frame, SOURCE, 8) + PROTOCOL_UDP + length;
        final int checksum = checksum(pseudoHeader, frame, UDP, length);
        putU16(frame, UDP_CHECKSUM, checksum == 0 ? 0xFFFF : checksum);
    }

    /** RFC 1071: the ones' complement of the ones' complement sum. */
    static int checksum(long start, byte[] bytes, int at, int length) {
        long sum = start + sum(bytes, at, length);
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) ~sum & 0xFFFF;
    }

    static long sum(byte[] bytes, int at, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            final int value = Byte.toUnsignedInt(bytes[at + i]);
            sum += i % 2 == 0 ? value << 8 : value;
        }
        return sum;
    }

    private static void putU16(byte[] frame, int at, int value) {
        ByteBuffer.wrap(frame).putShort(at, (short) value);
    }
}
