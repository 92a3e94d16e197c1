package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConnectedSubnets.Subnet;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code interfaces}, and what they are connected to. */
final class InterfaceReader {

    private static final Entry ENTRY = InterfaceConfiguration.class.getAnnotation(Entry.class);
    private static final int IPV6_MTU = 1280;
    private final Map<String, PortConfiguration> ports;
    private final ConnectedSubnets subnets;
    private final Scopes scopes;
    private final Problems problems;
    private final Map<PortAndTag, String> tags = new HashMap<>();

    private record PortAndTag(String port, Optional<Object> vlan) {}

    InterfaceReader(
            Map<String, PortConfiguration> ports,
            ConnectedSubnets subnets,
            Scopes scopes,
            Problems problems) {
        this.ports = ports;
        this.subnets = subnets;
        this.scopes = scopes;
        this.problems = problems;
    }

    Map<String, InterfaceConfiguration> read(Section section) {
        final Map<String, InterfaceConfiguration> interfaces = new LinkedHashMap<>();
        section.named(ENTRY)
                .forEach((name, settings) -> interfaces.put(name, read(name, settings)));
        return interfaces;
    }

    private InterfaceConfiguration read(String name, Section section) {
        final Written<InterfaceConfiguration> written =
                Written.of(section, InterfaceConfiguration.class).put("name", name);
        final String port = port(name, written);
        written.put("port", port);
        checkTag(name, port, written);
        final List<InterfaceAddress> addresses = usable(name, written);
        written.put("addresses", addresses);
        final boolean ipv6 = ipv6(name, addresses, written);
        written.put("ipv6", ipv6);
        written.put("mtu", mtu(name, port, ipv6, written));
        scopes.combine(written);
        return written.record();
    }

    private String port(String name, Written<InterfaceConfiguration> written) {
        final int dot = name.indexOf('.');
        final String port =
                (String) written.get("port").orElse(dot < 0 ? name : name.substring(0, dot));
        if (!ports.containsKey(port)) {
            written.section()
                    .problem(
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

    private void checkTag(String name, String port, Written<InterfaceConfiguration> written) {
        final Section section = written.section();
        final Optional<Object> vlan = written.get("vlan");
        if (vlan.isEmpty() && section.has("vlan")) {
            return; // refused already; it is not untagged
        }
        final String taken = tags.putIfAbsent(new PortAndTag(port, vlan), name);
        if (taken != null) {
            section.problem(
                    vlan.isPresent() ? "vlan" : "",
                    vlan.isPresent()
                            ? "vlan "
                                    + vlan.get()
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
    }

    private long mtu(
            String name, String port, boolean ipv6, Written<InterfaceConfiguration> written) {
        final Optional<PortConfiguration> below = Optional.ofNullable(ports.get(port));
        final long most = below.map(PortConfiguration::mtu).orElse(Integer.MAX_VALUE);
        final long mtu = (Long) written.get("mtu").orElse(most);
        if (mtu > most) {
            written.section()
                    .problem(
                            "mtu",
                            "mtu %d of interface %s is above %d, the mtu of its port %s"
                                    .formatted(mtu, name, most, port));
        }
        if (mtu < IPV6_MTU && ipv6) {
            written.section()
                    .problem(
                            "mtu",
                            "mtu %d of interface %s is below %d, the least a link with IPv6 carries (RFC 8200 §5)"
                                    .formatted(mtu, name, IPV6_MTU));
        }
        return mtu;
    }

    private boolean ipv6(
            String name,
            List<InterfaceAddress> addresses,
            Written<InterfaceConfiguration> written) {
        final boolean hasAddress =
                addresses.stream().anyMatch(each -> each.address() instanceof Ipv6Address);
        final boolean isOn = (Boolean) written.get("ipv6").orElse(hasAddress);
        if (hasAddress && !isOn) {
            written.section()
                    .problem(
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

    private List<InterfaceAddress> usable(String name, Written<InterfaceConfiguration> written) {
        final List<?> all = (List<?>) written.get("addresses").orElse(List.of());
        final List<InterfaceAddress> usable = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            final InterfaceAddress address = (InterfaceAddress) all.get(i);
            final int line = written.lines("addresses").get(i);
            if (isUsable(name, address, line)) {
                usable.add(address);
                subnets.add(new Subnet(address, name, line));
            }
        }
        return usable;
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
