package io.gatun.perf.bench;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ipv6Prefix;
import java.util.List;
import java.util.SplittableRandom;

/** Where the frames of a run go, and over how many routes. */
sealed interface Destinations {

    int family();

    int routes();

    IpAddress of(int flow, SplittableRandom random);

    static Destinations few(int family) {
        return family == 4 ? new Few4() : new Few6();
    }

    /** Neighbors in the file always to different ones of 16 routes. */
    record Few4() implements Destinations {

        private static final int FIRST_HOST = 2;
        private static final int HOSTS = 253;

        @Override
        public int family() {
            return 4;
        }

        @Override
        public int routes() {
            return BenchNetwork.ROUTES.size();
        }

        @Override
        public IpAddress of(int flow, SplittableRandom random) {
            final Ipv4Prefix route = BenchNetwork.ROUTES.get(flow % BenchNetwork.ROUTES.size());
            return new Ipv4Address(route.bits() + FIRST_HOST + random.nextInt(HOSTS));
        }
    }

    /** The same for IPv6. */
    record Few6() implements Destinations {

        @Override
        public int family() {
            return 6;
        }

        @Override
        public int routes() {
            return BenchNetwork.ROUTES6.size();
        }

        @Override
        public IpAddress of(int flow, SplittableRandom random) {
            final Ipv6Prefix route = BenchNetwork.ROUTES6.get(flow % BenchNetwork.ROUTES6.size());
            return new Ipv6Address(route.high(), random.nextLong());
        }
    }

    /** Anywhere behind a random prefix of a whole table, but for what no router forwards. */
    record Full(RouteTable table) implements Destinations {

        /** Addresses that belong to no wire or to the bench itself (RFC 6890). */
        private static final List<Ipv4Prefix> NOT_FORWARDED4 =
                List.of(
                        Ipv4Prefix.parse("0.0.0.0/8"),
                        Ipv4Prefix.parse("10.0.0.0/8"),
                        Ipv4Prefix.parse("127.0.0.0/8"),
                        Ipv4Prefix.parse("169.254.0.0/16"),
                        Ipv4Prefix.parse("224.0.0.0/3"));

        private static final List<Ipv6Prefix> NOT_FORWARDED6 =
                List.of(
                        Ipv6Prefix.parse("::/8"),
                        Ipv6Prefix.parse("2001:db8::/32"),
                        Ipv6Prefix.parse("fe80::/10"),
                        Ipv6Prefix.parse("ff00::/8"));

        private static final int ATTEMPTS = 1000;

        @Override
        public int family() {
            return table.family();
        }

        @Override
        public int routes() {
            return table.size();
        }

        @Override
        public IpAddress of(int flow, SplittableRandom random) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                final int prefix = random.nextInt(table.size());
                final int length = table.length(prefix);
                final long high =
                        table.high(prefix) | (random.nextLong() & ~Ipv6Prefix.highMask(length));
                final long low =
                        table.low(prefix) | (random.nextLong() & ~Ipv6Prefix.lowMask(length));
                if (table.family() == 6) {
                    final Ipv6Address address = new Ipv6Address(high, low);
                    if (NOT_FORWARDED6.stream().noneMatch(range -> range.contains(address))) {
                        return address;
                    }
                } else {
                    final Ipv4Address address = new Ipv4Address((int) (high >>> Integer.SIZE));
                    if (NOT_FORWARDED4.stream().noneMatch(range -> range.contains(address))) {
                        return address;
                    }
                }
            }
            throw new IllegalArgumentException(
                    "table holds hardly an address that a router forwards");
        }
    }
}
