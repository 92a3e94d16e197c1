package io.gatun.mgmt.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.model.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NextHopsTest {

    private static NextHops nextHops(String... given) {
        return new NextHops(Stream.of(given).map(IpAddress::parse).toList());
    }

    private static TableRoute ipv4(int bits) {
        final TableRoute route = new TableRoute();
        route.set(32, (long) bits << 32, 0, 24);
        return route;
    }

    private static TableRoute ipv6(long high) {
        final TableRoute route = new TableRoute();
        route.set(128, high, 0, 48);
        return route;
    }

    private static Optional<String> text(Optional<IpAddress> hop) {
        return hop.map(IpAddress::toString);
    }

    @Test
    void nextHopOfTheFamily_takesThePlaceOfTheFileS() {
        final NextHops hops = nextHops("10.0.1.2");
        final TableRoute route = ipv4(0x0A00_0000);
        route.setHop(32, 0x0A00_0109L << 32, 0);
        final TableRoute other = ipv6(0x2001L << 48);

        assertThat(text(hops.of(route))).contains("10.0.1.2");
        assertThat(hops.of(other)).isEmpty();
        other.setHop(128, 0x2001L << 48, 1);
        assertThat(text(hops.of(other))).contains("2001::1");
    }

    @Test
    void several_shareThePrefixesEvenlyAndAlwaysAlike() {
        final List<String> given =
                List.of("10.0.1.2", "2001:db8::1", "10.0.1.3", "10.0.1.4", "2001:db8::2");
        final NextHops hops = nextHops(given.toArray(String[]::new));
        final NextHops again = nextHops(given.toArray(String[]::new));
        final Map<String, Integer> shares = new TreeMap<>();
        for (int i = 0; i < 30_000; i++) {
            for (final TableRoute route : List.of(ipv4(i << 8), ipv6((long) i << 16))) {
                final String hop = hops.of(route).orElseThrow().toString();
                shares.merge(hop, 1, Integer::sum);
                assertThat(text(again.of(route))).contains(hop);
            }
        }

        assertThat(shares.keySet()).containsExactlyInAnyOrderElementsOf(given);
        shares.forEach((hop, share) ->
                assertThat(share)
                        .as(hop)
                        .isBetween(
                                hop.contains(":") ? 14_500 : 9_500,
                                hop.contains(":") ? 15_500 : 10_500));
    }
}
