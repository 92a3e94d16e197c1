package io.gatun.dataplane.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The hosts and their links to the router, made with ip(8). */
final class Topology {

    private static final Path INTERFACES = Path.of("/sys/class/net");
    private static final Path NAMESPACES = Path.of("/run/netns");

    private Topology() {}

    /** The namespaces and links that exist under the demo's names. */
    static List<String> existing() {
        final var names = new ArrayList<String>();
        for (Host host : Host.ALL) {
            if (Files.exists(NAMESPACES.resolve(host.namespace()))) {
                names.add("namespace " + host.namespace());
            }
            if (Files.exists(INTERFACES.resolve(host.routerEnd()))) {
                names.add("link " + host.routerEnd());
            }
        }
        return names;
    }

    static void create(DeviceKind kind) {
        for (Host host : Host.ALL) {
            Programs.require("ip netns add " + host.namespace());
            if (!kind.makesLink()) {
                link(host);
                configure(host);
            }
        }
    }

    /** Gives the hosts the links that the router's devices made. */
    static void adoptLinks() {
        for (Host host : Host.ALL) {
            final String end = host.routerEnd();
            Programs.require("ip link set %s netns %s".formatted(end, host.namespace()));
            inHost(host, "link set %s down".formatted(end));
            // the link has the port's MAC address, and the host needs another
            final int number = 1 + Host.ALL.indexOf(host);
            inHost(host, "link set %s name eth0 address 02:00:00:00:01:0%d".formatted(end, number));
            configure(host);
        }
    }

    static void remove() {
        for (Host host : Host.ALL) {
            if (Files.exists(INTERFACES.resolve(host.routerEnd()))) {
                Programs.require("ip link delete " + host.routerEnd());
            }
            if (Files.exists(NAMESPACES.resolve(host.namespace()))) {
                Programs.require("ip netns delete " + host.namespace());
            }
        }
    }

    private static void link(Host host) {
        final String end = host.routerEnd();
        Programs.require(
                "ip link add %1$s mtu %2$d type veth peer name eth0 mtu %2$d netns %3$s"
                        .formatted(end, host.mtu(), host.namespace()));
        Programs.require("ethtool -K %s tx off".formatted(end));
        keepKernelOut(end);
        Programs.require("ip link set %s up".formatted(end));
    }

    /** A kernel that forwards would route the packets meant for the router as well. */
    private static void keepKernelOut(String end) {
        set("ipv4/conf/%s/forwarding".formatted(end), "0");
        set("ipv6/conf/%s/disable_ipv6".formatted(end), "1");
    }

    private static void set(String setting, String value) {
        final Path file = Path.of("/proc/sys/net").resolve(setting);
        try {
            if (Files.exists(file)) { // a kernel without IPv6 has none of its settings
                Files.writeString(file, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void configure(Host host) {
        inHost(host, "link set eth0 mtu " + host.mtu());
        // no NIC finishes these checksums: the router would see them half done
        Programs.require("ip netns exec %s ethtool -K eth0 tx off".formatted(host.namespace()));
        inHost(host, "address add %s/24 dev eth0".formatted(host.address()));
        inHost(host, "link set lo up");
        inHost(host, "link set eth0 up");
        inHost(host, "route add default via " + host.routerAddress());
    }

    private static void inHost(Host host, String ipCommand) {
        Programs.require("ip -n %s %s".formatted(host.namespace(), ipCommand));
    }
}
