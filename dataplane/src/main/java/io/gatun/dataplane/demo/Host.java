package io.gatun.dataplane.demo;

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
record Host(String name, String address, String routerAddress, String routerEnd, int mtu) {

    static final Host WEST = new Host("west", "10.0.0.2", "10.0.0.1", "gatun-west", 1500);
    static final Host EAST = new Host("east", "10.0.1.2", "10.0.1.1", "gatun-east", 1400);
    static final List<Host> ALL = List.of(WEST, EAST);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    String namespace() {
        return "gatun-demo-" + name;
    }

    /** An address of this host's network that nobody has. */
    String vacantAddress() {
        return address.substring(0, address.lastIndexOf('.')) + ".99";
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
