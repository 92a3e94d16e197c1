package io.gatun.dataplane.wire;

/**
 * IPv6 header, read and written in place (RFC 8200 §3). An address is its upper and its lower 64
 * bits.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------+---------------+---------------------------------------+
 *  |Version| Traffic Class |              Flow Label               |
 *  +-------+---------------+-------+---------------+---------------+
 *  |         Payload Length        |  Next Header  |   Hop Limit   |
 *  +-------------------------------+---------------+---------------+
 *  |                   Source Address, 128 bits                    |
 *  +---------------------------------------------------------------+
 *  |                 Destination Address, 128 bits                 |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * {@code Ipv6Input} judges a header once; the accessors check nothing.
 */
public final class Ipv6Header {

    public static final int LENGTH = 40;

    /** Every link carries this much (RFC 8200 §5), in bytes. */
    public static final int MIN_MTU = 1_280;

    public static final int HOP_BY_HOP = 0;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ROUTING = 43;
    public static final int FRAGMENT = 44;
    public static final int AUTHENTICATION = 51;
    public static final int ICMP = 58;
    public static final int NO_NEXT_HEADER = 59;
    public static final int DESTINATION_OPTIONS = 60;

    /** Where the field lies, in bytes, for the pointer of a parameter problem. */
    public static final int NEXT_HEADER = 6;

    /** Interface-local scope of a multicast address (RFC 4291 §2.7). */
    public static final int SCOPE_INTERFACE = 1;

    private static final int PAYLOAD_LENGTH = 4;
    private static final int HOP_LIMIT = 7;
    private static final int SOURCE = 8;
    private static final int DESTINATION = 24;
    private static final int LOW = 8;
    private static final int VERSION_6 = 6 << 28;

    private Ipv6Header() {}

    public static int version(long ip) {
        return Bytes.u8(ip) >>> 4;
    }

    /** DSCP and ECN, 8 bits. */
    public static int trafficClass(long ip) {
        return (Bytes.u16(ip) >>> 4) & 0xFF;
    }

    public static int flowLabel(long ip) {
        return Bytes.u32(ip) & 0xF_FFFF;
    }

    /** Version 6 and the two fields beside it. */
    public static void begin(long ip, int trafficClass, int flowLabel) {
        Bytes.u32(ip, VERSION_6 | trafficClass << 20 | flowLabel);
    }

    /** Bytes behind the header. */
    public static int payloadLength(long ip) {
        return Bytes.u16(ip + PAYLOAD_LENGTH);
    }

    public static void payloadLength(long ip, int length) {
        Bytes.u16(ip + PAYLOAD_LENGTH, length);
    }

    /** Header and payload, in bytes. */
    public static int totalLength(long ip) {
        return LENGTH + payloadLength(ip);
    }

    public static int nextHeader(long ip) {
        return Bytes.u8(ip + NEXT_HEADER);
    }

    public static void nextHeader(long ip, int number) {
        Bytes.u8(ip + NEXT_HEADER, number);
    }

    public static int hopLimit(long ip) {
        return Bytes.u8(ip + HOP_LIMIT);
    }

    public static void hopLimit(long ip, int hops) {
        Bytes.u8(ip + HOP_LIMIT, hops);
    }

    public static long sourceHigh(long ip) {
        return Bytes.u64(ip + SOURCE);
    }

    public static long sourceLow(long ip) {
        return Bytes.u64(ip + SOURCE + LOW);
    }

    public static void source(long ip, long high, long low) {
        Bytes.u64(ip + SOURCE, high);
        Bytes.u64(ip + SOURCE + LOW, low);
    }

    public static long destinationHigh(long ip) {
        return Bytes.u64(ip + DESTINATION);
    }

    public static long destinationLow(long ip) {
        return Bytes.u64(ip + DESTINATION + LOW);
    }

    public static void destination(long ip, long high, long low) {
        Bytes.u64(ip + DESTINATION, high);
        Bytes.u64(ip + DESTINATION + LOW, low);
    }

    /** Copies the 16 bytes of the destination address as they are on the wire. */
    public static void copyDestination(long ip, long to) {
        Bytes.raw64(to, Bytes.raw64(ip + DESTINATION));
        Bytes.raw64(to + LOW, Bytes.raw64(ip + DESTINATION + LOW));
    }

    /** ff00::/8 (RFC 4291 §2.7), by the upper half of an address. */
    public static boolean isMulticast(long high) {
        return high >>> 56 == 0xFF;
    }

    /** The scope of a multicast address (RFC 7346 §2), by its upper half. */
    public static int scope(long high) {
        return (int) (high >>> 48) & 0xF;
    }

    /** fe80::/10 (RFC 4291 §2.5.6), by the upper half of an address. */
    public static boolean isLinkLocal(long high) {
        return high >>> 54 == 0xFE80 >>> 6;
    }

    /** ::1 (RFC 4291 §2.5.3). */
    public static boolean isLoopback(long high, long low) {
        return high == 0 && low == 1;
    }

    /** :: (RFC 4291 §2.5.2). */
    public static boolean isUnspecified(long high, long low) {
        return (high | low) == 0;
    }

    /**
     * Sum of the pseudo-header of ICMPv6, UDP, TCP (RFC 8200 §8.1), unfolded, in the machine's
     * order. The addresses are those of the header at {@code ip}.
     */
    public static long pseudoHeader(long ip, int protocol, int length) {
        return Checksum.partial(ip + SOURCE, 32) + Checksum.pseudoHeader(0, 0, protocol, length);
    }
}
