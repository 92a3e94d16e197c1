package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ipv6Prefix;
import io.gatun.mgmt.model.MacAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network every contestant is set up for: 16 routes out of the block for benchmarks (RFC 2544
 * appendix C.2.2, 198.18.0.0/15), all through neighbors with one MAC behind the out port.
 */
final class BenchNetwork {

    static final MacAddress IN_MAC = MacAddress.parse("02:00:00:00:00:01");
    static final MacAddress OUT_MAC = MacAddress.parse("02:00:00:00:00:02");
    static final MacAddress SENDER_MAC = MacAddress.parse("02:00:00:00:00:fe");
    static final MacAddress NEXT_HOP_MAC = MacAddress.parse("02:00:00:00:01:fe");

    static final Ipv4Prefix SENDERS = new Ipv4Prefix(Ipv4Address.parse("10.0.0.0").bits(), 24);
    static final Ipv4Address IN_ADDRESS = Ipv4Address.parse("10.0.0.1");
    static final Ipv4Address OUT_ADDRESS = Ipv4Address.parse("10.0.1.1");
    static final Ipv4Address NEXT_HOP = Ipv4Address.parse("10.0.1.254");

    private static final int ROUTE_COUNT = 16;
    private static final int FIRST_NETWORK = Ipv4Address.parse("198.18.0.0").bits();

    static final List<Ipv4Prefix> ROUTES =
            IntStream.range(0, ROUTE_COUNT)
                    .mapToObj(i -> new Ipv4Prefix(FIRST_NETWORK + (i << 8), 24))
                    .toList();

    static final Ipv6Prefix SENDERS6 = Ipv6Prefix.parse("2001:db8:a::/64");
    static final Ipv6Address IN_ADDRESS6 = Ipv6Address.parse("2001:db8:a::1");
    static final Ipv6Address OUT_ADDRESS6 = Ipv6Address.parse("2001:db8:b::1");

    /** Out of the block for benchmarks, 2001:2::/48 (RFC 5180 §8). */
    private static final long FIRST_NETWORK6 = 0x2001_0002_0000_0000L;

    static final List<Ipv6Prefix> ROUTES6 =
            IntStream.range(0, ROUTE_COUNT)
                    .mapToObj(i -> new Ipv6Prefix(FIRST_NETWORK6 + i, 0, 64))
                    .toList();

    /**
     * The next hops, all with one MAC: a table that leads to one of them only would come out
     * smaller than real ones.
     */
    static List<String> nextHops(int family) {
        return IntStream.range(0, ROUTE_COUNT)
                .mapToObj(i ->
                        family == 4
                                ? new Ipv4Address(NEXT_HOP.bits() - i).toString()
                                : "2001:db8:b::fe" + Integer.toHexString(i))
                .toList();
    }

    private BenchNetwork() {}
}
