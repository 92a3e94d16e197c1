package io.gatun.dataplane.wire;

/**
 * Messages of Neighbor Discovery behind their ICMPv6 type, code and checksum (RFC 4861 §4), and
 * their options. Lengths are of the whole ICMPv6 message, in bytes.
 */
public final class Ndp {

    public static final int ROUTER_SOLICITATION = 133;
    public static final int ROUTER_ADVERTISEMENT = 134;
    public static final int NEIGHBOR_SOLICITATION = 135;
    public static final int NEIGHBOR_ADVERTISEMENT = 136;
    public static final int REDIRECT = 137;

    public static final int SOURCE_LINK_LAYER = 1;
    public static final int TARGET_LINK_LAYER = 2;

    /** Of every message: who sends with less may sit beyond a router (RFC 4861 §3.1). */
    public static final int HOP_LIMIT = 255;

    /** In {@link Icmp6#rest} of an advertisement (RFC 4861 §4.4). */
    public static final int ROUTER = 1 << 31;

    public static final int SOLICITED = 1 << 30;
    public static final int OVERRIDE = 1 << 29;

    /** Option with the 6 bytes of a MAC address. */
    public static final int LINK_LAYER_OPTION_LENGTH = 8;

    private static final int TARGET = 8;
    private static final int REDIRECTED = 24;
    private static final int OPTION_UNIT = 8;

    private Ndp() {}

    public static boolean isNdp(int icmpType) {
        return icmpType >= ROUTER_SOLICITATION && icmpType <= REDIRECT;
    }

    /** Bytes before the first option: no message is shorter. */
    public static int fixedLength(int icmpType) {
        return switch (icmpType) {
            case ROUTER_SOLICITATION -> 8;
            case ROUTER_ADVERTISEMENT -> 16;
            case REDIRECT -> 40;
            default -> 24;
        };
    }

    /** Of solicitation, advertisement and redirect. */
    public static long targetHigh(long icmp) {
        return Bytes.u64(icmp + TARGET);
    }

    public static long targetLow(long icmp) {
        return Bytes.u64(icmp + TARGET + 8);
    }

    public static void target(long icmp, long high, long low) {
        Bytes.u64(icmp + TARGET, high);
        Bytes.u64(icmp + TARGET + 8, low);
    }

    /** The destination a redirect is about. */
    public static long redirectedHigh(long icmp) {
        return Bytes.u64(icmp + REDIRECTED);
    }

    public static long redirectedLow(long icmp) {
        return Bytes.u64(icmp + REDIRECTED + 8);
    }

    /** Every option has a length above 0 and ends within the message (RFC 4861 §6.1, §7.1). */
    public static boolean optionsAreSound(long icmp, int length) {
        int at = fixedLength(Icmp6.type(icmp));
        while (at < length) {
            if (at + 2 > length) {
                return false;
            }
            final int units = Bytes.u8(icmp + at + 1);
            at += units * OPTION_UNIT;
            if (units == 0 || at > length) {
                return false;
            }
        }
        return true;
    }

    /** Address of the first option of this type in a message with sound options, or 0. */
    public static long option(long icmp, int length, int type) {
        int at = fixedLength(Icmp6.type(icmp));
        while (at < length) {
            if (Bytes.u8(icmp + at) == type) {
                return icmp + at;
            }
            at += Bytes.u8(icmp + at + 1) * OPTION_UNIT;
        }
        return 0;
    }

    /** The MAC address in a link-layer option (RFC 2464 §6). */
    public static long linkLayer(long option) {
        return Bytes.u48(option + 2);
    }

    /** Writes a link-layer option of 8 bytes. */
    public static void linkLayer(long option, int type, long mac) {
        Bytes.u8(option, type);
        Bytes.u8(option + 1, 1);
        Bytes.u48(option + 2, mac);
    }

    /** ff02::1:ff00:0/104 (RFC 4291 §2.7.1). */
    public static boolean isSolicitedNode(long high, long low) {
        return high == 0xFF02L << 48 && low >>> 24 == 0x1_FF;
    }
}
