package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EalExtension.class)
class AttachTest {

    private final Eal eal;

    AttachTest(Eal eal) {
        this.eal = eal;
    }

    @Test
    void unknownDriver_isNamedWithCallErrnoAndLog() {
        assertThatThrownBy(() -> eal.attach("net_nosuch0,speed=9"))
                .isInstanceOf(DpdkException.class)
                .hasMessageStartingWith(
                        "rte_eal_hotplug_add of device net_nosuch0,speed=9 failed: Bad address (errno 14)")
                .hasMessageContaining("EAL: failed to parse device \"vdev:net_nosuch0\"")
                .hasMessageEndingWith(
                        "no driver is called net_nosuch, or its arguments are not in the form key=value,...");
    }

    @Test
    void interfaceThatIsNotThere_isNamedWithTheCure() {
        assertThatThrownBy(() -> eal.attach("net_af_packet3,iface=nosuch9"))
                .hasMessageContaining("device net_af_packet3,iface=nosuch9 failed")
                .hasMessageEndingWith(
                        "interface nosuch9 does not exist: ip link shows those that do");
    }

    @Test
    void captureFileThatIsNotThere_isNamedInDpdksOwnWords() {
        assertThatThrownBy(() -> eal.attach("net_pcap3,rx_pcap=/nonexistent.pcap"))
                .hasMessageContaining("/nonexistent.pcap: No such file or directory");
    }

    @Test
    void wordsThatAreNoDevice_areRefusedWithBothForms() {
        assertThatThrownBy(() -> eal.attach("eth0"))
                .hasMessage(
                        "device 'eth0' is neither a PCI address such as 0000:3b:00.0 nor a virtual device with a number such as net_tap0,iface=gw0");
    }

    @Test
    void pciAddressWithNothingThere_isRefused() {
        assertThatThrownBy(() -> eal.attach("00ff:3b:00.0"))
                .hasMessage("port 00ff:3b:00.0 is not on the PCI bus; lspci lists what is");
    }

    @Test
    void deviceAttachedTwice_isRefused() {
        EthPort port = eal.attach("net_null30");

        assertThatThrownBy(() -> eal.attach("net_null30,size=90"))
                .hasMessage(
                        "device net_null30,size=90 is attached already; give each port a device of its own");

        eal.detach(port);
    }

    @Test
    void detachedDevice_canBeAttachedAgain() {
        eal.detach(eal.attach("net_null31"));

        EthPort port = eal.attach("net_null31,size=90");

        assertThat(port.name()).isEqualTo("net_null31");
        eal.detach(port);
    }
}
