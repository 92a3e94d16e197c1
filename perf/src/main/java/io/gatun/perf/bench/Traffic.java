package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * What a run sends: one UDP frame for each flow, no two flows with the same addresses and ports,
 * neighbors in the file always to different routes. The same seed gives the same bytes; a frame's
 * payload starts with the number of its flow.
 *
 * @param size bytes of a frame on the wire, its FCS of 4 bytes among them
 */
record Traffic(int flows, int size, long seed) {

    static final int MIN_FLOWS = 1;
    static final int MAX_FLOWS = 65_536;
    static final int MIN_SIZE = 64;
    static final int MAX_SIZE = 1518;

    static final int TTL = 64;

    private static final int FCS_LENGTH = 4;
    private static final int FIRST_PORT = 1024;
    private static final int PORTS = 50_000;
    private static final int FIRST_HOST = 2;
    private static final int HOSTS = 253;
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    Traffic {
        within("flows", flows, MIN_FLOWS, MAX_FLOWS, "what the peers' buffer pools hold");
        within("size", size, MIN_SIZE, MAX_SIZE, "IEEE 802.3 without a tag, FCS included");
    }

    byte[] frame(int flow) {
        final SplittableRandom random = new SplittableRandom(seed + flow * GOLDEN_GAMMA);
        final Ipv4Prefix route = BenchNetwork.ROUTES.get(flow % BenchNetwork.ROUTES.size());
        final int destination = route.bits() + FIRST_HOST + random.nextInt(HOSTS);
        final int source = BenchNetwork.SENDERS.bits() + FIRST_HOST + flow / PORTS;
        final int dstPort = FIRST_PORT + random.nextInt(PORTS);
        final byte[] payload = new byte[size - FCS_LENGTH - UdpFrame.PAYLOAD];
        random.nextBytes(payload);
        ByteBuffer.wrap(payload).putInt(flow);
        return UdpFrame.of(
                BenchNetwork.IN_MAC,
                BenchNetwork.SENDER_MAC,
                TTL,
                new Ipv4Address(source),
                new Ipv4Address(destination),
                FIRST_PORT + flow % PORTS,
                dstPort,
                payload);
    }

    /** The flow a frame says it belongs to, or -1 when it is too short to say. */
    static int flowOf(byte[] frame) {
        return frame.length < UdpFrame.PAYLOAD + Integer.BYTES
                ? -1
                : ByteBuffer.wrap(frame).getInt(UdpFrame.PAYLOAD);
    }

    void writeTo(Path pcap) throws IOException {
        try (PcapWriter out = new PcapWriter(pcap)) {
            for (int flow = 0; flow < flows; flow++) {
                out.write(frame(flow));
            }
        }
    }

    private static void within(String name, int value, int min, int max, String source) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name
                            + " "
                            + value
                            + " is not within "
                            + min
                            + ".."
                            + max
                            + " ("
                            + source
                            + ")");
        }
    }
}
