package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.model.Ipv6Address;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestinationsTest {

    @TempDir private Path folder;

    @Test
    void framesOverAWholeTable_goToItsPrefixesOnly_andToManyOfThem() {
        final RouteTable.Builder builder = new RouteTable.Builder(6);
        for (int i = 0; i < 1000; i++) {
            builder.add(0x2a00_0000_0000_0000L + ((long) i << 32), 0, 32);
        }
        builder.add(0x2001_0db8_0000_0000L, 0, 32); // the bench's own, never drawn
        final RouteTable table = builder.build();
        final Traffic traffic = new Traffic(new Destinations.Full(table), 5000, 78, 1);
        final Set<Integer> hit = new HashSet<>();
        for (int flow = 0; flow < traffic.flows(); flow++) {
            final byte[] frame = traffic.frame(flow);
            final ByteBuffer at = ByteBuffer.wrap(frame);
            hit.add(
                    table.longest(
                            at.getLong(UdpFrame6.SOURCE + 16), at.getLong(UdpFrame6.SOURCE + 24)));
            assertThat(frame).hasSize(74);
            assertThat(Traffic.flowOf(frame)).isEqualTo(flow);
        }
        assertThat(hit).doesNotContain(-1, 1000).hasSizeGreaterThan(900);
    }

    @Test
    void ipv6Frame_hasARightChecksum() {
        final byte[] frame = new Traffic(Destinations.few(6), 4, 90, 1).frame(3);
        final int udpLength = frame.length - UdpFrame6.UDP;
        final long pseudoHeader = UdpFrame.sum(frame, UdpFrame6.SOURCE, 32) + 17 + udpLength;

        assertThat(UdpFrame.checksum(pseudoHeader, frame, UdpFrame6.UDP, udpLength)).isZero();
        assertThat(frame[UdpFrame6.HOP_LIMIT]).isEqualTo((byte) Traffic.TTL);
        assertThat(BenchNetwork.ROUTES6.get(3).contains(destination(frame))).isTrue();
    }

    @Test
    void ipv6Hop_lowersTheHopLimitAlone() {
        final byte[] sent = new Traffic(Destinations.few(6), 4, 90, 1).frame(3);
        final byte[] out =
                new Rewrite.Hop(BenchNetwork.NEXT_HOP_MAC, BenchNetwork.OUT_MAC).of(sent);

        assertThat(out[UdpFrame6.HOP_LIMIT]).isEqualTo((byte) (Traffic.TTL - 1));
        out[UdpFrame6.HOP_LIMIT]++;
        assertThat(Arrays.mismatch(out, 12, out.length, sent, 12, sent.length)).isEqualTo(-1);
    }

    @Test
    void frameThatAnIpv6RouterWouldNotHaveSentSo_isNamed() throws Exception {
        final Traffic traffic = new Traffic(Destinations.few(6), 2, 90, 1);
        final Path output = folder.resolve("out.pcap");
        try (PcapWriter out = new PcapWriter(output)) {
            out.write(traffic.frame(0));
            out.write(traffic.frame(1));
        }
        final Rewrite hop =
                new Rewrite.Hop(BenchNetwork.IN_MAC, BenchNetwork.SENDER_MAC); // MACs as sent

        final OutputCheck.Result result = OutputCheck.of(traffic, hop, output);

        assertThat(result.wrong()).isEqualTo(2);
        assertThat(result.flaws()).contains("flow 0: hop limit is 40, expected 3f");
    }

    @Test
    void tableWithoutForwardedAddresses_isRefused() {
        final RouteTable.Builder builder = new RouteTable.Builder(4);
        builder.add(0x7F00_0000_0000_0000L, 0, 8);
        final Traffic traffic = new Traffic(new Destinations.Full(builder.build()), 1, 64, 1);

        assertThatThrownBy(() -> traffic.frame(0))
                .hasMessage("table holds hardly an address that a router forwards");
    }

    @Test
    void routerWithAWholeTable_importsItFromAFileBesideItsConfiguration() throws Exception {
        final RouteTable.Builder builder = new RouteTable.Builder(4);
        builder.add(0xC633_6400_0000_0000L, 0, 24);
        builder.add(0x0102_0000_0000_0000L, 0, 16);
        final Router router = new Router("gatun", 64, new Destinations.Full(builder.build()));
        final Wiring wiring =
                new Wiring(folder, "bench-7-1", "net_pcap0", "net_null1", 4096, 1, false);

        router.process(wiring);

        assertThat(Files.readString(folder.resolve("gatun.yaml")))
                .contains("imports:\n  - { file: table.txt, via: [\"10.0.1.254\", ");
        assertThat(Files.readAllLines(folder.resolve("table.txt")))
                .isEqualTo(List.of("198.51.100.0/24", "1.2.0.0/16"));
    }

    private static Ipv6Address destination(byte[] frame) {
        final ByteBuffer at = ByteBuffer.wrap(frame);
        return new Ipv6Address(
                at.getLong(UdpFrame6.SOURCE + 16), at.getLong(UdpFrame6.SOURCE + 24));
    }
}
