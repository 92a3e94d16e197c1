package io.gatun.mgmt.counters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters file: a page of header, then metadata and values as {@link CountersReader} documents
 * them. Numbers are in the byte order of the machine.
 *
 * <pre>
 *     0  int64  "GATUNCTR" in ASCII
 *     8  int32  version of this layout
 *    16  int64  process id of the router
 *    24  int64  start of that process, milliseconds since 1970
 *    32  int32  bytes of metadata, from 4096 on
 *    36  int32  bytes of values, after them
 *    40  int64  sequence: odd while the numbers are written, 2 more each time
 *   128  int32  length of the router's name, then the name
 *   256  int32  length of the router's version, then the version
 * </pre>
 *
 * <p>A counter's type id is that of a {@link CounterKind}; its key is the values of the labels,
 * each as one byte of length and UTF-8; its label is a sentence for a person.
 */
final class CountersLayout {

    static final String SUFFIX = ".counters";
    static final int VERSION = 1;
    static final long MAGIC = 0x5254434E55544147L; // GATUNCTR

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 8;
    static final int PID_AT = 16;
    static final int STARTED_AT = 24;
    static final int METADATA_LENGTH_AT = 32;
    static final int VALUES_LENGTH_AT = 36;
    static final int SEQUENCE_AT = 40;
    static final int NAME_AT = 128;
    static final int ROUTER_VERSION_AT = 256;
    static final int HEADER_LENGTH = 4096;

    static final int MAX_TEXT = ROUTER_VERSION_AT - NAME_AT - Integer.BYTES;
    private static final int MAX_VALUE = 255;

    private CountersLayout() {}

    static void writeKey(MutableDirectBuffer key, List<String> values) {
        int at = 0;
        for (final String value : values) {
            final byte[] bytes = value.getBytes(UTF_8);
            if (bytes.length > MAX_VALUE || at + 1 + bytes.length > CountersReader.MAX_KEY_LENGTH) {
                throw new IllegalArgumentException(
                        "labels " + values + " are longer than a counter's key");
            }
            key.putByte(at, (byte) bytes.length);
            key.putBytes(at + 1, bytes);
            at += 1 + bytes.length;
        }
    }

    static List<String> readKey(DirectBuffer key, int count) {
        final List<String> values = new ArrayList<>(count);
        int at = 0;
        for (int i = 0; i < count; i++) {
            final int length = Byte.toUnsignedInt(key.getByte(at));
            final byte[] bytes = new byte[length];
            key.getBytes(at + 1, bytes);
            values.add(new String(bytes, UTF_8));
            at += 1 + length;
        }
        return values;
    }

    static void writeText(MutableDirectBuffer header, int at, String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        final int length = Math.min(bytes.length, MAX_TEXT);
        header.putInt(at, length);
        header.putBytes(at + Integer.BYTES, bytes, 0, length);
    }

    static String readText(DirectBuffer header, int at) {
        final byte[] bytes = new byte[Math.clamp(header.getInt(at), 0, MAX_TEXT)];
        header.getBytes(at + Integer.BYTES, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
