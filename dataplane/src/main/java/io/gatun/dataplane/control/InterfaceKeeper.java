package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.AddressSet;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Interface6;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The interfaces as configured: their rows for the nodes and their IPv4 addresses for control. */
final class InterfaceKeeper {

    /** An IPv4 address of an interface. */
    record Address4(int address, int length) {

        boolean covers(int other) {
            return ((address ^ other) & Ipv4Prefix.mask(length)) == 0;
        }

        int prefix() {
            return address & Ipv4Prefix.mask(length);
        }

        int last() {
            return address | ~Ipv4Prefix.mask(length);
        }

        /** With 31 and 32 bits there is none (RFC 3021 §2.1). */
        boolean hasBroadcast() {
            return length < 31;
        }
    }

    private final List<InterfaceConfiguration> configured;
    private final List<Port> ports;
    private final List<List<Address4>> addresses = new ArrayList<>();
    private final List<Addresses6> addresses6 = new ArrayList<>();
    private final Interfaces whenAllAreUp;
    private Interfaces table;

    InterfaceKeeper(
            RouterConfiguration configuration, List<Port> ports, AdjacencyKeeper adjacencies) {
        this.configured = configuration.interfaces();
        this.ports = ports;
        for (InterfaceConfiguration each : configured) {
            addresses.add(addresses4(each));
            addresses6.add(Addresses6.of(each, ports.get(portIndex(each.port())).mac()));
        }
        this.whenAllAreUp = makeTable(adjacencies);
        this.table = whenAllAreUp;
    }

    private static List<Address4> addresses4(InterfaceConfiguration each) {
        final List<Address4> found = new ArrayList<>();
        for (InterfaceAddress address : each.addresses()) {
            if (address.address() instanceof Ipv4Address(int bits)) {
                found.add(new Address4(bits, address.prefixLength()));
            }
        }
        return found;
    }

    private Interfaces makeTable(AdjacencyKeeper adjacencies) {
        final List<Interfaces.Row> rows = new ArrayList<>();
        for (int i = 0; i < configured.size(); i++) {
            rows.add(row(configured.get(i), addresses.get(i), row6(i, adjacencies)));
        }
        return new Interfaces(
                rows,
                ports.stream().mapToLong(Port::mac).toArray(),
                AddressSet.of(
                        addresses.stream()
                                .flatMap(List::stream)
                                .mapToInt(Address4::address)
                                .toArray()),
                AddressSet.of(
                        addresses.stream()
                                .flatMap(List::stream)
                                .filter(Address4::hasBroadcast)
                                .mapToInt(Address4::last)
                                .toArray()));
    }

    private Interfaces.Row row(InterfaceConfiguration each, List<Address4> own, Interface6 ipv6) {
        return new Interfaces.Row(
                each.name(),
                portIndex(each.port()),
                each.vlan().orElse(0),
                each.mtu(),
                each.forwarding(),
                each.rpFilter().ordinal(),
                each.acceptLocal(),
                each.routeLocalnet(),
                each.dropUnicastInL2Multicast(),
                each.forwardLinkLocal(),
                each.arp(),
                own.isEmpty() ? 0 : own.getFirst().address(),
                AddressSet.of(own.stream().mapToInt(Address4::address).toArray()),
                ipv6);
    }

    private Interface6 row6(int index, AdjacencyKeeper adjacencies) {
        final Addresses6 own = addresses6.get(index);
        if (!own.isEnabled()) {
            return Interface6.NONE;
        }
        final InterfaceConfiguration each = configured.get(index);
        final Ipv6Address linkLocal = own.linkLocal();
        return own.row(
                each.forwarding(),
                each.mtu(),
                global(index, linkLocal).orElse(linkLocal),
                adjacencies.glean(index, Family.IPV6, each.mtu(), linkLocal));
    }

    private int portIndex(String name) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no port is called " + name);
    }

    int count() {
        return configured.size();
    }

    InterfaceConfiguration configuration(int index) {
        return configured.get(index);
    }

    int indexOf(String name) {
        final int index = find(name);
        if (index < 0) {
            throw new IllegalArgumentException("no interface is called " + name);
        }
        return index;
    }

    /** The index of an interface, or -1 where there is none of this name. */
    int find(String name) {
        for (int i = 0; i < configured.size(); i++) {
            if (configured.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether an interface of the router has this address. */
    boolean isOwn(IpAddress address) {
        return IntStream.range(0, count())
                .mapToObj(this::all)
                .flatMap(List::stream)
                .anyMatch(each -> each.address().equals(address));
    }

    Interfaces.Row row(int index) {
        return table.at(index);
    }

    long mac(int index) {
        return table.portMac(table.at(index).port());
    }

    List<Address4> addresses(int index) {
        return addresses.get(index);
    }

    /**
     * The address of a family packets of the router to a target carry, where they leave by this
     * interface.
     */
    IpAddress sourceFor(int index, Family family, IpAddress target) {
        return switch (family) {
            case IPV4 -> source4(index, target);
            case IPV6 -> source6(index, target);
        };
    }

    /**
     * Of this interface, the address whose subnet holds the target, else its first; where it has
     * none, one of another interface (ARP-07); 0.0.0.0 where none has any.
     */
    Ipv4Address source4(int index, IpAddress target) {
        final Stream<Address4> nearest =
                target instanceof Ipv4Address(int bits)
                        ? addresses.get(index).stream().filter(own -> own.covers(bits))
                        : Stream.empty();
        return nearest.findFirst()
                .or(() -> addresses.get(index).stream().findFirst())
                .or(() -> addresses.stream().flatMap(List::stream).findFirst())
                .map(own -> new Ipv4Address(own.address()))
                .orElse(new Ipv4Address(0));
    }

    /**
     * RFC 6724 as far as addresses of one router differ: to a link-local target the link-local
     * address, else the global one of this interface nearest to it, else one of another interface,
     * else the link-local one.
     */
    private Ipv6Address source6(int index, IpAddress target) {
        final Addresses6 own = addresses6.get(index);
        final Ipv6Address linkLocal = own.isEnabled() ? own.linkLocal() : new Ipv6Address(0, 0);
        return target instanceof Ipv6Address wanted && !wanted.isLinkLocal()
                ? global(index, wanted).orElse(linkLocal)
                : linkLocal;
    }

    private Optional<Ipv6Address> global(int index, Ipv6Address target) {
        return addresses6
                .get(index)
                .nearest(target)
                .or(() ->
                        addresses6.stream()
                                .flatMap(other -> other.nearest(target).stream())
                                .findFirst());
    }

    /** Every address of an interface, those not configured as well. */
    List<InterfaceAddress> all(int index) {
        final List<InterfaceAddress> all = new ArrayList<>(configured.get(index).addresses());
        for (InterfaceAddress each : addresses6.get(index).all()) {
            if (!all.contains(each)) {
                all.add(each);
            }
        }
        return all;
    }

    /** The IPv6 addresses of an interface; none where IPv6 is off. */
    Addresses6 addresses6(int index) {
        return addresses6.get(index);
    }

    /** From here on frames of interfaces that are down belong to none. */
    void admit(LinkStates links) {
        table = whenAllAreUp.only(links::isUp);
    }

    Interfaces table() {
        return table;
    }
}
