package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(EalExtension.class)
class BurstTest {

    private static final int BURST = 32;
    private static int pools;

    private final Eal eal;
    private final Handles handles = new Handles(BURST);
    private Mempool pool;
    private EthPort port;

    BurstTest(Eal eal) {
        this.eal = eal;
    }

    @BeforeEach
    void makePool() {
        pool = eal.createPool("burst" + pools++, 1023, 0, 2176);
    }

    @AfterEach
    void returnEveryBuffer() {
        eal.detach(port);
        assertThat(pool.inUse()).isZero();
        assertThat(pool.available()).isEqualTo(1023);
        eal.destroy(pool);
    }

    @Test
    void framesSentIntoARing_comeOutOfItUnchangedAndInOrder() {
        port = open("net_ring7");
        List<byte[]> sent = Frames.random(1, BURST);
        handles.fill(pool, sent);
        assertThat(port.txQueue(0).burst(handles.address(), BURST)).isEqualTo(BURST);

        var received = new Handles(BURST);
        assertThat(port.rxQueue(0).burst(received.address(), BURST)).isEqualTo(BURST);

        assertThat(received.frames(BURST)).containsExactlyElementsOf(sent);
        assertThat(port.rxQueue(0).burst(handles.address(), BURST)).isZero();
        Mempool.free(received.address(), BURST);
    }

    @Test
    void nullDevice_givesFramesOfItsSizeAndCountsThem() {
        port = open("net_null7,size=90");

        assertThat(port.rxQueue(0).burst(handles.address(), BURST)).isEqualTo(BURST);

        assertThat(Mbuf.packetLength(handles.mbuf(0))).isEqualTo(90);
        assertThat(Mbuf.dataLength(handles.mbuf(0))).isEqualTo(90);
        assertThat(Mbuf.segments(handles.mbuf(0))).isEqualTo(1);
        assertThat(Mbuf.port(handles.mbuf(0))).isEqualTo(port.id());
        assertThat(Mbuf.pool(handles.mbuf(0))).isEqualTo(pool.address());
        assertThat(pool.inUse()).isEqualTo(BURST);
        assertThat(port.txQueue(0).burst(handles.address(), BURST)).isEqualTo(BURST);
        PortStatistics statistics = port.statistics();
        assertThat(statistics.receivedPackets()).isEqualTo(BURST);
        assertThat(statistics.transmittedPackets()).isEqualTo(BURST);
        assertThat(port.xstats()).containsEntry("rx_good_packets", (long) BURST);
        port.resetStatistics();
        assertThat(port.statistics().receivedPackets()).isZero();
    }

    @Test
    void captureFile_isReadAndWrittenFrameByFrame(@TempDir Path folder) throws IOException {
        List<byte[]> frames = Frames.random(2, 20);
        Pcap.write(folder.resolve("in.pcap"), frames);
        port =
                open(
                        "net_pcap7,rx_pcap=%s,tx_pcap=%s"
                                .formatted(folder.resolve("in.pcap"), folder.resolve("out.pcap")));

        assertThat(port.rxQueue(0).burst(handles.address(), BURST)).isEqualTo(20);
        assertThat(handles.frames(20)).containsExactlyElementsOf(frames);
        assertThat(port.txQueue(0).burst(handles.address(), 20)).isEqualTo(20);

        assertThat(port.rxQueue(0).burst(handles.address(), BURST)).isZero();
        port.stop();
        assertThat(Pcap.read(folder.resolve("out.pcap"))).containsExactlyElementsOf(frames);
    }

    @Test
    void captureFileForEver_repeatsItsFrames(@TempDir Path folder) throws IOException {
        List<byte[]> frames = Frames.random(3, 4);
        Pcap.write(folder.resolve("in.pcap"), frames);
        port = open("net_pcap8,rx_pcap=%s,infinite_rx=1".formatted(folder.resolve("in.pcap")));

        assertThat(port.rxQueue(0).burst(handles.address(), 8)).isEqualTo(8);

        assertThat(handles.frames(4)).containsExactlyElementsOf(frames);
        Mempool.free(handles.address(), 8);
    }

    @Test
    void frameLargerThanABuffer_comesAsAChain(@TempDir Path folder) throws IOException {
        byte[] jumbo = new byte[5000];
        Pcap.write(folder.resolve("in.pcap"), List.of(jumbo));
        port = open("net_pcap9,rx_pcap=%s".formatted(folder.resolve("in.pcap")));

        assertThat(port.rxQueue(0).burst(handles.address(), BURST)).isEqualTo(1);

        long head = handles.mbuf(0);
        assertThat(Mbuf.segments(head)).isEqualTo(3);
        assertThat(Mbuf.packetLength(head)).isEqualTo(5000);
        long second = Mbuf.next(head);
        long third = Mbuf.next(second);
        assertThat(Mbuf.next(third)).isZero();
        assertThat(Mbuf.dataLength(head) + Mbuf.dataLength(second) + Mbuf.dataLength(third))
                .isEqualTo(5000);
        assertThat(pool.inUse()).isEqualTo(3);
        Mempool.free(handles.address(), 1);
    }

    @Test
    void portStartedAgain_burstsThroughTheSameQueues() {
        port = open("net_null8");
        RxQueue queue = port.rxQueue(0);
        port.stop();
        port.configure(PortOptions.defaults(pool));
        port.start();

        assertThat(queue.burst(handles.address(), 5)).isEqualTo(5);

        Mempool.free(handles.address(), 5);
    }

    private EthPort open(String device) {
        EthPort opened = eal.attach(device);
        opened.configure(PortOptions.defaults(pool));
        opened.start();
        return opened;
    }
}
