package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConnectedSubnets.Subnet;
import io.gatun.mgmt.config.NeighborConfiguration;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code neighbors}. */
final class NeighborReader {

    private static final Entry ENTRY = NeighborConfiguration.class.getAnnotation(Entry.class);

    private final Collection<String> interfaces;
    private final ConnectedSubnets subnets;
    private final Map<AddressAndInterface, Integer> lines = new HashMap<>();

    private record AddressAndInterface(IpAddress address, String interfaceName) {}

    NeighborReader(Collection<String> interfaces, ConnectedSubnets subnets) {
        this.interfaces = interfaces;
        this.subnets = subnets;
    }

    List<NeighborConfiguration> read(Section file) {
        final List<NeighborConfiguration> neighbors = new ArrayList<>();
        for (final Section section : file.items("neighbors", ENTRY)) {
            neighbor(section).ifPresent(neighbors::add);
        }
        return neighbors;
    }

    private Optional<NeighborConfiguration> neighbor(Section section) {
        final Written<NeighborConfiguration> written =
                Written.of(section, NeighborConfiguration.class);
        written.get("mac").ifPresent(mac -> checkMac(section, (MacAddress) mac));
        if (!written.isComplete()) {
            return Optional.empty();
        }
        final NeighborConfiguration neighbor = written.record();
        checkPlace(section, neighbor.address(), neighbor.interfaceName());
        return Optional.of(neighbor);
    }

    private static void checkMac(Section section, MacAddress mac) {
        if (mac.isMulticast()) {
            section.problem(
                    "mac",
                    "mac "
                            + mac
                            + " of "
                            + section.owner()
                            + " is a group address; a neighbor has one of its own"
                            + " (RFC 1812 §3.3.2)");
        } else if (mac.isZero()) {
            section.problem(
                    "mac", "mac " + mac + " of " + section.owner() + " is nobody's address");
        }
    }

    private void checkPlace(Section section, IpAddress address, String interfaceName) {
        if (!interfaces.contains(interfaceName)) {
            section.problem(
                    "interface",
                    "interface "
                            + interfaceName
                            + " of "
                            + section.owner()
                            + " does not exist"
                            + Nearest.advice(interfaceName, interfaces));
            return;
        }
        final Integer first =
                lines.putIfAbsent(
                        new AddressAndInterface(address, interfaceName), section.line("address"));
        if (first != null) {
            section.problem(
                    "address",
                    section.owner()
                            + " on interface "
                            + interfaceName
                            + " stands already in line "
                            + first);
            return;
        }
        final String flaw = flaw(address, interfaceName);
        if (!flaw.isEmpty()) {
            section.problem("address", section.owner() + " " + flaw);
        }
    }

    private String flaw(IpAddress address, String interfaceName) {
        final String notAHost = ConnectedSubnets.notAHost(address);
        if (!notAHost.isEmpty()) {
            return "is " + notAHost + ", not a neighbor's";
        }
        if (ConnectedSubnets.isLinkLocal(address)) {
            return subnets.hasIpv6(interfaceName)
                    ? ""
                    : "is link-local, and interface " + interfaceName + " has no IPv6";
        }
        final Optional<Subnet> own = subnets.owner(address, interfaceName);
        if (own.isPresent()) {
            return "is this router's own address on interface " + own.get().interfaceName();
        }
        final Optional<Subnet> subnet = subnets.reaching(address, Optional.of(interfaceName));
        if (subnet.isEmpty()) {
            return "lies in no subnet of interface "
                    + interfaceName
                    + " ("
                    + subnets.listed(address, Optional.of(interfaceName))
                    + ")";
        }
        final String notHere = ConnectedSubnets.notAHostIn(subnet.get().prefix(), address);
        return notHere.isEmpty()
                ? ""
                : "is " + notHere + " on interface " + interfaceName + ", not a neighbor's";
    }
}
