package io.gatun.mgmt.table;

import java.io.IOException;
import java.io.InputStream;

/**
 * Routes of an MRT file (RFC 6396): TABLE_DUMP_V2 for unicast, with and without ADD-PATH (RFC
 * 8050), and the older TABLE_DUMP. Of the entries that a prefix has, the first that names a next
 * hop is taken, and the first of all where none does: this is a table to forward by, not a study of
 * paths. Records of other types are skipped.
 */
final class MrtReader implements RouteReader {

    private static final int TABLE_DUMP = 12;
    private static final int TABLE_DUMP_V2 = 13;

    private static final int AFI_IPV4 = 1;
    private static final int AFI_IPV6 = 2;

    private static final int PEER_INDEX_TABLE = 1;
    private static final int RIB_IPV4_UNICAST = 2;
    private static final int RIB_IPV6_UNICAST = 4;
    private static final int RIB_IPV4_UNICAST_ADDPATH = 8;
    private static final int RIB_IPV6_UNICAST_ADDPATH = 10;

    private static final int PEER_HAS_IPV6_ADDRESS = 1;
    private static final int PEER_HAS_LONG_AS = 2;

    private static final int IPV4 = Integer.SIZE;
    private static final int IPV6 = 2 * Long.SIZE;
    private static final int NO_INDEX = -1;

    private final MrtRecord record;
    private final TableRoute other = new TableRoute();
    private int peers = NO_INDEX;
    private long skipped;

    MrtReader(InputStream in, String file) {
        record = new MrtRecord(in, file);
    }

    @Override
    public TableException flaw(String sentence) {
        return record.flaw(sentence);
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public boolean next(TableRoute route) throws IOException {
        while (record.read()) {
            final boolean isRoute =
                    switch (record.type()) {
                        case TABLE_DUMP -> readTableDump(route);
                        case TABLE_DUMP_V2 -> readTableDumpV2(route);
                        default -> skip();
                    };
            if (isRoute) {
                return true;
            }
        }
        return false;
    }

    /** RFC 6396 §4.2: a record for each prefix and peer. */
    private boolean readTableDump(TableRoute route) throws TableException {
        if (record.subtype() != AFI_IPV4 && record.subtype() != AFI_IPV6) {
            return skip();
        }
        final boolean isIpv4 = record.subtype() == AFI_IPV4;
        record.name(isIpv4 ? "TABLE_DUMP AFI_IPv4" : "TABLE_DUMP AFI_IPv6");
        record.skip(4, "view number and sequence number");
        final long high = record.upper(isIpv4 ? Integer.BYTES : Long.BYTES, "prefix");
        final long low = isIpv4 ? 0 : record.upper(Long.BYTES, "prefix");
        final int length = length(isIpv4 ? IPV4 : IPV6);
        route.set(isIpv4 ? IPV4 : IPV6, high, low, length);
        record.skip(5, "status and originated time");
        record.skip(isIpv4 ? 6 : 18, "peer's address and AS");
        BgpAttributes.read(record, record.u16("attribute length"), route);
        record.end("the attributes");
        return true;
    }

    private boolean readTableDumpV2(TableRoute route) throws TableException {
        return switch (record.subtype()) {
            case PEER_INDEX_TABLE -> readPeerIndex();
            case RIB_IPV4_UNICAST -> readRib("RIB_IPV4_UNICAST", IPV4, false, route);
            case RIB_IPV6_UNICAST -> readRib("RIB_IPV6_UNICAST", IPV6, false, route);
            case RIB_IPV4_UNICAST_ADDPATH -> readRib("RIB_IPV4_UNICAST_ADDPATH", IPV4, true, route);
            case RIB_IPV6_UNICAST_ADDPATH -> readRib("RIB_IPV6_UNICAST_ADDPATH", IPV6, true, route);
            default -> skip();
        };
    }

    /** RFC 6396 §4.3.1; only how many there are is of use. */
    private boolean readPeerIndex() throws TableException {
        record.name("PEER_INDEX_TABLE");
        record.skip(4, "collector's BGP identifier");
        record.skip(record.u16("view name length"), "view name");
        peers = record.u16("peer count");
        for (int i = 0; i < peers; i++) {
            final int type = record.u8("type of peer " + i);
            final int address = (type & PEER_HAS_IPV6_ADDRESS) == 0 ? 4 : 16;
            final int as = (type & PEER_HAS_LONG_AS) == 0 ? 2 : 4;
            record.skip(4 + address + as, "identifier, address and AS of peer " + i);
        }
        record.end("the last peer");
        return false;
    }

    /** RFC 6396 §4.3.2 and RFC 8050 §4. */
    private boolean readRib(String name, int width, boolean hasPathIds, TableRoute route)
            throws TableException {
        record.name(name);
        if (peers == NO_INDEX) {
            throw record.flaw("it stands before the PEER_INDEX_TABLE (RFC 6396 §4.3)");
        }
        record.skip(4, "sequence number");
        final int length = length(width);
        final int bytes = (length + Byte.SIZE - 1) / Byte.SIZE;
        final long high = record.upper(Math.min(bytes, Long.BYTES), "prefix");
        final long low = record.upper(Math.max(bytes - Long.BYTES, 0), "prefix");
        route.set(width, high, low, length);
        final int entries = record.u16("entry count");
        for (int i = 0; i < entries; i++) {
            other.set(width, high, low, length);
            readEntry(hasPathIds, route.hopWidth() == 0 ? route : other);
        }
        record.end("the last entry");
        return entries > 0 || skip();
    }

    private boolean skip() {
        skipped++;
        return false;
    }

    private void readEntry(boolean hasPathId, TableRoute route) throws TableException {
        final int peer = record.u16("peer index");
        if (peer >= peers) {
            throw record.flaw(
                    "peer index " + peer + " is above the last of the " + peers + " peers");
        }
        record.skip(4, "originated time");
        if (hasPathId) {
            record.skip(4, "path identifier");
        }
        BgpAttributes.read(record, record.u16("attribute length"), route);
    }

    private int length(int width) throws TableException {
        final int length = record.u8("prefix length");
        if (length > width) {
            throw record.flaw("prefix length " + length + " is not within 0.." + width);
        }
        return length;
    }
}
