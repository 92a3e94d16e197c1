package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConnectedSubnets.Subnet;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code interfaces}, and what they are connected to. */
final class InterfaceReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final int IPV6_MTU = 1280;
    private static final Bound VLAN =
            new Bound(
                    1,
                    "for 0 is a priority tag and no VLAN (IEEE 802.1Q §9.6)",
                    4094,
                    "the last VLAN id (IEEE 802.1Q §9.6)");
    private static final Bound RP_FILTER = new Bound(0, "off", 2, "loose (RFC 3704 §2.4)");

    private final Map<String, PortConfiguration> ports;
    private final ConnectedSubnets subnets;
    private final Problems problems;
    private final Map<PortAndTag, String> tags = new HashMap<>();

    private record PortAndTag(String port, OptionalInt vlan) {}

    InterfaceReader(
            Map<String, PortConfiguration> ports, ConnectedSubnets subnets, Problems problems) {
        this.ports = ports;
        this.subnets = subnets;
        this.problems = problems;
    }

    Map<String, InterfaceConfiguration> read(Section section) {
        final Map<String, InterfaceConfiguration> interfaces = new LinkedHashMap<>();
        section.named("interface", NAME)
                .forEach((name, settings) -> interfaces.put(name, read(name, settings)));
        return interfaces;
    }

    private InterfaceConfiguration read(String name, Section section) {
        final String port = port(name, section);
        final OptionalInt vlan = vlan(name, port, section);
        final List<InterfaceAddress> addresses = addresses(name, section);
        final boolean ipv6 = ipv6(name, addresses, section);
        final InterfaceConfiguration configuration =
                new InterfaceConfiguration(
                        name,
                        port,
                        vlan,
                        addresses,
                        mtu(name, port, ipv6, section),
                        section.flag("forwarding", true),
                        rpFilter(section.integer("rp_filter", 0, RP_FILTER)),
                        section.flag("accept_local", false),
                        section.flag("route_localnet", false),
                        section.flag("drop_unicast_in_l2_multicast", false),
                        section.flag("forward_link_local", false),
                        section.flag("arp", true),
                        ipv6);
        section.end();
        return configuration;
    }

    private static ReversePathFilter rpFilter(int value) {
        return switch (value) {
            case 1 -> ReversePathFilter.STRICT;
            case 2 -> ReversePathFilter.LOOSE;
            default -> ReversePathFilter.OFF;
        };
    }

    private String port(String name, Section section) {
        final int dot = name.indexOf('.');
        final String port = section.text("port").orElse(dot < 0 ? name : name.substring(0, dot));
        if (!ports.containsKey(port)) {
            section.problem(
                    "port",
                    "interface "
                            + name
                            + " sits on port "
                            + port
                            + ", which is not among the ports"
                            + Nearest.advice(port, ports.keySet()));
        }
        return port;
    }

    private OptionalInt vlan(String name, String port, Section section) {
        final OptionalInt vlan = section.integer("vlan", VLAN);
        if (vlan.isEmpty() && section.has("vlan")) {
            return vlan; // refused already; it is not untagged
        }
        final String taken = tags.putIfAbsent(new PortAndTag(port, vlan), name);
        if (taken != null) {
            section.problem(
                    vlan.isPresent() ? "vlan" : "",
                    vlan.isPresent()
                            ? "vlan "
                                    + vlan.getAsInt()
                                    + " of interface "
                                    + name
                                    + " is taken on port "
                                    + port
                                    + " by interface "
                                    + taken
                            : "interface "
                                    + name
                                    + " is untagged on port "
                                    + port
                                    + ", as interface "
                                    + taken
                                    + " is; give one of them a vlan");
        }
        return vlan;
    }

    private int mtu(String name, String port, boolean ipv6, Section section) {
        final int portMtu =
                ports.containsKey(port) ? ports.get(port).mtu() : PortConfiguration.DEFAULT_MTU;
        final Bound bound =
                new Bound(
                        PortReader.MTU.min(),
                        PortReader.MTU.floor(),
                        portMtu,
                        "the mtu of its port " + port);
        final int mtu = section.integer("mtu", portMtu, bound);
        if (mtu < IPV6_MTU && ipv6) {
            section.problem(
                    "mtu",
                    "mtu "
                            + mtu
                            + " of interface "
                            + name
                            + " is below "
                            + IPV6_MTU
                            + ", the least a link with IPv6 carries (RFC 8200 §5)");
        }
        return mtu;
    }

    private boolean ipv6(String name, List<InterfaceAddress> addresses, Section section) {
        final boolean hasAddress =
                addresses.stream().anyMatch(each -> each.address() instanceof Ipv6Address);
        final boolean isOn = section.flag("ipv6", hasAddress);
        if (hasAddress && !isOn) {
            section.problem(
                    "ipv6",
                    "ipv6 of interface "
                            + name
                            + " is false, and it has IPv6 addresses; leave"
                            + " out the one or the others");
        }
        if (isOn) {
            subnets.addIpv6(name);
        }
        return isOn;
    }

    private List<InterfaceAddress> addresses(String name, Section section) {
        final List<InterfaceAddress> addresses = new ArrayList<>();
        for (final Section.Item item : section.texts("addresses")) {
            section.parse("addresses", item.text(), item.line(), InterfaceAddress::parse)
                    .filter(address -> isUsable(name, address, item.line()))
                    .ifPresent(address -> {
                        addresses.add(address);
                        subnets.add(new Subnet(address, name, item.line()));
                    });
        }
        return addresses;
    }

    private boolean isUsable(String name, InterfaceAddress address, int line) {
        final String flaw = flaw(name, address);
        if (!flaw.isEmpty()) {
            problems.add(line, "address " + address + " of interface " + name + " " + flaw);
        }
        return flaw.isEmpty();
    }

    private String flaw(String name, InterfaceAddress written) {
        final IpAddress address = written.address();
        final String notAHost = ConnectedSubnets.notAHost(address);
        if (!notAHost.isEmpty()) {
            return "is " + notAHost + ", which no interface has (RFC 1122 §3.2.1.3, RFC 4291 §2.5)";
        }
        if (written.prefixLength() == 0) {
            return "has prefix length 0, which makes every address a neighbor; the least is 1";
        }
        final String notHere = ConnectedSubnets.notAHostIn(written.prefix(), address);
        if (!notHere.isEmpty()) {
            return "is " + notHere + ", which no interface has (RFC 1122 §3.2.1.3)";
        }
        if (subnets.isFull()) {
            return "is one more than "
                    + ConnectedSubnets.MOST_ADDRESSES
                    + ", the most addresses of this router";
        }
        return subnets.owner(address, name)
                .map(owner ->
                        "stands already in line "
                                + owner.line()
                                + " on interface "
                                + owner.interfaceName())
                .or(() ->
                        subnets.overlapping(written.prefix(), name)
                                .map(other ->
                                        "overlaps "
                                                + other
                                                + " in line "
                                                + other.line()
                                                + "; each subnet needs one interface"))
                .orElse("");
    }
}
