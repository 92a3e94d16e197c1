package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.Router;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.port.LinkState;
import io.gatun.dataplane.port.MemoryPort;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.port.PortCounts;
import io.gatun.dataplane.port.PortQueue;
import io.gatun.dataplane.replay.VirtualClock;
import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.PortStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted by port, under the names of Linux's interface statistics. */
class PortCounterTest {

    private static final String OTHER_HOST = "02:00:00:00:77:77";
    private static final int LLDP = 0x88CC;

    private final TestRouter router =
            TwoLans.router(
                    iface("east", "10.0.1.1/24"), iface("east.7", "10.0.7.1/24").with("vlan", 7));

    /** Counts of one port that are not of plain traffic. */
    private record Odd(
            long otherhost, long nohandler, long noBuffer, long missed, long rxErrors, long tx) {

        static final Odd NONE = new Odd(0, 0, 0, 0, 0, 0);

        static Odd of(PortStatus port) {
            return new Odd(
                    port.rxOtherhostDropped(),
                    port.rxNohandler(),
                    port.rxNoBuffer(),
                    port.rxMissed(),
                    port.rxErrors(),
                    port.txErrors() + port.txDropped());
        }
    }

    private PortStatus port(String name) {
        return port(router, name);
    }

    private static PortStatus port(TestRouter of, String name) {
        return of.sight().ports().stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Spec("MIB-25")
    void packetsAndBytes_areCountedWhereTheyComeInAndWhereTheyLeave() {
        router.receives("west", transit().payload(100));

        assertThat(port("west"))
                .extracting(PortStatus::rxPackets, PortStatus::rxBytes, PortStatus::txPackets)
                .containsExactly(1L, 134L, 0L);
        assertThat(port("east"))
                .extracting(PortStatus::txPackets, PortStatus::txBytes, PortStatus::rxPackets)
                .containsExactly(1L, 134L, 0L);
        assertThat(Odd.of(port("west"))).isEqualTo(Odd.NONE);
        assertThat(Odd.of(port("east"))).isEqualTo(Odd.NONE);
    }

    @Test
    @Spec({"MIB-25", "DEV-04"})
    void frameForAnotherHost_isCountedAtThePortItCameInBy() {
        router.receives("west", transit().toMac(OTHER_HOST));

        assertThat(Odd.of(port("west"))).isEqualTo(new Odd(1, 0, 0, 0, 0, 0));
        assertThat(Odd.of(port("east"))).isEqualTo(Odd.NONE);
        router.receives("west", transit());
        assertThat(port("west").rxOtherhostDropped()).isEqualTo(1);
    }

    @Test
    @Spec({"MIB-25", "DEV-05"})
    void frameNobodyTakes_isCountedAtThePortItCameInBy_taggedOrNot() {
        router.receives("east", transit().etherType(LLDP));
        assertThat(Odd.of(port("east"))).isEqualTo(new Odd(0, 1, 0, 0, 0, 0));
        router.receives("east", transit().vlan(7).etherType(LLDP));
        assertThat(Odd.of(port("east"))).isEqualTo(new Odd(0, 2, 0, 0, 0, 0));
        assertThat(Odd.of(port("west"))).isEqualTo(Odd.NONE);

        router.receives("east", ArpFrame.whoHas("10.0.1.1", "10.0.1.9", TwoLans.EAST_MAC));
        assertThat(port("east").rxNohandler()).isEqualTo(2);
    }

    @Test
    @Spec("MIB-25")
    void frameThatCannotLeave_isCountedAtThePortItWasToLeaveBy() {
        router.linkGoesDown("east").receives("west", transit());

        assertThat(Odd.of(port("east"))).isEqualTo(new Odd(0, 0, 0, 0, 0, 1));
        assertThat(port("east").txDropped()).isEqualTo(1);
        assertThat(port("east").txPackets()).isZero();
        assertThat(Odd.of(port("west"))).isEqualTo(Odd.NONE);
        router.linkComesUp("east").receives("west", transit());
        assertThat(port("east").txDropped()).isEqualTo(1);
        assertThat(port("east").txPackets()).isEqualTo(1);
    }

    /** One batch of which a part goes to a port that is down. */
    @Test
    @Spec("MIB-25")
    void batchForTwoPorts_countsAtTheOneThatIsDown() {
        router.linkGoesDown("east")
                .receives("west", transit(), TwoLans.toRouter().echo(1, 1), transit());

        assertThat(port("east").txDropped()).isEqualTo(2);
        assertThat(port("west").txDropped()).isZero();
        assertThat(port("west").txPackets()).isEqualTo(1);
    }

    @Test
    @Spec("MIB-25")
    void frameWithoutABuffer_isCountedAtItsPortAndNotAsReceived() {
        final TestRouter small = TestRouter.withBuffers(1, TwoLans.parts());
        final long before = port(small, "west").rxPackets();
        small.receives("west", transit(), transit());

        assertThat(port(small, "west").rxNoBuffer()).isEqualTo(1);
        assertThat(port(small, "west").rxPackets()).isEqualTo(before + 1);
        assertThat(Odd.of(port(small, "east"))).isEqualTo(Odd.NONE);
    }

    /** Errors are the device's to find. */
    @Test
    @Spec("MIB-25")
    void errorOfADevice_isCountedAtItsPort() {
        final RouterConfiguration lans = TestRouter.configuration(TwoLans.parts());
        final MemoryBuffers buffers = MemoryBuffers.of(64, 2_048);
        final List<Port> ports =
                List.of(new Faulty(lans, 0, buffers), new Faulty(lans, 1, buffers));
        final Router faulty =
                new Router(
                        lans,
                        ports,
                        new Router.Surroundings(
                                buffers::view, new VirtualClock(0), Hooks::none, 1, 1));
        ((Faulty) ports.get(1)).isDefective = true;

        assertThat(Odd.of(faulty.sight().ports().get(0))).isEqualTo(Odd.NONE);
        assertThat(Odd.of(faulty.sight().ports().get(1))).isEqualTo(new Odd(0, 0, 0, 1, 1, 1));
    }

    /** A port whose device has missed a frame, received one in error and failed to send one. */
    private static final class Faulty implements Port {

        private final MemoryPort port;
        private boolean isDefective;

        private Faulty(RouterConfiguration of, int index, MemoryBuffers buffers) {
            final var settings = of.ports().get(index);
            this.port =
                    new MemoryPort(
                            settings.name(),
                            settings.mac().bits(),
                            settings.mtu(),
                            buffers.view(),
                            _ -> {});
        }

        @Override
        public PortCounts counts() {
            return isDefective ? new PortCounts(0, 0, 0, 0, 1, 1, 0, 1) : port.counts();
        }

        @Override
        public String name() {
            return port.name();
        }

        @Override
        public String device() {
            return port.device();
        }

        @Override
        public String driver() {
            return port.driver();
        }

        @Override
        public long mac() {
            return port.mac();
        }

        @Override
        public int mtu() {
            return port.mtu();
        }

        @Override
        public int receiveQueues() {
            return port.receiveQueues();
        }

        @Override
        public PortQueue queue(int index) {
            return port.queue(index);
        }

        @Override
        public LinkState link() {
            return port.link();
        }

        @Override
        public void close() {
            port.close();
        }
    }
}
