package io.gatun.perf.bench;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * What a run sends: one UDP frame for each flow, no two flows with the same addresses and ports.
 * The same seed gives the same bytes; a frame's payload starts with the number of its flow.
 *
 * @param size bytes of a frame on the wire, its FCS of 4 bytes among them
 */
record Traffic(Destinations destinations, int flows, int size, long seed) {

    static final int MIN_FLOWS = 1;
    static final int MAX_FLOWS = 65_536;
    static final int MIN_SIZE = 64;
    static final int MIN_SIZE6 = 70;
    static final int MAX_SIZE = 1518;

    static final int TTL = 64;

    private static final int FCS_LENGTH = 4;
    private static final int FIRST_PORT = 1024;
    private static final int PORTS = 50_000;
    private static final int FIRST_HOST = 2;
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    Traffic {
        within("flows", flows, MIN_FLOWS, MAX_FLOWS, "what the peers' buffer pools hold");
        within(
                "size",
                size,
                destinations.family() == 4 ? MIN_SIZE : MIN_SIZE6,
                MAX_SIZE,
                destinations.family() == 4
                        ? "IEEE 802.3 without a tag, FCS included"
                        : "IPv6, UDP and the number of a flow; IEEE 802.3 without a tag, FCS included");
    }

    Traffic(int flows, int size, long seed) {
        this(Destinations.few(4), flows, size, seed);
    }

    byte[] frame(int flow) {
        final SplittableRandom random = new SplittableRandom(seed + flow * GOLDEN_GAMMA);
        final IpAddress destination = destinations.of(flow, random);
        final int dstPort = FIRST_PORT + random.nextInt(PORTS);
        final byte[] payload = new byte[size - FCS_LENGTH - payloadAt(destinations.family())];
        random.nextBytes(payload);
        ByteBuffer.wrap(payload).putInt(flow);
        final int host = FIRST_HOST + flow / PORTS;
        final int srcPort = FIRST_PORT + flow % PORTS;
        return switch (destination) {
            case Ipv4Address to ->
                    UdpFrame.of(
                            BenchNetwork.IN_MAC,
                            BenchNetwork.SENDER_MAC,
                            TTL,
                            new Ipv4Address(BenchNetwork.SENDERS.bits() + host),
                            to,
                            srcPort,
                            dstPort,
                            payload);
            case Ipv6Address to ->
                    UdpFrame6.of(
                            BenchNetwork.IN_MAC,
                            BenchNetwork.SENDER_MAC,
                            TTL,
                            new Ipv6Address(BenchNetwork.SENDERS6.high(), host),
                            to,
                            srcPort,
                            dstPort,
                            payload);
        };
    }

    /** The flow a frame says it belongs to, or -1 when it is too short to say. */
    static int flowOf(byte[] frame) {
        final int at = payloadAt(isIpv6(frame) ? 6 : 4);
        return frame.length < at + Integer.BYTES ? -1 : ByteBuffer.wrap(frame).getInt(at);
    }

    static boolean isIpv6(byte[] frame) {
        return frame.length >= UdpFrame.IP
                && ByteBuffer.wrap(frame).getShort(UdpFrame.ETHER_TYPE)
                        == (short) UdpFrame6.ETHER_TYPE_IPV6;
    }

    private static int payloadAt(int family) {
        return family == 4 ? UdpFrame.PAYLOAD : UdpFrame6.PAYLOAD;
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
