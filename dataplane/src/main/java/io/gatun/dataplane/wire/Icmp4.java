package io.gatun.dataplane.wire;

/** ICMP message (RFC 792): type, code, checksum, four bytes that depend on the type, data. */
public final class Icmp4 {

    public static final int HEADER_LENGTH = 8;

    public static final int ECHO_REPLY = 0;
    public static final int DESTINATION_UNREACHABLE = 3;
    public static final int SOURCE_QUENCH = 4;
    public static final int REDIRECT = 5;
    public static final int ECHO = 8;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;
    public static final int TIMESTAMP = 13;
    public static final int TIMESTAMP_REPLY = 14;
    public static final int ADDRESS_MASK = 17;
    public static final int ADDRESS_MASK_REPLY = 18;

    public static final int EXTENDED_ECHO = 42;
    public static final int EXTENDED_ECHO_REPLY = 43;

    /** The highest type Linux and RFC 1700 know of; others are discarded (RFC 1122 §3.2.2). */
    public static final int LAST_KNOWN_TYPE = 18;

    public static final int NET_UNREACHABLE = 0;
    public static final int HOST_UNREACHABLE = 1;
    public static final int PROTOCOL_UNREACHABLE = 2;
    public static final int PORT_UNREACHABLE = 3;
    public static final int FRAGMENTATION_NEEDED = 4;
    public static final int ADMINISTRATIVELY_PROHIBITED = 13;
    public static final int TTL_EXCEEDED_IN_TRANSIT = 0;

    private static final int TYPE = 0;
    private static final int CODE = 1;
    private static final int CHECKSUM = 2;
    private static final int REST = 4;
    private static final int NEXT_HOP_MTU = 6;

    private Icmp4() {}

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

    /** Bytes 4 to 7: identifier and sequence, pointer, gateway, or unused. */
    public static int rest(long icmp) {
        return Bytes.u32(icmp + REST);
    }

    public static void rest(long icmp, int value) {
        Bytes.u32(icmp + REST, value);
    }

    /** RFC 1191 §4: the low 16 bits of the unused word. */
    public static int nextHopMtu(long icmp) {
        return Bytes.u16(icmp + NEXT_HOP_MTU);
    }

    public static void seal(long icmp, int length) {
        checksum(icmp, 0);
        checksum(icmp, Checksum.over(icmp, length));
    }

    /** The types that quote the packet they are about. */
    public static boolean quotes(int type) {
        return switch (type) {
            case DESTINATION_UNREACHABLE,
                    SOURCE_QUENCH,
                    REDIRECT,
                    TIME_EXCEEDED,
                    PARAMETER_PROBLEM ->
                    true;
            default -> false;
        };
    }

    /**
     * An error, or of a type that no one assigned a query to: never answered with an error (RFC
     * 1122 §3.2.2; ICMP4-46 lists the types).
     */
    public static boolean isError(int type) {
        return switch (type) {
            case ECHO_REPLY,
                    ECHO,
                    TIMESTAMP,
                    TIMESTAMP_REPLY,
                    15,
                    16,
                    ADDRESS_MASK,
                    ADDRESS_MASK_REPLY ->
                    false;
            default -> true;
        };
    }
}
