package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @Test
    void virtualDevice_isSplitAtItsFirstComma() {
        Device device = Device.parse("net_pcap12,rx_pcap=a.pcap,infinite_rx=1");

        assertThat(device)
                .isEqualTo(new Device("vdev", "net_pcap12", "rx_pcap=a.pcap,infinite_rx=1"));
        assertThat(device.driver()).isEqualTo("net_pcap");
        assertThat(device.argument("rx_pcap")).isEqualTo("a.pcap");
        assertThat(device.argument("pcap")).isEmpty();
        assertThat(device).hasToString("net_pcap12,rx_pcap=a.pcap,infinite_rx=1");
    }

    @ParameterizedTest
    @CsvSource({
        "0000:3b:00.0, 0000:3b:00.0",
        "3b:00.1, 0000:3b:00.1",
        "0000:AF:00.0, 0000:af:00.0"
    })
    void pciAddress_isGivenItsDomainInLowerCase(String words, String name) {
        assertThat(Device.parse(words)).isEqualTo(new Device("pci", name, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "net_tap", "eth0", "0000:3b:00.8", "crypto_aesni_gcm0", ",a=b"})
    void otherWords_areRefused(String words) {
        assertThatThrownBy(() -> Device.parse(words))
                .isInstanceOf(DpdkException.class)
                .hasMessageStartingWith("device '%s' is neither".formatted(words));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "net_null0 | true | true",
                "net_ring0 | true | true",
                "net_tap0,iface=gw0 | false | false",
                "net_af_packet0,iface=veth0 | false | false",
                "net_af_xdp0,iface=veth0 | false | false",
                "net_memif0 | false | false",
                "net_pcap0,rx_pcap=a | false | true",
                "net_pcap0,rx_pcap=a,infinite_rx=1 | true | true",
                "net_pcap0,rx_pcap=a,infinite_rx=1,tx_pcap=b | true | false",
                "net_pcap0,iface=lo | false | false",
                "0000:3b:00.0 | true | true",
            })
    void onlyDevicesWithoutSystemCalls_mayHoldBackSafepoints(
            String device, boolean receive, boolean transmit) {
        assertThat(Device.parse(device).receivesWithoutSystemCalls()).isEqualTo(receive);
        assertThat(Device.parse(device).transmitsWithoutSystemCalls()).isEqualTo(transmit);
    }
}
