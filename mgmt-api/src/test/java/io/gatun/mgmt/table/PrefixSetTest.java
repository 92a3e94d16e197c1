package io.gatun.mgmt.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.model.IpPrefix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prefixes in order, out of it, and once more. */
class PrefixSetTest {

    private static final int IPV4 = 32;
    private static final int IPV6 = 128;

    private record Given(int width, long high, long low, int length) implements Comparable<Given> {

        private TableRoute route() {
            final TableRoute route = new TableRoute();
            route.set(width, high, low, length);
            route.clearHostBits();
            return route;
        }

        @Override
        public int compareTo(Given other) {
            final int byHigh = Long.compareUnsigned(high, other.high);
            final int byLow = byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
            return byLow != 0 ? byLow : Integer.compare(length, other.length);
        }
    }

    private static List<Given> random(Random random, int count) {
        final List<Given> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(
                    random.nextBoolean()
                            ? new Given(
                                    IPV4,
                                    (long) random.nextInt(64) << 58,
                                    0,
                                    random.nextInt(IPV4 + 1))
                            : new Given(
                                    IPV6,
                                    (long) random.nextInt(64) << 58,
                                    (long) random.nextInt(4) << 62,
                                    random.nextInt(IPV6 + 1)));
        }
        return all;
    }

    private static void tellsNewFromOld(List<Given> all, String what) {
        final PrefixSet set = new PrefixSet();
        final Set<IpPrefix> seen = new HashSet<>();
        for (Given each : all) {
            final TableRoute route = each.route();
            assertThat(set.add(route))
                    .as("%s of %s", route.prefix(), what)
                    .isEqualTo(seen.add(route.prefix()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 2_000})
    void anyOrder_isTakenInAsAHashSetDoes(int swaps) {
        for (int seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final List<Given> all = random(random, 2_000);
            Collections.sort(all);
            for (int i = 0; i < swaps; i++) {
                Collections.swap(all, random.nextInt(all.size()), random.nextInt(all.size()));
            }
            tellsNewFromOld(all, "seed " + seed);
        }
    }

    @Test
    void defaultRoutes_areNewOnce() {
        final Given ipv4 = new Given(IPV4, 0, 0, 0);
        final Given ipv6 = new Given(IPV6, 0, 0, 0);

        tellsNewFromOld(List.of(ipv4, ipv6, ipv4, ipv6), "default routes");
    }
}
