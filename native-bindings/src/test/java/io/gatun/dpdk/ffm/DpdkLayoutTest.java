package io.gatun.dpdk.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DpdkLayoutTest {

    static List<String> releases() {
        return DpdkVersion.releases();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyRelease_hasTheSameNames(String release) {
        assertThat(DpdkLayout.of(release).entries())
                .extracting(DpdkLayout.Entry::name)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(
                        DpdkLayout.of("22.11").entries().stream()
                                .map(DpdkLayout.Entry::name)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void everyField_liesInsideItsStruct(String release) {
        DpdkLayout layout = DpdkLayout.of(release);

        assertThat(layout.entries())
                .filteredOn(entry -> entry.width() > 0)
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(field.value() + field.width())
                                .as(field.name())
                                .isLessThanOrEqualTo(layout.size(field.name().split("\\.", 2)[0])));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void neighborsInTheMbuf_lieAsTheWideLoadsExpect(String release) {
        DpdkLayout layout = DpdkLayout.of(release);
        int rearm = layout.offset("rte_mbuf.data_off");
        int lengths = layout.offset("rte_mbuf.pkt_len");

        assertThat(layout.offset("rte_mbuf.refcnt")).isEqualTo(rearm + 2);
        assertThat(layout.offset("rte_mbuf.nb_segs")).isEqualTo(rearm + 4);
        assertThat(layout.offset("rte_mbuf.port")).isEqualTo(rearm + 6);
        assertThat(layout.offset("rte_mbuf.data_len")).isEqualTo(lengths + 4);
        assertThat(layout.offset("rte_mbuf.vlan_tci")).isEqualTo(lengths + 6);
    }

    @Test
    void burstTable_movedWithRelease2311() {
        assertThat(DpdkLayout.of("22.11").offset("rte_eth_fp_ops.rx_pkt_burst")).isZero();
        assertThat(DpdkLayout.of("23.11").offset("rte_eth_fp_ops.rx_pkt_burst")).isEqualTo(16);
        assertThat(DpdkLayout.of("24.11").offset("rte_eth_fp_ops.txq.data")).isEqualTo(64);
    }

    @Test
    void nameThatIsNotWrittenDown_isRefused() {
        assertThatThrownBy(() -> DpdkLayout.of("22.11").offset("rte_mbuf.color"))
                .hasMessage("the layout of DPDK 22.11 has no rte_mbuf.color");
        assertThatThrownBy(() -> DpdkLayout.of("25.11")).hasMessage("no layout of DPDK 25.11");
    }
}
