package io.gatun.perf.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the frames of a pcap file as net_pcap writes it: the byte order of this machine, whole
 * frames.
 */
final class PcapReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;

    PcapReader(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file));
        final ByteBuffer header = wrap(in.readNBytes(PcapFormat.FILE_HEADER));
        if (header.capacity() < PcapFormat.FILE_HEADER || !isKnown(header.getInt(0))) {
            in.close();
            throw new IOException(
                    file
                            + " does not start with the header of a pcap file in this machine's byte order");
        }
    }

    /** The next frame, or null at the end of the file. */
    byte[] next() throws IOException {
        final ByteBuffer header = wrap(in.readNBytes(PcapFormat.RECORD_HEADER));
        if (header.capacity() == 0) {
            return null;
        }
        if (header.capacity() < PcapFormat.RECORD_HEADER) {
            throw cut();
        }
        final int captured = header.getInt(8);
        final int onWire = header.getInt(12);
        if (captured != onWire || captured < 0 || captured > PcapFormat.SNAP_LENGTH) {
            throw new IOException(
                    file
                            + " holds "
                            + captured
                            + " bytes of a frame of "
                            + onWire
                            + "; it must hold whole frames of at most "
                            + PcapFormat.SNAP_LENGTH);
        }
        final byte[] frame = in.readNBytes(captured);
        if (frame.length < captured) {
            throw cut();
        }
        return frame;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private IOException cut() {
        return new IOException(file + " ends within a frame");
    }

    private static boolean isKnown(int magic) {
        return magic == PcapFormat.MICROSECONDS || magic == PcapFormat.NANOSECONDS;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
