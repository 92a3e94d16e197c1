package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.MacAddress;
import java.nio.ByteBuffer;

/** {@link UdpFrame} over IPv6 (RFC 8200 §3). */
final class UdpFrame6 {

    static final int NEXT_HEADER = UdpFrame.IP + 6;
    static final int HOP_LIMIT = UdpFrame.IP + 7;
    static final int SOURCE = UdpFrame.IP + 8;
    static final int UDP = UdpFrame.IP + 40;
    static final int UDP_CHECKSUM = UDP + 6;
    static final int PAYLOAD = UDP + 8;

    static final int ETHER_TYPE_IPV6 = 0x86DD;
    static final int NEXT_HEADER_ICMP6 = 58;

    private static final int VERSION_6 = 6 << 28;
    private static final int NEXT_HEADER_UDP = 17;

    private UdpFrame6() {}

    /** Headers with a right checksum around {@code payload}, which fills the frame. */
    static byte[] of(
            MacAddress destinationMac,
            MacAddress sourceMac,
            int hopLimit,
            Ipv6Address source,
            Ipv6Address destination,
            int srcPort,
            int dstPort,
            byte[] payload) {
        final byte[] frame = new byte[PAYLOAD + payload.length];
        final int udpLength = frame.length - UDP;
        UdpFrame.putMac(frame, UdpFrame.DESTINATION_MAC, destinationMac);
        UdpFrame.putMac(frame, UdpFrame.SOURCE_MAC, sourceMac);
        final ByteBuffer out = ByteBuffer.wrap(frame);
        out.position(UdpFrame.ETHER_TYPE);
        out.putShort((short) ETHER_TYPE_IPV6).putInt(VERSION_6).putShort((short) udpLength);
        out.put((byte) NEXT_HEADER_UDP).put((byte) hopLimit);
        out.putLong(source.high()).putLong(source.low());
        out.putLong(destination.high()).putLong(destination.low());
        out.putShort((short) srcPort).putShort((short) dstPort);
        out.putShort((short) udpLength).putShort((short) 0);
        out.put(payload);
        // RFC 8200 §8.1: over a pseudo header of addresses, length and next header too
        final long pseudoHeader = UdpFrame.sum(frame, SOURCE, 32) + NEXT_HEADER_UDP + udpLength;
        final int checksum = UdpFrame.checksum(pseudoHeader, frame, UDP, udpLength);
        out.putShort(UDP_CHECKSUM, (short) (checksum == 0 ? 0xFFFF : checksum));
        return frame;
    }
}
