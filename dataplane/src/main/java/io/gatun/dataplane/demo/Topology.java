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
            Programs.require("ip", "netns", "add", host.namespace());
            if (!kind.makesLink()) {
                link(host);
                configure(host);
            }
        }
    }

    /** Gives the hosts the links that the router's devices made. */
    static void adoptLinks() {
        for (Host host : Host.ALL) {
            Programs.require("ip", "link", "set", host.routerEnd(), "netns", host.namespace());
            Programs.require("ip", "-n", host.namespace(), "link", "set", host.routerEnd(), "down");
            // the device has the port's MAC address, and the host needs another
            Programs.require(
                    "ip",
                    "-n",
                    host.namespace(),
                    "link",
                    "set",
                    host.routerEnd(),
                    "name",
                    "eth0",
                    "address",
                    "02:00:00:00:01:0" + (1 + Host.ALL.indexOf(host)));
            configure(host);
        }
    }

    static void remove() {
        for (Host host : Host.ALL) {
            if (Files.exists(INTERFACES.resolve(host.routerEnd()))) {
                Programs.require("ip", "link", "delete", host.routerEnd());
            }
            if (Files.exists(NAMESPACES.resolve(host.namespace()))) {
                Programs.require("ip", "netns", "delete", host.namespace());
            }
        }
    }

    private static void link(Host host) {
        final String mtu = Integer.toString(host.mtu());
        Programs.require(
                "ip",
                "link",
                "add",
                host.routerEnd(),
                "mtu",
                mtu,
                "addrgenmode",
                "none",
                "type",
                "veth",
                "peer",
                "name",
                "eth0",
                "mtu",
                mtu,
                "netns",
                host.namespace());
        Programs.require("ethtool", "-K", host.routerEnd(), "tx", "off");
        keepKernelOut(host);
        Programs.require("ip", "link", "set", host.routerEnd(), "up");
    }

    /** A host that forwards would route the packets meant for the router as well. */
    private static void keepKernelOut(Host host) {
        final Path forwarding =
                Path.of("/proc/sys/net/ipv4/conf").resolve(host.routerEnd()).resolve("forwarding");
        try {
            Files.writeString(forwarding, "0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void configure(Host host) {
        final String namespace = host.namespace();
        Programs.require(
                "ip",
                "-n",
                namespace,
                "link",
                "set",
                "eth0",
                "mtu",
                Integer.toString(host.mtu()),
                "addrgenmode",
                "none");
        // no NIC finishes these checksums: the router would see them half done
        Programs.require("ip", "netns", "exec", namespace, "ethtool", "-K", "eth0", "tx", "off");
        Programs.require(
                "ip", "-n", namespace, "address", "add", host.address() + "/24", "dev", "eth0");
        Programs.require("ip", "-n", namespace, "link", "set", "lo", "up");
        Programs.require("ip", "-n", namespace, "link", "set", "eth0", "up");
        Programs.require(
                "ip", "-n", namespace, "route", "add", "default", "via", host.routerAddress());
    }
}
