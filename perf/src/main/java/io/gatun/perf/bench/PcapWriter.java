package io.gatun.perf.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes Ethernet frames into a pcap file, one microsecond apart. */
final class PcapWriter implements AutoCloseable {

    private final OutputStream out;
    private int frames;

    PcapWriter(Path file) throws IOException {
        this.out = new BufferedOutputStream(Files.newOutputStream(file));
        final ByteBuffer header =
                ByteBuffer.allocate(PcapFormat.FILE_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(PcapFormat.MICROSECONDS).putShort((short) 2).putShort((short) 4).putLong(0);
        header.putInt(PcapFormat.SNAP_LENGTH).putInt(PcapFormat.ETHERNET);
        out.write(header.array());
    }

    void write(byte[] frame) throws IOException {
        final ByteBuffer header =
                ByteBuffer.allocate(PcapFormat.RECORD_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(frames / 1_000_000).putInt(frames % 1_000_000);
        header.putInt(frame.length).putInt(frame.length);
        out.write(header.array());
        out.write(frame);
        frames++;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
