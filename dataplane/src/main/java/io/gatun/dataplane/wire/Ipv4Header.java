package io.gatun.dataplane.wire;

/**
 * IPv4 header, read and written in place (RFC 791 §3.1).
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+-------+---------------+-------------------------------+
 *  |Version|  IHL  |   DSCP, ECN   |          Total Length         |
 *  +-------+-------+---------------+-----+-------------------------+
 *  |         Identification        |Flags|     Fragment Offset     |
 *  +---------------+---------------+-----+-------------------------+
 *  |      TTL      |    Protocol   |        Header Checksum        |
 *  +---------------+---------------+-------------------------------+
 *  |                        Source Address                         |
 *  +---------------------------------------------------------------+
 *  |                      Destination Address                      |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * {@code Ipv4Input} judges a header once; the accessors check nothing.
 */
public final class Ipv4Header {

    public static final int MIN_LENGTH = 20;
    public static final int MAX_TOTAL_LENGTH = 65_535;

    public static final int PROTOCOL_ICMP = 1;
    public static final int PROTOCOL_TCP = 6;
    public static final int PROTOCOL_UDP = 17;

    public static final int RESERVED = 0x8000;
    public static final int DONT_FRAGMENT = 0x4000;
    public static final int MORE_FRAGMENTS = 0x2000;
    public static final int OFFSET_MASK = 0x1FFF;

    /** With checksums from 0xFFFE on. */
    private static final int CARRIES = 0xFFFE_0000;

    private static final int VERSION_IHL = 0;
    private static final int TOS = 1;
    private static final int TOTAL_LENGTH = 2;
    private static final int IDENTIFICATION = 4;
    private static final int FRAGMENT = 6;
    private static final int TTL = 8;
    private static final int PROTOCOL = 9;
    private static final int CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;

    private Ipv4Header() {}

    public static int versionAndIhl(long ip) {
        return Bytes.u8(ip + VERSION_IHL);
    }

    public static void versionAndIhl(long ip, int value) {
        Bytes.u8(ip + VERSION_IHL, value);
    }

    public static int version(long ip) {
        return versionAndIhl(ip) >>> 4;
    }

    /** In bytes. */
    public static int headerLength(long ip) {
        return (versionAndIhl(ip) & 0xF) << 2;
    }

    public static int tos(long ip) {
        return Bytes.u8(ip + TOS);
    }

    public static void tos(long ip, int tos) {
        Bytes.u8(ip + TOS, tos);
    }

    public static int totalLength(long ip) {
        return Bytes.u16(ip + TOTAL_LENGTH);
    }

    public static void totalLength(long ip, int length) {
        Bytes.u16(ip + TOTAL_LENGTH, length);
    }

    public static int identification(long ip) {
        return Bytes.u16(ip + IDENTIFICATION);
    }

    public static void identification(long ip, int identification) {
        Bytes.u16(ip + IDENTIFICATION, identification);
    }

    /** Three flag bits and the offset in units of 8 bytes, as on the wire. */
    public static int flagsAndOffset(long ip) {
        return Bytes.u16(ip + FRAGMENT);
    }

    public static void flagsAndOffset(long ip, int value) {
        Bytes.u16(ip + FRAGMENT, value);
    }

    public static boolean dontFragment(long ip) {
        return (flagsAndOffset(ip) & DONT_FRAGMENT) != 0;
    }

    /** More to come, or not the first (RFC 791 §3.2). */
    public static boolean isFragment(long ip) {
        return (flagsAndOffset(ip) & (MORE_FRAGMENTS | OFFSET_MASK)) != 0;
    }

    public static int fragmentOffsetBytes(long ip) {
        return (flagsAndOffset(ip) & OFFSET_MASK) << 3;
    }

    public static int ttl(long ip) {
        return Bytes.u8(ip + TTL);
    }

    public static void ttl(long ip, int ttl) {
        Bytes.u8(ip + TTL, ttl);
    }

    public static int protocol(long ip) {
        return Bytes.u8(ip + PROTOCOL);
    }

    public static void protocol(long ip, int protocol) {
        Bytes.u8(ip + PROTOCOL, protocol);
    }

    public static int checksum(long ip) {
        return Bytes.u16(ip + CHECKSUM);
    }

    public static void checksum(long ip, int checksum) {
        Bytes.u16(ip + CHECKSUM, checksum);
    }

    public static int source(long ip) {
        return Bytes.u32(ip + SOURCE);
    }

    public static void source(long ip, int address) {
        Bytes.u32(ip + SOURCE, address);
    }

    public static int destination(long ip) {
        return Bytes.u32(ip + DESTINATION);
    }

    public static void destination(long ip, int address) {
        Bytes.u32(ip + DESTINATION, address);
    }

    /** Sets the checksum over the header as it stands. */
    public static void seal(long ip) {
        checksum(ip, 0);
        checksum(ip, Checksum.over(ip, headerLength(ip)));
    }

    /**
     * One hop less, in one store: the TTL drops by one and the checksum, its complement, rises by
     * 0x0100 (RFC 1624 eq. 3; for the TTL's step ~m + m' is the same whatever m was). TTL and
     * checksum lie in one word, which is little-endian here: adding 0xFFFF to it takes one from the
     * TTL and gives one to the checksum.
     */
    public static void decrementTtl(long ip) {
        decrementTtl(ip, ttlWord(ip));
    }

    /** The same for a caller that has loaded {@link #ttlWord}. */
    public static void decrementTtl(long ip, int word) {
        if (Integer.compareUnsigned(word, CARRIES) < 0) {
            Bytes.raw32(ip + TTL, word + 0xFFFF);
        } else { // the carry comes round: 0xFFFE becomes 0, and 0xFFFF, which stands for 0, 1
            Bytes.raw32(ip + TTL, ((word & 0xFFFF) - 1) | ((word >>> 16) - 0xFFFE) << 16);
        }
    }

    /** TTL, protocol and checksum as the machine loads them. */
    public static int ttlWord(long ip) {
        return Bytes.raw32(ip + TTL);
    }

    public static int ttlOf(int ttlWord) {
        return ttlWord & 0xFF;
    }

    /** Undoes {@link #decrementTtl}, for a packet that is quoted as it was received. */
    public static void incrementTtl(long ip) {
        ttl(ip, ttl(ip) + 1);
        final int sum = (~checksum(ip) & 0xFFFF) + 0x0100;
        checksum(ip, ~((sum & 0xFFFF) + (sum >>> 16)));
    }
}
