package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

    private static final long SEED = 7;

    private record Key(int source, int destination, int ports) {}

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 128, 1517, 1518})
    void frame_isAsLongAsAskedLessItsFcs(int size) {
        assertThat(new Traffic(4, size, SEED).frame(3)).hasSize(size - 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 301, 1518})
    void frame_carriesRightChecksums(int size) {
        final byte[] frame = new Traffic(64, size, SEED).frame(17);

        // RFC 1071: the sum over a header with a right checksum is all ones
        assertThat(UdpFrame.checksum(0, frame, UdpFrame.IP, 20)).isZero();
        final int udpLength = frame.length - UdpFrame.UDP;
        final long pseudoHeader =
                word(frame, 26)
                        + word(frame, 28)
                        + word(frame, 30)
                        + word(frame, 32)
                        + 17
                        + udpLength;
        assertThat(UdpFrame.checksum(pseudoHeader, frame, UdpFrame.UDP, udpLength)).isZero();
    }

    @Test
    void headerChecksum_isTheOneOfAKnownPacket() {
        // the example of RFC 1071's reader everywhere: 4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8
        // 00c7
        final byte[] header = HexFormat.of().parseHex("45000073000040004011b861c0a80001c0a800c7");
        header[10] = 0;
        header[11] = 0;

        assertThat(UdpFrame.checksum(0, header, 0, 20)).isEqualTo(0xB861);
    }

    @Test
    void flows_haveDifferentAddressesAndPorts() {
        final Traffic traffic = new Traffic(Traffic.MAX_FLOWS, 64, SEED);
        final Set<Key> keys = new HashSet<>();
        for (int flow = 0; flow < traffic.flows(); flow++) {
            final ByteBuffer frame = ByteBuffer.wrap(traffic.frame(flow));
            keys.add(
                    new Key(
                            frame.getInt(UdpFrame.SOURCE),
                            frame.getInt(UdpFrame.SOURCE + 4),
                            frame.getInt(UdpFrame.UDP)));
            assertThat(
                            BenchNetwork.SENDERS.contains(
                                    new Ipv4Address(frame.getInt(UdpFrame.SOURCE))))
                    .isTrue();
        }

        assertThat(keys).hasSize(Traffic.MAX_FLOWS);
    }

    @Test
    void destinations_areSpreadEvenlyOverAllRoutes() {
        final Traffic traffic = new Traffic(160, 64, SEED);
        final int[] hits = new int[BenchNetwork.ROUTES.size()];
        for (int flow = 0; flow < traffic.flows(); flow++) {
            final Ipv4Address destination =
                    new Ipv4Address(
                            ByteBuffer.wrap(traffic.frame(flow)).getInt(UdpFrame.SOURCE + 4));
            for (int route = 0; route < hits.length; route++) {
                hits[route] += BenchNetwork.ROUTES.get(route).contains(destination) ? 1 : 0;
            }
        }

        assertThat(hits).hasSize(16).containsOnly(10);
    }

    @Test
    void routes_doNotOverlap() {
        assertThat(BenchNetwork.ROUTES.stream().map(Ipv4Prefix::network)).doesNotHaveDuplicates();
    }

    @Test
    void sameSeed_givesTheSameFile(@TempDir Path folder) throws IOException {
        new Traffic(100, 96, SEED).writeTo(folder.resolve("a"));
        new Traffic(100, 96, SEED).writeTo(folder.resolve("b"));
        new Traffic(100, 96, SEED + 1).writeTo(folder.resolve("c"));

        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
        assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("c"))).isNotNegative();
    }

    @Test
    void file_holdsTheFramesInOrder(@TempDir Path folder) throws IOException {
        final Path file = folder.resolve("in.pcap");
        final Traffic traffic = new Traffic(3, 64, SEED);
        traffic.writeTo(file);

        final List<byte[]> read = new ArrayList<>();
        try (PcapReader in = new PcapReader(file)) {
            for (byte[] frame = in.next(); frame != null; frame = in.next()) {
                read.add(frame);
            }
        }

        assertThat(read).containsExactly(traffic.frame(0), traffic.frame(1), traffic.frame(2));
        assertThat(read.stream().map(Traffic::flowOf)).containsExactly(0, 1, 2);
    }

    @Test
    void sizesAndFlowsOutOfBounds_areRefusedWithTheBound() {
        assertThatThrownBy(() -> new Traffic(1, 63, SEED))
                .hasMessageContaining("size 63 is not within 64..1518");
        assertThatThrownBy(() -> new Traffic(1, 1519, SEED)).hasMessageContaining("size 1519");
        assertThatThrownBy(() -> new Traffic(0, 64, SEED))
                .hasMessageContaining("flows 0 is not within 1..65536");
    }

    private static long word(byte[] frame, int at) {
        return Short.toUnsignedLong(ByteBuffer.wrap(frame).getShort(at));
    }
}
