package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.port.Port;
import io.gatun.dataplane.table.AddressSet;
import io.gatun.dataplane.table.Broadcasts;
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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The interfaces as configured now: their rows for the nodes, their addresses for control. */
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

    /**
     * One there is.
     *
     * @param linkWay the adjacency for link-local destinations; 0 where IPv6 is off
     */
    private record Kept(
            int index,
            InterfaceConfiguration configuration,
            int port,
            List<Address4> addresses,
            Addresses6 addresses6,
            int linkWay) {}

    private final List<Port> ports;
    private final AdjacencyKeeper adjacencies;
    private final BroadcastWays broadcastWays;
    private final InterfaceNumbers numbers = new InterfaceNumbers();
    private List<Kept> inOrder = List.of();
    private Kept[] byIndex = new Kept[0];
    private Interfaces whenAllAreUp;
    private Interfaces table;

    InterfaceKeeper(
            RouterConfiguration configuration, List<Port> ports, AdjacencyKeeper adjacencies) {
        this.ports = ports;
        this.adjacencies = adjacencies;
        this.broadcastWays = new BroadcastWays(adjacencies);
        become(stepTo(configuration.interfaces()), 0);
    }

    /** What has to happen for these to be the interfaces; nothing has happened yet. */
    InterfaceStep stepTo(List<InterfaceConfiguration> next) {
        return InterfaceStep.between(
                inOrder.stream()
                        .collect(
                                Collectors.toMap(
                                        kept -> kept.configuration().name(),
                                        kept ->
                                                new InterfaceStep.Known(
                                                        kept.index(), kept.configuration()))),
                next);
    }

    /**
     * Takes a step.
     *
     * @param generation of the tables that will know of it first
     */
    void become(InterfaceStep step, long generation) {
        for (int gone : step.gone()) {
            retireLinkWay(byIndex[gone], generation);
            adjacencies.interfaceUp(gone, true); // the next of this index begins anew
            numbers.retire(gone, generation);
        }
        final List<Kept> next = new ArrayList<>();
        for (InterfaceStep.Wanted each : step.wanted()) {
            next.add(
                    each.isNew()
                            ? keep(each.configuration(), numbers.next(), null, generation)
                            : keep(
                                    each.configuration(),
                                    each.index(),
                                    byIndex[each.index()],
                                    generation));
        }
        inOrder = List.copyOf(next);
        byIndex = new Kept[numbers.end()];
        inOrder.forEach(kept -> byIndex[kept.index()] = kept);
        makeBroadcastWays(generation);
        whenAllAreUp = makeTable();
        table = whenAllAreUp;
        adjacencies.interfacesChanged();
    }

    private Kept keep(InterfaceConfiguration each, int index, Kept before, long generation) {
        final int port = portIndex(each.port());
        final Addresses6 addresses6 = Addresses6.of(each, ports.get(port).mac());
        final boolean sameLinkWay =
                before != null
                        && before.linkWay() != 0
                        && addresses6.isEnabled()
                        && before.addresses6().linkLocal().equals(addresses6.linkLocal());
        if (before != null && !sameLinkWay) {
            retireLinkWay(before, generation);
        }
        final int linkWay =
                sameLinkWay
                        ? before.linkWay()
                        : addresses6.isEnabled()
                                ? adjacencies.glean(index, Family.IPV6, addresses6.linkLocal())
                                : 0;
        return new Kept(index, each, port, addresses4(each), addresses6, linkWay);
    }

    private void retireLinkWay(Kept kept, long generation) {
        if (kept.linkWay() != 0) {
            adjacencies.retire(kept.linkWay(), generation);
        }
    }

    /**
     * Every worker has seen this generation: indexes given up before it may be given again, but for
     * those of packets that still wait.
     */
    void reclaim(long seen, IntPredicate isWaitedFor) {
        numbers.reclaim(seen, isWaitedFor);
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

    private Interfaces makeTable() {
        final List<Interfaces.Row> rows =
                new ArrayList<>(Collections.nCopies(byIndex.length, Interfaces.Row.GONE));
        inOrder.forEach(kept -> rows.set(kept.index(), row(kept)));
        return new Interfaces(
                rows,
                indexes(),
                ports.stream().mapToLong(Port::mac).toArray(),
                AddressSet.of(all4().mapToInt(Address4::address).toArray()),
                broadcasts());
    }

    /** None where no interface forwards packets to them. */
    private void makeBroadcastWays(long generation) {
        final Set<Integer> wanted = new HashSet<>();
        if (inOrder.stream().anyMatch(kept -> kept.configuration().bcForwarding())) {
            for (Kept kept : inOrder) {
                if (kept.addresses().stream().anyMatch(Address4::hasBroadcast)) {
                    wanted.add(kept.index());
                    broadcastWays.of(
                            kept.index(),
                            kept.port(),
                            ports.get(kept.port()).mac(),
                            kept.configuration().vlan().orElse(0));
                }
            }
        }
        broadcastWays.retainAll(wanted, generation);
    }

    /** Of one address on two interfaces the last counts, as its route does. */
    private Broadcasts broadcasts() {
        final Map<Integer, Integer> ways = new HashMap<>();
        for (Kept kept : inOrder) {
            kept.addresses().stream()
                    .filter(Address4::hasBroadcast)
                    .forEach(own -> ways.put(own.last(), broadcastWays.find(kept.index())));
        }
        return Broadcasts.of(ways);
    }

    private Stream<Address4> all4() {
        return inOrder.stream().flatMap(kept -> kept.addresses().stream());
    }

    private Interfaces.Row row(Kept kept) {
        final InterfaceConfiguration each = kept.configuration();
        final List<Address4> own = kept.addresses();
        return new Interfaces.Row(
                each.name(),
                kept.port(),
                each.vlan().orElse(0),
                each.mtu(),
                each.forwarding(),
                each.rpFilter().ordinal(),
                each.acceptLocal(),
                each.routeLocalnet(),
                each.dropUnicastInL2Multicast(),
                each.forwardLinkLocal(),
                each.bcForwarding(),
                each.arp(),
                own.isEmpty() ? 0 : own.getFirst().address(),
                AddressSet.of(own.stream().mapToInt(Address4::address).toArray()),
                row6(kept));
    }

    private Interface6 row6(Kept kept) {
        final Addresses6 own = kept.addresses6();
        if (!own.isEnabled()) {
            return Interface6.NONE;
        }
        final InterfaceConfiguration each = kept.configuration();
        final Ipv6Address linkLocal = own.linkLocal();
        return own.row(
                each.forwarding(),
                each.mtu(),
                global(kept.index(), linkLocal).orElse(linkLocal),
                kept.linkWay());
    }

    private int portIndex(String name) {
        for (int i = 0; i < ports.size(); i++) {
            if (ports.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no port is called " + name);
    }

    /** Of all there are, the first in the configuration first. */
    int[] indexes() {
        return inOrder.stream().mapToInt(Kept::index).toArray();
    }

    /** Whether there is one under this index; the index of a packet may be of one that is gone. */
    boolean isThere(int index) {
        return index >= 0 && index < byIndex.length && byIndex[index] != null;
    }

    /** Every index is below this, of those that are no more as well. */
    int end() {
        return byIndex.length;
    }

    InterfaceConfiguration configuration(int index) {
        return byIndex[index].configuration();
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
        for (Kept kept : inOrder) {
            if (kept.configuration().name().equals(name)) {
                return kept.index();
            }
        }
        return -1;
    }

    /** Whether an interface of the router has this address. */
    boolean isOwn(IpAddress address) {
        return IntStream.of(indexes())
                .mapToObj(this::all)
                .flatMap(List::stream)
                .anyMatch(each -> each.address().equals(address));
    }

    /** For the nodes; {@link Interfaces.Row#GONE} under the index of one that is no more. */
    Interfaces.Row row(int index) {
        return table.at(index);
    }

    long mac(int index) {
        return table.portMac(table.at(index).port());
    }

    List<Address4> addresses(int index) {
        return byIndex[index].addresses();
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
                        ? addresses(index).stream().filter(own -> own.covers(bits))
                        : Stream.empty();
        return nearest.findFirst()
                .or(() -> addresses(index).stream().findFirst())
                .or(() -> all4().findFirst())
                .map(own -> new Ipv4Address(own.address()))
                .orElse(new Ipv4Address(0));
    }

    /**
     * RFC 6724 as far as addresses of one router differ: to a link-local target the link-local
     * address, else the global one of this interface nearest to it, else one of another interface,
     * else the link-local one.
     */
    private Ipv6Address source6(int index, IpAddress target) {
        final Addresses6 own = addresses6(index);
        final Ipv6Address linkLocal = own.isEnabled() ? own.linkLocal() : new Ipv6Address(0, 0);
        return target instanceof Ipv6Address wanted && !wanted.isLinkLocal()
                ? global(index, wanted).orElse(linkLocal)
                : linkLocal;
    }

    private Optional<Ipv6Address> global(int index, Ipv6Address target) {
        return addresses6(index)
                .nearest(target)
                .or(() ->
                        inOrder.stream()
                                .flatMap(other -> other.addresses6().nearest(target).stream())
                                .findFirst());
    }

    /** Every address of an interface, those not configured as well. */
    List<InterfaceAddress> all(int index) {
        final List<InterfaceAddress> all = new ArrayList<>(configuration(index).addresses());
        for (InterfaceAddress each : addresses6(index).all()) {
            if (!all.contains(each)) {
                all.add(each);
            }
        }
        return all;
    }

    /** The IPv6 addresses of an interface; none where IPv6 is off. */
    Addresses6 addresses6(int index) {
        return byIndex[index].addresses6();
    }

    /** From here on frames of interfaces that are down belong to none. */
    void admit(LinkStates links) {
        table = whenAllAreUp.only(links::isUp);
    }

    Interfaces table() {
        return table;
    }
}
