package io.gatun.mgmt.table;

import java.io.IOException;
import java.io.InputStream;

/**
 * One MRT record, read field by field (RFC 6396 §2).
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                           Timestamp                           |
 *  +-------------------------------+-------------------------------+
 *  |             Type              |            Subtype            |
 *  +-------------------------------+-------------------------------+
 *  |               Length of what follows, in bytes                |
 *  +---------------------------------------------------------------+
 *  |                          Message ...                          |
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * Numbers are in network byte order.
 */
final class MrtRecord {

    /** An index of 65,535 peers has 1.6 MB; a route seen by all of them has little more. */
    static final int LONGEST = 1 << 24;

    private static final int HEADER = 12;
    private static final int TYPE = 4;
    private static final int SUBTYPE = 6;
    private static final int LENGTH = 8;

    private final InputStream in;
    private final String file;
    private byte[] bytes = new byte[1 << 12];
    private long begin; // of the record in the file
    private long next; // where the record after this begins
    private int type;
    private int subtype;
    private int at;
    private int end;
    private String name = "record";

    MrtRecord(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    /** Goes to the next record; false when the file ends before it. */
    boolean read() throws IOException {
        begin = next;
        name = "record";
        at = 0;
        end = in.readNBytes(bytes, 0, HEADER);
        if (end == 0) {
            return false;
        }
        if (end < HEADER) {
            throw flaw("the file ends after " + end + " of the " + HEADER + " bytes of its header");
        }
        at = TYPE;
        type = u16("type");
        at = SUBTYPE;
        subtype = u16("subtype");
        at = LENGTH;
        final long length = u32("length");
        if (length > LONGEST) {
            throw flaw("its length " + length + " is above " + LONGEST + " bytes");
        }
        readMessage((int) length);
        return true;
    }

    private void readMessage(int length) throws IOException {
        if (bytes.length < length) {
            bytes = in.readNBytes(length); // allocates for what is there, not for what is said
            end = bytes.length;
        } else {
            end = in.readNBytes(bytes, 0, length);
        }
        at = 0;
        if (end < length) {
            throw flaw("the file ends after " + end + " of its " + length + " bytes");
        }
        next = begin + HEADER + length;
    }

    int type() {
        return type;
    }

    int subtype() {
        return subtype;
    }

    /** What the record is called where it has a flaw. */
    void name(String name) {
        this.name = name;
    }

    int left() {
        return end - at;
    }

    int u8(String field) throws TableException {
        need(1, field);
        return bytes[at++] & 0xFF;
    }

    int u16(String field) throws TableException {
        need(2, field);
        return u8(field) << 8 | u8(field);
    }

    long u32(String field) throws TableException {
        need(4, field);
        return (long) u16(field) << 16 | u16(field);
    }

    /** As many of the upper bytes of a long as {@code count} says, the others zero. */
    long upper(int count, String field) throws TableException {
        need(count, field);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | (i < count ? bytes[at + i] & 0xFF : 0);
        }
        at += count;
        return value;
    }

    void skip(int count, String field) throws TableException {
        need(count, field);
        at += count;
    }

    private void need(int count, String field) throws TableException {
        if (count > left()) {
            throw flaw(field + " needs " + count + " bytes, and " + left() + " are left");
        }
    }

    /** Makes the next {@code length} bytes all there is; {@link #leave} undoes it. */
    int enter(int length, String field) throws TableException {
        need(length, field);
        final int outer = end;
        end = at + length;
        return outer;
    }

    /** Goes to the end of what {@link #enter} made all there is. */
    void leave(int outer) {
        at = end;
        end = outer;
    }

    /** Refuses bytes that no field accounts for. */
    void end(String what) throws TableException {
        if (left() != 0) {
            throw flaw(left() + " bytes stand after " + what);
        }
    }

    TableException flaw(String sentence) {
        return TableException.atByte(file, begin, name + ": " + sentence);
    }
}
