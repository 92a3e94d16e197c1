package io.gatun.dataplane.control;

import static io.gatun.mgmt.model.NeighborState.NONE;
import static io.gatun.mgmt.model.NeighborState.PERMANENT;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Ipv6Header;
import io.gatun.mgmt.config.NeighborTunables;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.NeighborState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Owns every neighbor: who comes into the table and by what, who goes out of it, and how many there
 * may be (NGC rows). Their states are those of {@link NeighborStates}. Control's thread only.
 */
final class NeighborKeeper {

    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;

    private final AdjacencyKeeper adjacencies;
    private final NeighborWays ways;
    private final HoldQueues held;
    private final Changes changes;
    private final NeighborEvents events;
    private final NeighborTable table = new NeighborTable();
    private final NeighborStates states;
    private NeighborTunables tunables;
    private long nextCollectionNs;

    NeighborKeeper(
            NeighborTunables tunables,
            InterfaceKeeper interfaces,
            AdjacencyKeeper adjacencies,
            HoldQueues held,
            Map<Family, Resolver> resolvers,
            Changes changes,
            SplittableRandom random,
            long now) {
        this.tunables = tunables;
        this.adjacencies = adjacencies;
        this.ways = new NeighborWays(interfaces, adjacencies, changes);
        this.held = held;
        this.changes = changes;
        this.events = new NeighborEvents(changes.events(), interfaces);
        this.states =
                new NeighborStates(
                        tunables,
                        new NeighborStates.Parts(
                                table, ways, held, resolvers, changes, events, random),
                        now);
        this.nextCollectionNs = now + tunables.baseReachableTimeMs() * NS_PER_MS / 2;
    }

    /** Timers that run go on as they are; what begins from here on obeys these. */
    void obey(NeighborTunables next) {
        states.obey(next);
        tunables = next;
    }

    Collection<Neighbor> all() {
        return table.all();
    }

    /** How many of a family are in a state. */
    int inState(Family family, NeighborState state) {
        return table.inState(family, state);
    }

    /** A neighbor, or null. */
    Neighbor find(int interfaceIndex, IpAddress address) {
        return table.find(interfaceIndex, address);
    }

    /** What would be done with packets and messages. */
    NeighborForecast forecast() {
        return new NeighborForecast(table, tunables);
    }

    /** Whether it is not forgotten. */
    boolean isKnown(Neighbor neighbor) {
        return table.find(neighbor.interfaceIndex, neighbor.address) == neighbor;
    }

    /** What was learned of an interface is forgotten when it goes down (FIB-16). */
    void interfaceDown(int interfaceIndex) {
        for (Neighbor neighbor : List.copyOf(table.all())) {
            if (neighbor.interfaceIndex == interfaceIndex && !neighbor.isFixed()) {
                held.dropAll(neighbor, DropReason.NEIGHBOR_GONE);
                if (neighbor.routes == 0) {
                    forget(neighbor);
                }
            }
        }
    }

    /** An interface is no more, and no route leads there. */
    void interfaceGone(int interfaceIndex) {
        for (Neighbor neighbor : List.copyOf(table.all())) {
            if (neighbor.interfaceIndex == interfaceIndex) {
                held.dropAll(neighbor, DropReason.NEIGHBOR_GONE);
                release(neighbor);
                forget(neighbor);
            }
        }
    }

    /** The last address of a family is gone from an interface (FIB-15). */
    void addressesGone(int interfaceIndex, Family family, long now) {
        for (Neighbor neighbor : List.copyOf(table.all())) {
            if (neighbor.interfaceIndex == interfaceIndex
                    && neighbor.family() == family
                    && !neighbor.isFixed()) {
                lose(neighbor, now);
            }
        }
    }

    /** The MAC address of an interface is another one. */
    void interfaceMac(int interfaceIndex) {
        for (Neighbor neighbor : table.all()) {
            if (neighbor.interfaceIndex == interfaceIndex && neighbor.isValid()) {
                ways.resolve(neighbor);
            }
        }
    }

    /** A permanent neighbor is configured no more. */
    void removePermanent(int interfaceIndex, IpAddress address, long now) {
        final Neighbor neighbor = table.find(interfaceIndex, address);
        if (neighbor != null && neighbor.isFixed()) {
            release(neighbor);
            lose(neighbor, now);
        }
    }

    private void release(Neighbor neighbor) {
        if (neighbor.isFixed()) {
            table.recount(neighbor);
        }
    }

    /** Nothing is known of it any more; it stays only where routes name it. */
    private void lose(Neighbor neighbor, long now) {
        held.dropAll(neighbor, DropReason.NEIGHBOR_GONE);
        states.enter(neighbor, NONE, now);
        if (neighbor.routes == 0) {
            forget(neighbor);
        }
    }

    /** Whether a packet that came in by an interface still waits for somebody. */
    boolean isWaitedFor(int ingress) {
        return table.all().stream()
                .flatMap(neighbor -> neighbor.queue.stream())
                .anyMatch(packet -> packet.ingress() == ingress);
    }

    /** The neighbor a route names as its next hop, until {@link #noNextHop} is said as often. */
    Neighbor nextHop(int interfaceIndex, IpAddress address, long now) {
        final Neighbor neighbor = findOrAdd(interfaceIndex, address, now);
        neighbor.routes++;
        return neighbor;
    }

    /** One route less names it. */
    void noNextHop(Neighbor neighbor) {
        neighbor.routes--;
    }

    /** Whether it was not asked in vain. */
    boolean mayAnswer(int interfaceIndex, IpAddress address) {
        final Neighbor neighbor = table.find(interfaceIndex, address);
        return neighbor == null || !neighbor.isSilent;
    }

    /** The adjacency of a neighbor for packets that go this way to it. */
    int adjacency(Neighbor neighbor, Way way) {
        return ways.adjacency(neighbor, way);
    }

    void addPermanent(int interfaceIndex, IpAddress address, long mac, long now) {
        final Neighbor neighbor = findOrAdd(interfaceIndex, address, now);
        if (!neighbor.isFixed()) {
            table.discount(neighbor);
        }
        neighbor.mac = mac;
        states.enter(neighbor, PERMANENT, now);
    }

    private Neighbor findOrAdd(int interfaceIndex, IpAddress address, long now) {
        final Neighbor known = table.find(interfaceIndex, address);
        if (known != null) {
            return known;
        }
        final Neighbor added = new Neighbor(interfaceIndex, address, now);
        table.add(added);
        return added;
    }

    /** A packet whose adjacency was not resolved when its worker looked. */
    void needed(PacketBatch batch, int i, int worker, long now) {
        final Way way = adjacencies.way(batch.adjacency(i));
        if (way == null) {
            held.drop(batch, i, DropReason.NEIGHBOR_GONE);
            return;
        }
        if (way.isToEverybody() // is not resolved while the interface is down, and then alone
                || adjacencies.isDown(way.interfaceIndex())) { // its routes are on their way out
            held.discard(batch, i, way.family());
            return;
        }
        final IpAddress address = way.nextHop().orElseGet(() -> destination(way, batch, i));
        Neighbor neighbor = table.find(way.interfaceIndex(), address);
        if (neighbor == null) {
            if (isFull(Neighbor.family(address), now)) {
                held.drop(batch, i, DropReason.NEIGHBOR_TABLE_FULL);
                return;
            }
            neighbor = findOrAdd(way.interfaceIndex(), address, now);
        }
        neighbor.usedNs = now;
        final int direct =
                way.nextHop().isPresent()
                        ? batch.adjacency(i)
                        : adjacency(neighbor, way.to(address));
        held.hold(neighbor, batch, i, direct, way.family(), worker, tunables.unresQlen());
        if (neighbor.isValid()) {
            held.release(neighbor);
        } else {
            states.ask(neighbor, now);
        }
    }

    /** Where a packet goes whose destination is its next hop. */
    static IpAddress destination(Way way, PacketBatch batch, int i) {
        return switch (way.family()) {
            case IPV4 -> new Ipv4Address(Ipv4Header.destination(batch.network(i)));
            case IPV6 -> {
                final long ip = batch.network(i);
                yield new Ipv6Address(
                        Ipv6Header.destinationHigh(ip), Ipv6Header.destinationLow(ip));
            }
        };
    }

    /**
     * NGC-04, NGC-05: at the limit, room is made by whoever was heard of longest ago, if anyone.
     */
    private boolean isFull(Family family, long now) {
        if (table.counted(family) < tunables.gcThresh3()) {
            return false;
        }
        collect(family, now, tunables.gcThresh2(), 5 * NS_PER_S);
        return table.counted(family) >= tunables.gcThresh3();
    }

    /**
     * Takes in what was heard (ARP-11, ARP-16 to ARP-21, ND-11, ND-19); false when there is no room
     * to.
     */
    boolean heard(Heard heard, long now) {
        Neighbor neighbor = table.find(heard.interfaceIndex(), heard.address());
        if (neighbor == null) {
            if (!heard.asksForUs() || heard.mac() == 0) {
                return true; // nobody asked for it, or there is nothing to keep
            }
            if (isFull(Neighbor.family(heard.address()), now)) {
                return false;
            }
            neighbor = findOrAdd(heard.interfaceIndex(), heard.address(), now);
        }
        if (!neighbor.isFixed()) {
            states.update(neighbor, heard, now);
        }
        return true;
    }

    /** When something is next to be done here. */
    long nextDeadlineNs() {
        return Math.min(states.nextDeadlineNs(), nextCollectionNs);
    }

    int poll(long now) {
        final int work = states.poll(now);
        if (now >= nextCollectionNs) {
            nextCollectionNs = now + tunables.baseReachableTimeMs() * NS_PER_MS / 2;
            for (Family family : Family.values()) {
                collect(family, now, tunables.gcThresh1(), tunables.gcStaleTimeS() * NS_PER_S);
            }
        }
        return work;
    }

    /** NGC-03: forgets who is not needed until only so many of the family are left. */
    private void collect(Family family, long now, int target, long unusedNs) {
        if (table.counted(family) < target) {
            return;
        }
        for (Neighbor neighbor : table.idle(family, now, unusedNs)) {
            if (table.counted(family) < target) {
                return;
            }
            forget(neighbor);
        }
    }

    private void forget(Neighbor neighbor) {
        table.remove(neighbor);
        neighbor.deadlineNs = Long.MAX_VALUE;
        ways.retire(neighbor);
        changes.neighbor(neighbor);
        events.gone(neighbor);
    }

    /** Everything that waits is dropped: the router stops. */
    void close() {
        table.all().forEach(neighbor -> held.dropAll(neighbor, DropReason.SHUTDOWN));
    }
}
