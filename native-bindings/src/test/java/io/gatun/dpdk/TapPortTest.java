package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A TAP device of this host: the kernel's end is changed with ip(8), ours is watched. */
@ExtendWith(EalExtension.class)
class TapPortTest {

    private static final int BURST = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static int pools;

    private final Eal eal;
    private final String iface = "gt" + ProcessHandle.current().pid();
    private Mempool pool;
    private EthPort port;

    TapPortTest(Eal eal) {
        this.eal = eal;
    }

    @BeforeEach
    void openATap() {
        Host.needsRootAndTun();
        pool = eal.createPool("tap" + pools++, 4095, 0, 2176);
        port = eal.attach("net_tap7,iface=" + iface);
    }

    @AfterEach
    void closeItAndCountTheBuffers() {
        if (port != null) {
            eal.detach(port);
            assertThat(pool.inUse()).isZero();
            eal.destroy(pool);
        }
    }

    @Test
    void linkTakenDownInTheKernel_isSeenAsAChangeOnce() {
        start(PortOptions.defaults(pool));
        assertThat(port.pollLinkChange()).map(Link::up).contains(true);

        Host.run("ip", "link", "set", iface, "down");
        assertThat(port.pollLinkChange()).map(Link::up).contains(false);
        assertThat(port.pollLinkChange()).isEmpty();

        Host.run("ip", "link", "set", iface, "up");
        assertThat(port.pollLinkChange()).map(Link::up).contains(true);
    }

    @Test
    void linkTakenDownByUs_isDownInTheKernel() {
        start(PortOptions.defaults(pool));

        port.setLink(false);

        assertThat(port.link().up()).isFalse();
        assertThat(Host.run("ip", "link", "show", iface)).doesNotContain(",UP");
    }

    @Test
    void macMtuAndPromiscuity_reachTheKernel() {
        start(PortOptions.defaults(pool).withMac(0x0200_5e00_0042L).withMtu(1400));

        assertThat(Host.run("ip", "-d", "link", "show", iface))
                .contains("mtu 1400", "02:00:5e:00:00:42", "promiscuity 1");
        port.setPromiscuous(false);
        assertThat(port.promiscuous()).isFalse();
        assertThat(Host.run("ip", "-d", "link", "show", iface)).contains("promiscuity 0");
    }

    @Test
    void portThatIsNotPromiscuous_hearsAllGroups() {
        start(PortOptions.defaults(pool).withPromiscuous(false));

        assertThat(port.promiscuous()).isFalse();
        assertThat(port.hearsAllGroups()).isTrue();
        assertThat(Host.run("ip", "link", "show", iface)).contains("ALLMULTI");
    }

    @Test
    void mtuAboveTheLongestFrame_isRefusedBeforeAnythingChanges() {
        assertThatThrownBy(() -> port.configure(PortOptions.defaults(pool).withMtu(1600)))
                .hasMessage(
                        "mtu 1600 of port net_tap7 is not between %d and %d, what driver net_tap takes (rte_eth_dev_info)",
                        port.info().minMtu(), port.info().maxMtu());
    }

    @Test
    void packetSentByTheKernel_arrivesWithItsChecksumVerdict() throws IOException {
        start(PortOptions.defaults(pool).withQueues(2, 2));
        Host.run("ip", "address", "add", "198.51.100.1/30", "dev", iface);
        Host.run(
                "ip",
                "neighbor",
                "replace",
                "198.51.100.2",
                "lladdr",
                "02:00:00:00:00:02",
                "dev",
                iface);
        byte[] words = "from the kernel".getBytes(StandardCharsets.US_ASCII);

        try (var socket = new DatagramSocket(new InetSocketAddress("198.51.100.1", 0))) {
            var to = InetAddress.getByName("198.51.100.2");
            socket.send(new DatagramPacket(words, words.length, to, 9));
        }

        assertThat(verdictOnFrameEndingWith(words)).isEqualTo(Mbuf.RX_IP_CHECKSUM_GOOD);
        assertThat(port.checksRxChecksums()).isTrue();
    }

    @Test
    void frameSentByUs_isCountedByTheKernel() {
        start(PortOptions.defaults(pool));
        var handles = new Handles(1);
        handles.fill(pool, Frames.random(5, 1));

        assertThat(port.txQueue(0).burst(handles.address(), 1)).isEqualTo(1);

        assertThat(Host.run("cat", "/sys/class/net/%s/statistics/rx_packets".formatted(iface)))
                .isEqualToIgnoringNewLines("1");
    }

    private void start(PortOptions options) {
        port.configure(options);
        port.start();
    }

    /** Polls both queues, past whatever the kernel says unasked. */
    private long verdictOnFrameEndingWith(byte[] end) {
        var handles = new Handles(BURST);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int queue = 0; System.nanoTime() < deadline; queue ^= 1) {
            int received = port.rxQueue(queue).burst(handles.address(), BURST);
            long verdict = -1;
            for (int i = 0; i < received; i++) {
                if (endsWith(handles.frames(received).get(i), end)) {
                    verdict = Mbuf.olFlags(handles.mbuf(i)) & Mbuf.RX_IP_CHECKSUM_MASK;
                }
            }
            Mempool.free(handles.address(), received);
            if (verdict >= 0) {
                return verdict;
            }
        }
        throw new AssertionError("the frame did not come within " + PATIENCE);
    }

    private static boolean endsWith(byte[] frame, byte[] end) {
        int from = frame.length - end.length;
        return from >= 0 && Arrays.equals(frame, from, frame.length, end, 0, end.length);
    }
}
