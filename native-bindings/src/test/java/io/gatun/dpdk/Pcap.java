package io.gatun.dpdk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Capture files of Ethernet frames, little-endian, for tests. */
final class Pcap {

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private Pcap() {}

    static void write(Path file, List<byte[]> frames) throws IOException {
        int size = frames.stream().mapToInt(frame -> RECORD_HEADER + frame.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(FILE_HEADER + size).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        bytes.putInt(0).putInt(0).putInt(65535).putInt(1);
        for (byte[] frame : frames) {
            bytes.putInt(0).putInt(0).putInt(frame.length).putInt(frame.length).put(frame);
        }
        Files.write(file, bytes.array());
    }

    static List<byte[]> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(FILE_HEADER);
        var frames = new ArrayList<byte[]>();
        while (bytes.hasRemaining()) {
            byte[] frame = new byte[bytes.getInt(bytes.position() + 8)];
            bytes.position(bytes.position() + RECORD_HEADER);
            bytes.get(frame);
            frames.add(frame);
        }
        return frames;
    }
}
