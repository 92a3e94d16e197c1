package io.gatun.dataplane.wire;

/** Ethernet II frame (RFC 894) and its 802.1Q tag, without the frame check sequence. */
public final class Ethernet {

    public static final int HEADER_LENGTH = 14;
    public static final int TAG_LENGTH = 4;

    /** A shorter frame is padded with zeros (IEEE 802.3; RFC 894): 64 bytes with the FCS. */
    public static final int MIN_FRAME = 60;

    public static final int TYPE_IPV4 = 0x0800;
    public static final int TYPE_ARP = 0x0806;
    public static final int TYPE_VLAN = 0x8100;
    public static final int TYPE_IPV6 = 0x86DD;

    public static final long BROADCAST = 0xFFFF_FFFF_FFFFL;

    private static final int DESTINATION = 0;
    private static final int SOURCE = 6;
    private static final int TYPE = 12;

    private Ethernet() {}

    public static long destination(long frame) {
        return Bytes.u48(frame + DESTINATION);
    }

    public static void destination(long frame, long mac) {
        Bytes.u48(frame + DESTINATION, mac);
    }

    public static long source(long frame) {
        return Bytes.u48(frame + SOURCE);
    }

    public static void source(long frame, long mac) {
        Bytes.u48(frame + SOURCE, mac);
    }

    public static int type(long frame) {
        return Bytes.u16(frame + TYPE);
    }

    public static void type(long frame, int type) {
        Bytes.u16(frame + TYPE, type);
    }

    /** VLAN identifier of the tag that follows the addresses (IEEE 802.1Q §9.6). */
    public static int vlan(long frame) {
        return Bytes.u16(frame + HEADER_LENGTH) & 0xFFF;
    }

    /** The type that follows the tag. */
    public static int taggedType(long frame) {
        return Bytes.u16(frame + HEADER_LENGTH + 2);
    }

    /** The group bit: first bit on the wire (IEEE 802 §8.2). */
    public static boolean isGroup(long mac) {
        return (mac & 0x0100_0000_0000L) != 0;
    }
}
