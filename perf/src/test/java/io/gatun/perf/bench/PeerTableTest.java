package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dpdk.LookupTable.Kind;
import org.junit.jupiter.api.Test;

class PeerTableTest {

    @Test
    void names_meanTheLibraryOfTheFamily() {
        assertThat(PeerTable.kind("rte_fib", 4)).contains(Kind.RTE_FIB);
        assertThat(PeerTable.kind("rte_lpm", 4)).contains(Kind.RTE_LPM);
        assertThat(PeerTable.kind("rte_fib", 6)).contains(Kind.RTE_FIB6);
        assertThat(PeerTable.kind("rte_lpm6", 6)).contains(Kind.RTE_LPM6);
        assertThat(PeerTable.kind("rte_lpm6", 4)).isEmpty();
        assertThat(PeerTable.kind("poptrie", 4)).isEmpty();
    }

    @Test
    void groups_areTheBlocksBehind24Bits_sharedOnes_once() {
        final RouteTable.Builder table = new RouteTable.Builder(6);
        table.add(0x2001_0db8_0000_0000L, 0, 24); // none
        table.add(0x2001_0db8_0000_0000L, 0, 32); // one
        table.add(0x2001_0db8_0001_0000L, 0, 48); // two more
        table.add(0x2001_0db8_0002_0000L, 0, 48); // the same
        table.add(0x2001_0db8_0100_0000L, 0, 41); // one more: 32 are shared

        assertThat(table.build().groups()).isEqualTo(4);
        assertThat(table.build().groupsUnshared()).isEqualTo(1 + 3 + 3 + 3);
    }
}
