package io.gatun.mgmt.pcap;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a classic capture file with nanoseconds (draft-ietf-opsawg-pcap), little-endian. */
public final class PcapWriter implements AutoCloseable {

    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int SNAP_LENGTH = 262_144;
    private static final int BUFFER = 1 << 16;
    private static final long NS_PER_S = 1_000_000_000L;

    private final OutputStream out;
    private final ByteBuffer header =
            ByteBuffer.allocate(PACKET_HEADER).order(ByteOrder.LITTLE_ENDIAN);

    public PcapWriter(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        out.write(
                ByteBuffer.allocate(FILE_HEADER)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(PcapReader.MAGIC_NANOSECONDS)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putLong(0)
                        .putInt(SNAP_LENGTH)
                        .putInt(PcapReader.LINK_ETHERNET)
                        .array());
    }

    public void write(PcapPacket packet) throws IOException {
        out.write(
                header.clear()
                        .putInt((int) (packet.timeNs() / NS_PER_S))
                        .putInt((int) (packet.timeNs() % NS_PER_S))
                        .putInt(packet.frame().length)
                        .putInt(packet.frame().length)
                        .array());
        out.write(packet.frame());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
