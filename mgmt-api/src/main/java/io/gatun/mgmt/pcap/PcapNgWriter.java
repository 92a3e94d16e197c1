package io.gatun.mgmt.pcap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a pcapng file of Ethernet frames (draft-ietf-opsawg-pcapng), little-endian, with
 * nanoseconds: an interface description for each port when it is first met, directions as flags,
 * and comments.
 */
public final class PcapNgWriter implements AutoCloseable {

    private static final int SECTION_HEADER = 0x0A0D_0D0A;
    private static final int INTERFACE_DESCRIPTION = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int BYTE_ORDER = 0x1A2B_3C4D;
    private static final long LENGTH_UNKNOWN = -1;
    private static final int BLOCK_FRAMING = 12;

    private static final int LINK_ETHERNET = 1;
    private static final int NO_LIMIT = 0;

    private static final int END_OF_OPTIONS = 0;
    private static final int COMMENT = 1;
    private static final int USER_APPLICATION = 4;
    private static final int INTERFACE_NAME = 2;
    private static final int TIME_RESOLUTION = 9;
    private static final int PACKET_FLAGS = 2;
    private static final byte NANOSECONDS = 9;

    private final OutputStream out;
    private final Map<String, Integer> interfaces = new LinkedHashMap<>();

    /** Which way a frame went, in the words of the format. */
    public enum Direction {
        UNKNOWN,
        INBOUND,
        OUTBOUND
    }

    /**
     * Begins a file.
     *
     * @param application named as the one that wrote it
     */
    public PcapNgWriter(OutputStream out, String application) throws IOException {
        this.out = out;
        final Options options = new Options().text(USER_APPLICATION, application);
        block(
                SECTION_HEADER,
                body(16).putInt(BYTE_ORDER)
                        .putShort((short) 1)
                        .putShort((short) 0)
                        .putLong(LENGTH_UNKNOWN),
                new byte[0],
                options);
    }

    /**
     * Adds a frame.
     *
     * @param port the interface it is of
     * @param length of the whole frame, of which {@code bytes} are the first
     */
    public void write(
            long timeNs,
            String port,
            Direction direction,
            int length,
            byte[] bytes,
            Optional<String> comment)
            throws IOException {
        final int id = interfaceOf(port);
        final Options options = new Options().number(PACKET_FLAGS, direction.ordinal());
        comment.ifPresent(text -> options.text(COMMENT, text));
        block(
                ENHANCED_PACKET,
                body(20).putInt(id)
                        .putInt((int) (timeNs >>> 32))
                        .putInt((int) timeNs)
                        .putInt(bytes.length)
                        .putInt(length),
                bytes,
                options);
    }

    private int interfaceOf(String port) throws IOException {
        final Integer known = interfaces.get(port);
        if (known != null) {
            return known;
        }
        final int id = interfaces.size();
        interfaces.put(port, id);
        final Options options =
                new Options()
                        .text(INTERFACE_NAME, port)
                        .bytes(TIME_RESOLUTION, new byte[] {NANOSECONDS});
        block(
                INTERFACE_DESCRIPTION,
                body(8).putShort((short) LINK_ETHERNET).putShort((short) 0).putInt(NO_LIMIT),
                new byte[0],
                options);
        return id;
    }

    private static ByteBuffer body(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @SuppressWarnings("ByteBufferBackingArray") // what body() gives begins with its array
    private void block(int type, ByteBuffer fields, byte[] data, Options options)
            throws IOException {
        final byte[] ending = options.end();
        final int padded = padded(data.length);
        final int total = BLOCK_FRAMING + fields.capacity() + padded + ending.length;
        final ByteBuffer block = body(total).putInt(type).putInt(total);
        block.put(fields.array()).put(data).put(new byte[padded - data.length]);
        block.put(ending).putInt(total);
        out.write(block.array());
    }

    private static int padded(int length) {
        return (length + 3) & ~3;
    }

    /** What has been written so far is a whole file after this. */
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Options of a block, each padded to 32 bits. */
    private static final class Options {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();

        private Options bytes(int code, byte[] value) {
            all.writeBytes(body(4).putShort((short) code).putShort((short) value.length).array());
            all.writeBytes(value);
            all.writeBytes(new byte[padded(value.length) - value.length]);
            return this;
        }

        private Options text(int code, String value) {
            return bytes(code, value.getBytes(StandardCharsets.UTF_8));
        }

        private Options number(int code, int value) {
            return bytes(code, body(4).putInt(value).array());
        }

        private byte[] end() {
            return bytes(END_OF_OPTIONS, new byte[0]).all.toByteArray();
        }
    }
}
