package io.gatun.mgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.model.PacketFilter.All;
import io.gatun.mgmt.model.PacketFilter.And;
import io.gatun.mgmt.model.PacketFilter.Net;
import io.gatun.mgmt.model.PacketFilter.Not;
import io.gatun.mgmt.model.PacketFilter.Or;
import io.gatun.mgmt.model.PacketFilter.Port;
import io.gatun.mgmt.model.PacketFilter.Protocol;
import io.gatun.mgmt.model.PacketFilter.Side;
import io.gatun.mgmt.model.PacketFilter.Vlan;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketFilterTest {

    private static final PacketFilter UDP = new Protocol(17);
    private static final PacketFilter TCP = new Protocol(6);
    private static final PacketFilter ARP = new PacketFilter.Type(0x0806);

    private static PacketFilter host(Side side, String prefix) {
        return new Net(side, IpPrefix.parse(prefix));
    }

    @Test
    void noWords_areEveryFrame() {
        assertThat(PacketFilter.parse(" ")).isEqualTo(new All());
    }

    @Test
    void terms_areRead() {
        assertThat(PacketFilter.parse("host 10.0.0.2")).isEqualTo(host(Side.EITHER, "10.0.0.2/32"));
        assertThat(PacketFilter.parse("src net 10.0.0.0/8"))
                .isEqualTo(host(Side.SOURCE, "10.0.0.0/8"));
        assertThat(PacketFilter.parse("dst host 2001:db8::1"))
                .isEqualTo(host(Side.DESTINATION, "2001:db8::1/128"));
        assertThat(PacketFilter.parse("dst port 53")).isEqualTo(new Port(Side.DESTINATION, 53));
        assertThat(PacketFilter.parse("proto 89")).isEqualTo(new Protocol(89));
        assertThat(PacketFilter.parse("proto icmp6")).isEqualTo(new Protocol(58));
        assertThat(PacketFilter.parse("vlan")).isEqualTo(new Vlan(OptionalInt.empty()));
        assertThat(PacketFilter.parse("vlan 7")).isEqualTo(new Vlan(OptionalInt.of(7)));
    }

    @Test
    void protocolBeforeAPort_isBoth() {
        assertThat(PacketFilter.parse("udp port 53"))
                .isEqualTo(new And(UDP, new Port(Side.EITHER, 53)));
        assertThat(PacketFilter.parse("udp dst port 53 or arp"))
                .isEqualTo(new Or(new And(UDP, new Port(Side.DESTINATION, 53)), ARP));
    }

    @Test
    void orBindsLessThanAnd_andAndLessThanNot() {
        assertThat(PacketFilter.parse("not udp and tcp or arp"))
                .isEqualTo(new Or(new And(new Not(UDP), TCP), ARP));
        assertThat(PacketFilter.parse("!(udp || tcp) && arp"))
                .isEqualTo(new And(new Not(new Or(UDP, TCP)), ARP));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hots 10.0.0.2 | did you mean 'host'?",
                "host | the filter ends where host needs a word",
                "host 10.0.0 | 10.0.0",
                "port 65536 | port 65536 is not a number within 0..65535",
                "src udp | has no two ends; allowed are host, net, port",
                "udp tcp | joins nothing; allowed are and, or, )",
                "( udp | a ) is missing",
                "udp and | the filter ends where a term needs a word",
                "vlan 4096 | vlan 4096 is not a number within 0..4095",
                "proto 256 | proto 256 is not a number within 0..255"
            })
    void wrongWords_areRefusedWithASentence(String text, String sentence) {
        assertThatThrownBy(() -> PacketFilter.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void filterWithoutBounds_isRefused() {
        assertThatThrownBy(() -> PacketFilter.parse("( ".repeat(40) + "udp" + " )".repeat(40)))
                .hasMessageContaining("nested deeper than 16");
        assertThatThrownBy(() -> PacketFilter.parse("udp or ".repeat(100) + "udp"))
                .hasMessageContaining("longer than 128");
    }
}
