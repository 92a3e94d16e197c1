package io.gatun.dataplane.wire;

/**
 * Walks from the IPv6 header over extension headers to what they carry (RFC 8200 §4), without
 * leaving the packet.
 */
public final class Ipv6Chain {

    /** The chain runs past the packet, or is longer than anyone has a use for. */
    public static final int BROKEN = -1;

    /** Of a fragment that is not the first: what it carries is not here. */
    public static final int ELSEWHERE = -2;

    private static final int MOST_HEADERS = 8;
    private static final int UNIT = 8;
    private static final int OFFSET_MASK = 0xFFF8;

    private Ipv6Chain() {}

    /** Whether the number announces a header that another one follows and this code knows. */
    public static boolean isExtension(int nextHeader) {
        return switch (nextHeader) {
            case Ipv6Header.HOP_BY_HOP,
                    Ipv6Header.ROUTING,
                    Ipv6Header.FRAGMENT,
                    Ipv6Header.AUTHENTICATION,
                    Ipv6Header.DESTINATION_OPTIONS ->
                    true;
            default -> false;
        };
    }

    /**
     * What a packet of which {@code end} bytes are there carries: the protocol in the low 8 bits,
     * above them where it begins, in bytes from the IPv6 header; or {@link #BROKEN}, or {@link
     * #ELSEWHERE}.
     */
    public static int find(long ip, int end) {
        int protocol = Ipv6Header.nextHeader(ip);
        int at = Ipv6Header.LENGTH;
        for (int headers = 0; headers <= MOST_HEADERS; headers++) {
            if (!isExtension(protocol)) {
                return at << 8 | protocol;
            }
            if (at + UNIT > end) {
                return BROKEN;
            }
            if (protocol == Ipv6Header.FRAGMENT && (Bytes.u16(ip + at + 2) & OFFSET_MASK) != 0) {
                return ELSEWHERE;
            }
            final int length = length(protocol, Bytes.u8(ip + at + 1));
            protocol = Bytes.u8(ip + at);
            at += length;
            if (at > end) {
                return BROKEN;
            }
        }
        return BROKEN;
    }

    private static int length(int header, int lengthField) {
        return switch (header) {
            case Ipv6Header.FRAGMENT -> UNIT;
            case Ipv6Header.AUTHENTICATION -> (lengthField + 2) * 4;
            default -> (lengthField + 1) * UNIT;
        };
    }

    public static int protocol(int found) {
        return found & 0xFF;
    }

    public static int offset(int found) {
        return found >> 8;
    }
}
