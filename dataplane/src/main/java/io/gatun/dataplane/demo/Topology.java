package io.gatun.dataplane.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
            links(host).filter(Topology::exists).forEach(link -> names.add("link " + link));
        }
        return names;
    }

    static void create(DeviceKind kind) {
        for (Host host : Host.ALL) {
            Programs.require("ip netns add " + host.namespace());
            if (kind.makesLink()) {
                link(host, veth(host));
                bridge(host);
            } else {
                link(host, host.routerEnd());
            }
            configure(host);
        }
    }

    /**
     * Joins the links that the router's devices made to the hosts'. They stay in the router's own
     * namespace: DPDK asks there whether they are up.
     */
    static void bridgeRouterEnds() {
        for (Host host : Host.ALL) {
            final String end = host.routerEnd();
            // the port has the link's MAC address: the bridge would keep its frames to itself
            final int number = 1 + Host.ALL.indexOf(host);
            Programs.require("ip link set %s address 02:00:00:00:01:0%d".formatted(end, number));
            keepKernelOut(end);
            Programs.require("ip link set %s master %s".formatted(end, bridgeName(host)));
        }
    }

    static void remove() {
        for (Host host : Host.ALL) {
            links(host)
                    .filter(Topology::exists)
                    .forEach(link -> Programs.require("ip link delete " + link));
            if (Files.exists(NAMESPACES.resolve(host.namespace()))) {
                Programs.require("ip netns delete " + host.namespace());
            }
        }
    }

    private static Stream<String> links(Host host) {
        return Stream.of(host.routerEnd(), veth(host), bridgeName(host));
    }

    private static boolean exists(String link) {
        return Files.exists(INTERFACES.resolve(link));
    }

    private static String veth(Host host) {
        return host.routerEnd() + "-v";
    }

    private static String bridgeName(Host host) {
        return host.routerEnd() + "-br";
    }

    private static void link(Host host, String end) {
        Programs.require(
                "ip link add %1$s mtu %2$d type veth peer name eth0 mtu %2$d netns %3$s"
                        .formatted(end, host.mtu(), host.namespace()));
        Programs.require("ethtool -K %s tx off".formatted(end));
        keepKernelOut(end);
        Programs.require("ip link set %s up".formatted(end));
    }

    private static void bridge(Host host) {
        final String bridge = bridgeName(host);
        Programs.require("ip link add %s type bridge".formatted(bridge));
        Programs.require("ip link set %s master %s".formatted(veth(host), bridge));
        keepKernelOut(bridge);
        Programs.require("ip link set %s up".formatted(bridge));
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
        inHost(host, "address add %s/24 dev eth0".formatted(host.ipv4().address()));
        // at once: nobody else has it, and a second of waiting is a lost first ping
        inHost(host, "address add %s/64 dev eth0 nodad".formatted(host.ipv6().address()));
        inHost(host, "link set lo up");
        inHost(host, "link set eth0 up");
        inHost(host, "route add default via " + host.ipv4().router());
        inHost(host, "-6 route add default via " + host.ipv6().router());
    }

    private static void inHost(Host host, String ipCommand) {
        Programs.require("ip -n %s %s".formatted(host.namespace(), ipCommand));
    }
}
