package io.gatun.dataplane.wire;

/** UDP header (RFC 768). */
public final class Udp {

    public static final int HEADER_LENGTH = 8;

    private Udp() {}

    public static int srcPort(long udp) {
        return Bytes.u16(udp);
    }

    public static int dstPort(long udp) {
        return Bytes.u16(udp + 2);
    }

    public static int length(long udp) {
        return Bytes.u16(udp + 4);
    }

    /** 0 says that the sender made none. */
    public static int checksum(long udp) {
        return Bytes.u16(udp + 6);
    }
}
