package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.model.Ipv6Prefix;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeededTableTest {

    private record Prefix(long high, long low, int length) {}

    @ParameterizedTest
    @CsvSource({"4, 901899", "6, 160147"})
    void everyLength_hasAsManyPrefixesAsTheRealTable(int family, int routes) {
        final RouteTable table = SeededTable.of(family, 7);

        final Map<Integer, Integer> lengths = new TreeMap<>();
        for (int i = 0; i < table.size(); i++) {
            lengths.merge(table.length(i), 1, Integer::sum);
        }
        assertThat(table.size()).isEqualTo(routes);
        assertThat(lengths).isEqualTo(TableShape.of(family).lengths());
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void prefixes_areDistinct_haveNoBitsAfterTheirLength_andLieInTheirBlocks(int family) {
        final RouteTable table = SeededTable.of(family, 7);
        final TableShape shape = TableShape.of(family);
        final Set<Prefix> all = new HashSet<>();
        final Map<Integer, Integer> blocks = new TreeMap<>();
        for (int i = 0; i < table.size(); i++) {
            all.add(new Prefix(table.high(i), table.low(i), table.length(i)));
            assertThat(table.high(i) & ~Ipv6Prefix.highMask(table.length(i))).isZero();
            assertThat(table.low(i) & ~Ipv6Prefix.lowMask(table.length(i))).isZero();
            blocks.merge((int) (table.high(i) >>> (64 - shape.blockBits())), 1, Integer::sum);
        }
        assertThat(all).hasSize(table.size());
        assertThat(blocks).isEqualTo(shape.blocks());
    }

    /** In the real table prefixes longer than 16 bits lie in 25,398 of 65,536 blocks. */
    @Test
    void prefixes_areClusteredAboutAsInTheRealTable() {
        final RouteTable table = SeededTable.of(4, 7);
        final Set<Long> first16 = new HashSet<>();
        for (int i = 0; i < table.size(); i++) {
            if (table.length(i) > 16) {
                first16.add(table.high(i) >>> 48);
            }
        }

        assertThat(first16.size()).isBetween(20_000, 36_000);
    }

    @Test
    void sameSeed_givesTheSameTable_anotherOneAnother() {
        final RouteTable one = SeededTable.of(6, 1);
        final RouteTable again = SeededTable.of(6, 1);
        final RouteTable other = SeededTable.of(6, 2);
        int differences = 0;
        for (int i = 0; i < one.size(); i++) {
            assertThat(again.high(i)).isEqualTo(one.high(i));
            differences += other.high(i) == one.high(i) ? 0 : 1;
        }
        assertThat(differences).isGreaterThan(one.size() / 2);
    }

    @Test
    void nextHops_areDealtOutFromZero() {
        final RouteTable table = SeededTable.of(6, 1).withNextHops(16, 3);
        assertThat(table.nextHops()).isEqualTo(16);
        assertThat(table.family()).isEqualTo(6);
    }
}
