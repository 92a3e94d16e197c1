package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EalExtension.class)
class PortTest {

    private static int pools;

    private final Eal eal;
    private Mempool pool;
    private EthPort port;

    PortTest(Eal eal) {
        this.eal = eal;
    }

    @BeforeEach
    void attachANullDevice() {
        pool = eal.createPool("port" + pools++, 1023, 0, 2176);
        port = eal.attach("net_null20");
    }

    @AfterEach
    void detach() {
        eal.detach(port);
        eal.destroy(pool);
    }

    @Test
    void device_saysItsDriverAndLimits() {
        assertThat(port.name()).isEqualTo("net_null20");
        assertThat(port.info().driver()).isEqualTo("net_null");
        assertThat(port.info().maxRxQueues()).isGreaterThanOrEqualTo(2);
        assertThat(port.info().minMtu()).isLessThan(port.info().maxMtu());
    }

    @Test
    void macAddress_isReadBackAsSet() {
        port.configure(PortOptions.defaults(pool).withMac(0x0200_5e10_0001L));
        assertThat(port.mac()).isEqualTo(0x0200_5e10_0001L);

        port.setMac(0x0200_0000_00feL);

        assertThat(port.mac()).isEqualTo(0x0200_0000_00feL);
    }

    @Test
    void mtu_isReadBackAsSet() {
        port.configure(PortOptions.defaults(pool).withMtu(1400));
        assertThat(port.mtu()).isEqualTo(1400);

        port.setMtu(1280);

        assertThat(port.mtu()).isEqualTo(1280);
    }

    @Test
    void mtuBelowTheDevicesLeast_isRefusedWithTheBoundAndItsSource() {
        assertThatThrownBy(() -> port.setMtu(20))
                .isInstanceOf(DpdkException.class)
                .hasMessage(
                        "mtu 20 of port net_null20 is not between %d and %d, what driver net_null takes (rte_eth_dev_info)",
                        port.info().minMtu(), port.info().maxMtu());
    }

    @Test
    void settingThatTheDeviceLacks_isNotedAndNothingFails() {
        port.configure(PortOptions.defaults(pool).withPromiscuous(false));

        assertThat(port.promiscuous()).isTrue();
        assertThat(port.notes())
                .containsExactly("port net_null20 (net_null) has no promiscuous mode to set");
    }

    @Test
    void severalQueues_areSetUpAndEachBursts() {
        port.configure(PortOptions.defaults(pool).withQueues(2, 3));
        port.start();
        var handles = new Handles(4);

        for (int queue = 0; queue < 2; queue++) {
            assertThat(port.rxQueue(queue).burst(handles.address(), 4)).isEqualTo(4);
            assertThat(port.txQueue(queue + 1).burst(handles.address(), 4)).isEqualTo(4);
        }

        assertThat(port.xstats()).containsEntry("rx_q1_packets", 4L);
    }

    @Test
    void queueNotConfigured_isRefusedWithTheCount() {
        port.configure(PortOptions.defaults(pool));

        assertThatThrownBy(() -> port.rxQueue(1))
                .hasMessage(
                        "receive queue 1 of port net_null20 does not exist; it is configured with 1");
    }

    @Test
    void moreQueuesThanTheDeviceHas_areRefusedWithTheBound() {
        assertThatThrownBy(() -> port.configure(PortOptions.defaults(pool).withQueues(2000, 1)))
                .hasMessage(
                        "2000 receive queues of port net_null20 are not between 1 and %d, what driver net_null has (rte_eth_dev_info)",
                        port.info().maxRxQueues());
    }

    @Test
    void startBeforeConfigure_isRefused() {
        assertThatThrownBy(port::start).hasMessage("port net_null20 is not configured");
    }

    @Test
    void linkThatStays_isToldOnceAfterTheStart() {
        port.configure(PortOptions.defaults(pool));
        port.start();

        assertThat(port.pollLinkChange()).contains(port.link());
        assertThat(port.pollLinkChange()).isEmpty();
    }

    @Test
    void deviceWithoutChecksumCheck_saysThatItDoesNotCheck() {
        port.configure(PortOptions.defaults(pool));

        assertThat(port.checksRxChecksums()).isFalse();
    }
}
