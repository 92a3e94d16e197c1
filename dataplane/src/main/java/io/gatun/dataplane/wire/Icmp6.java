package io.gatun.dataplane.wire;

/**
 * ICMPv6 message (RFC 4443 §2.1): type, code, checksum, four bytes that depend on the type, data.
 */
public final class Icmp6 {

    public static final int HEADER_LENGTH = 8;

    public static final int DESTINATION_UNREACHABLE = 1;
    public static final int PACKET_TOO_BIG = 2;
    public static final int TIME_EXCEEDED = 3;
    public static final int PARAMETER_PROBLEM = 4;
    public static final int ECHO = 128;
    public static final int ECHO_REPLY = 129;

    public static final int NO_ROUTE = 0;
    public static final int ADMINISTRATIVELY_PROHIBITED = 1;
    public static final int BEYOND_SCOPE = 2;
    public static final int ADDRESS_UNREACHABLE = 3;
    public static final int PORT_UNREACHABLE = 4;
    public static final int HOP_LIMIT_EXCEEDED = 0;
    public static final int UNKNOWN_NEXT_HEADER = 1;

    private static final int FIRST_INFORMATIONAL = 128;

    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int CHECKSUM = 2;
    private static final int REST = 4;

    private Icmp6() {}

    public static int type(long icmp) {
        return Bytes.u8(icmp + TYPE);
    }

    public static void type(long icmp, int type) {
        Bytes.u8(icmp + TYPE, type);
    }

    public static int code(long icmp) {
        return Bytes.u8(icmp + CODE);
    }

    public static void code(long icmp, int code) {
        Bytes.u8(icmp + CODE, code);
    }

    public static int checksum(long icmp) {
        return Bytes.u16(icmp + CHECKSUM);
    }

    public static void checksum(long icmp, int checksum) {
        Bytes.u16(icmp + CHECKSUM, checksum);
    }

    /** Bytes 4 to 7: identifier and sequence, MTU, pointer, or unused. */
    public static int rest(long icmp) {
        return Bytes.u32(icmp + REST);
    }

    public static void rest(long icmp, int value) {
        Bytes.u32(icmp + REST, value);
    }

    /** Sets the checksum of a message behind the IPv6 header at {@code ip} (RFC 4443 §2.3). */
    public static void seal(long ip, long icmp, int length) {
        checksum(icmp, 0);
        checksum(icmp, sum(ip, icmp, length));
    }

    public static boolean isRight(long ip, long icmp, int length) {
        return sum(ip, icmp, length) == 0;
    }

    private static int sum(long ip, long icmp, int length) {
        return Checksum.finish(
                Ipv6Header.pseudoHeader(ip, Ipv6Header.ICMP, length)
                        + Checksum.partial(icmp, length));
    }

    /** Types 0 to 127 (RFC 4443 §2.1). */
    public static boolean isError(int type) {
        return type < FIRST_INFORMATIONAL;
    }
}
