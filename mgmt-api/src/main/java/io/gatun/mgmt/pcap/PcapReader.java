package io.gatun.mgmt.pcap;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a classic capture file, packet by packet, in either byte order, with microseconds or
 * nanoseconds (draft-ietf-opsawg-pcap).
 */
public final class PcapReader implements AutoCloseable {

    static final int MAGIC_NANOSECONDS = 0xA1B2_3C4D;
    static final int LINK_ETHERNET = 1;

    private static final int MAGIC_MICROSECONDS = 0xA1B2_C3D4;
    private static final int MAGIC_PCAPNG = 0x0A0D_0D0A;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int MAX_FRAME = 1 << 18;
    private static final int LINK_MASK = 0x0FFF_FFFF;
    private static final int BUFFER = 1 << 16;
    private static final long NS_PER_S = 1_000_000_000L;

    private final Path file;
    private final InputStream in;
    private final ByteOrder order;
    private final long nsPerFraction;
    private long packets;

    public PcapReader(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            final ByteBuffer header = header(FILE_HEADER);
            if (header == null) {
                throw new IOException(file + " is empty, and a capture file has 24 bytes at least");
            }
            this.order = order(header.getInt(0));
            final int magic = header.order(order).getInt(0);
            this.nsPerFraction = magic == MAGIC_NANOSECONDS ? 1 : 1_000;
            final int link = header.getInt(20) & LINK_MASK;
            if (link != LINK_ETHERNET) {
                throw new IOException(
                        file + " has link type " + link + ", and replay reads Ethernet (1) alone");
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private ByteOrder order(int magic) throws IOException {
        if (magic == MAGIC_MICROSECONDS || magic == MAGIC_NANOSECONDS) {
            return ByteOrder.BIG_ENDIAN;
        }
        final int swapped = Integer.reverseBytes(magic);
        if (swapped == MAGIC_MICROSECONDS || swapped == MAGIC_NANOSECONDS) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        throw new IOException(
                magic == MAGIC_PCAPNG
                        ? file + " is a pcapng file; turn it into pcap: editcap -F pcap IN OUT"
                        : file + " is not a capture file: it begins with 0x%08x".formatted(magic));
    }

    /** The next packet, or null at the end. */
    public PcapPacket next() throws IOException {
        final ByteBuffer header = header(PACKET_HEADER);
        if (header == null) {
            return null;
        }
        packets++;
        header.order(order);
        final long seconds = Integer.toUnsignedLong(header.getInt(0));
        final long fraction = Integer.toUnsignedLong(header.getInt(4));
        final int length = header.getInt(8);
        if (length < 0 || length > MAX_FRAME) {
            throw new IOException(
                    "%s: packet %d claims %d bytes, and %d are the most"
                            .formatted(file, packets, Integer.toUnsignedLong(length), MAX_FRAME));
        }
        final byte[] frame = in.readNBytes(length);
        if (frame.length < length) {
            throw cutShort();
        }
        return new PcapPacket(seconds * NS_PER_S + fraction * nsPerFraction, frame);
    }

    private ByteBuffer header(int length) throws IOException {
        final byte[] bytes = in.readNBytes(length);
        if (bytes.length == 0) {
            return null;
        }
        if (bytes.length < length) {
            throw cutShort();
        }
        return ByteBuffer.wrap(bytes);
    }

    private IOException cutShort() {
        return new EOFException(file + " ends in the middle of packet " + Math.max(1, packets));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
