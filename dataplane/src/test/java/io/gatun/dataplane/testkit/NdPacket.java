package io.gatun.dataplane.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A message of Neighbor Discovery that left a port, read by the tests' own rules. */
public record NdPacket(
        String toMac,
        String fromMac,
        int vlan,
        InetAddress source,
        InetAddress destination,
        int hopLimit,
        boolean checksumIsRight,
        int type,
        int code,
        String flags,
        InetAddress target,
        String options,
        long atNs) {

    private static final int HEADER = 40;

    /** All that left by a port since the last mark. */
    public static List<NdPacket> sentBy(TestRouter router, String port) {
        return router.sentBy(port).stream().filter(NdPacket::isNd).map(NdPacket::of).toList();
    }

    private static int ip(Packet packet) {
        return packet.vlan() == 0 ? 14 : 18;
    }

    private static boolean isNd(Packet packet) {
        final int ip = ip(packet);
        final byte[] frame = packet.frame();
        return packet.etherType() == 0x86DD
                && frame[ip + 6] == 58
                && WireFormat.u8(frame, ip + HEADER) >= 133
                && WireFormat.u8(frame, ip + HEADER) <= 137;
    }

    private static NdPacket of(Packet packet) {
        final int ip = ip(packet);
        final byte[] frame = packet.frame();
        final int icmp = ip + HEADER;
        final int length = WireFormat.u16(frame, ip + 4);
        return new NdPacket(
                packet.destinationMac(),
                packet.sourceMac(),
                packet.vlan(),
                address(frame, ip + 8),
                address(frame, ip + 24),
                WireFormat.u8(frame, ip + 7),
                Icmp6Frame.checksum(frame, ip, length) == 0,
                WireFormat.u8(frame, icmp),
                WireFormat.u8(frame, icmp + 1),
                flags(WireFormat.u8(frame, icmp + 4)),
                address(frame, icmp + 8),
                HexFormat.ofDelimiter(":").formatHex(frame, icmp + 24, icmp + length),
                packet.atNs());
    }

    /** The letters of RFC 4861 §4.4. */
    private static String flags(int bits) {
        return ((bits & 0x80) == 0 ? "" : "R")
                + ((bits & 0x40) == 0 ? "" : "S")
                + ((bits & 0x20) == 0 ? "" : "O")
                + ((bits & 0x1F) == 0 ? "" : "?");
    }

    private static InetAddress address(byte[] frame, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(frame, at, at + 16));
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // 16 bytes are an address
        }
    }

    /** A sound message in its IPv6 packet, between these two. */
    public boolean goes(String from, String to) {
        return checksumIsRight
                && hopLimit == 255
                && code == 0
                && source.equals(InetAddress.ofLiteral(from))
                && destination.equals(InetAddress.ofLiteral(to));
    }

    public boolean isAbout(String address) {
        return target.equals(InetAddress.ofLiteral(address));
    }
}
