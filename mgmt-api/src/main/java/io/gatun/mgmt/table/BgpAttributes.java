package io.gatun.mgmt.table;

/**
 * The path attributes of a BGP route (RFC 4271 §4.3), of which only the next hop is taken: NEXT_HOP
 * for an IPv4 prefix that has it, MP_REACH_NLRI (RFC 4760 §3) for all others.
 */
final class BgpAttributes {

    private static final int EXTENDED_LENGTH = 0x10;
    private static final int NEXT_HOP = 3;
    private static final int MP_REACH_NLRI = 14;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private BgpAttributes() {}

    /** Reads {@code length} bytes of attributes and sets the next hop of the route, if any. */
    static void read(MrtRecord record, int length, TableRoute route) throws TableException {
        final int outer = record.enter(length, "attributes");
        boolean hasNextHop = false;
        while (record.left() > 0) {
            final int flags = record.u8("attribute flags");
            final int type = record.u8("attribute type");
            final int bytes =
                    (flags & EXTENDED_LENGTH) == 0
                            ? record.u8("attribute length")
                            : record.u16("attribute length");
            final int attributes = record.enter(bytes, "attribute " + type);
            if (type == NEXT_HOP) {
                final boolean isIpv4 = route.width() == Integer.SIZE;
                hasNextHop |= isIpv4;
                readNextHop(record, bytes, isIpv4 ? route : new TableRoute());
            } else if (type == MP_REACH_NLRI) {
                readReach(record, hasNextHop ? new TableRoute() : route);
            }
            record.leave(attributes);
        }
        record.leave(outer);
    }

    private static void readNextHop(MrtRecord record, int length, TableRoute route)
            throws TableException {
        if (length != IPV4_BYTES) {
            throw record.flaw("NEXT_HOP has " + length + " bytes and needs " + IPV4_BYTES);
        }
        readAddress(record, length, "NEXT_HOP", route);
    }

    /**
     * RFC 6396 §4.3.4: in TABLE_DUMP_V2 only the length of the next hop and the next hop. Older
     * writers, and TABLE_DUMP, have the whole attribute, which begins with the AFI: its first byte
     * is 0, as no length is.
     */
    private static void readReach(MrtRecord record, TableRoute route) throws TableException {
        int length = record.u8("MP_REACH_NLRI");
        final boolean isWhole = length == 0;
        if (isWhole) {
            record.skip(2, "AFI and SAFI of MP_REACH_NLRI");
            length = record.u8("next hop length of MP_REACH_NLRI");
        }
        final int addresses = record.enter(length, "next hop of MP_REACH_NLRI");
        switch (length) {
            case IPV4_BYTES, IPV6_BYTES ->
                    readAddress(record, length, "next hop of MP_REACH_NLRI", route);
            case 2 * IPV6_BYTES -> // global, then link-local (RFC 2545 §3)
                    readAddress(record, IPV6_BYTES, "next hop of MP_REACH_NLRI", route);
            default ->
                    throw record.flaw(
                            "the next hop of MP_REACH_NLRI has "
                                    + length
                                    + " bytes; known are 4, 16 and 32");
        }
        record.leave(addresses);
        if (!isWhole) {
            record.end("the next hop of MP_REACH_NLRI");
        }
    }

    /** The unspecified address is that of a route the speaker made itself. */
    private static void readAddress(MrtRecord record, int length, String field, TableRoute route)
            throws TableException {
        final long high = record.upper(Math.min(length, Long.BYTES), field);
        final long low = length > Long.BYTES ? record.upper(length - Long.BYTES, field) : 0;
        if ((high | low) != 0) {
            route.setHop(length * Byte.SIZE, high, low);
        }
    }
}
