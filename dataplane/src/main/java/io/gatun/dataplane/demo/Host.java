package io.gatun.dataplane.demo;

import io.gatun.dataplane.table.Family;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A host: a network namespace with one interface, {@code eth0}, and the router as its default
 * route.
 *
 * @param routerEnd name of the link's other end, where the router is
 * @param mtu of the link, in bytes of IP packet
 */
record Host(String name, Subnet ipv4, Subnet ipv6, String routerEnd, int mtu) {

    /**
     * The link's subnet in one family.
     *
     * @param address the host's
     * @param router the router's
     * @param vacant that nobody has
     */
    record Subnet(String address, String router, String vacant, int length) {

        private static Subnet of(String prefix, int length) {
            return new Subnet(prefix + 2, prefix + 1, prefix + 99, length);
        }
    }

    static final Host WEST =
            new Host(
                    "west",
                    Subnet.of("10.0.0.", 24),
                    Subnet.of("2001:db8:a::", 64),
                    "gatun-west",
                    1500);
    static final Host EAST =
            new Host(
                    "east",
                    Subnet.of("10.0.1.", 24),
                    Subnet.of("2001:db8:b::", 64),
                    "gatun-east",
                    1400);
    static final List<Host> ALL = List.of(WEST, EAST);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    String namespace() {
        return "gatun-demo-" + name;
    }

    Subnet subnet(Family family) {
        return switch (family) {
            case IPV4 -> ipv4;
            case IPV6 -> ipv6;
        };
    }

    Outcome run(String commandLine) {
        return Programs.run(PATIENCE, inside(Programs.words(commandLine)));
    }

    /** The command line that runs a program in this host. */
    List<String> inside(List<String> words) {
        final var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace()));
        all.addAll(words);
        return all;
    }
}
