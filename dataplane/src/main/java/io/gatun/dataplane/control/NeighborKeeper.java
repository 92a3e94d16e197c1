package io.gatun.dataplane.control;

import static io.gatun.mgmt.model.NeighborState.DELAY;
import static io.gatun.mgmt.model.NeighborState.FAILED;
import static io.gatun.mgmt.model.NeighborState.INCOMPLETE;
import static io.gatun.mgmt.model.NeighborState.NONE;
import static io.gatun.mgmt.model.NeighborState.PERMANENT;
import static io.gatun.mgmt.model.NeighborState.PROBE;
import static io.gatun.mgmt.model.NeighborState.REACHABLE;
import static io.gatun.mgmt.model.NeighborState.STALE;

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
 * Owns every neighbor: who it is, whether it still is, and the packets that wait for it (NUD rows;
 * RFC 4861 §7.3 for the states, with Linux's names and timers). Control's thread only.
 */
final class NeighborKeeper {

    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;

    /** How often workers' used marks are looked at. */
    private static final long USED_SCAN_NS = 100 * NS_PER_MS;

    /** How often REACHABLE's length is drawn anew (RFC 4861 §6.3.2 says every few hours). */
    private static final long REDRAW_NS = 300 * NS_PER_S;

    private NeighborTunables tunables;
    private final AdjacencyKeeper adjacencies;
    private final NeighborWays ways;
    private final HoldQueues held;
    private final Map<Family, Resolver> resolvers;
    private final Changes changes;
    private final NeighborEvents events;
    private final SplittableRandom random;

    private final NeighborTable table = new NeighborTable();
    private final NeighborTimers timers = new NeighborTimers();
    private long nextScanNs;
    private long nextRedrawNs;
    private long nextCollectionNs;
    private long reachableNs;

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
        this.resolvers = Map.copyOf(resolvers);
        this.changes = changes;
        this.events = new NeighborEvents(changes.events(), interfaces);
        this.random = random;
        this.nextScanNs = now + USED_SCAN_NS;
        this.nextCollectionNs = now + tunables.baseReachableTimeMs() * NS_PER_MS / 2;
        redraw(now);
    }

    /** Timers that run go on as they are; what begins from here on obeys these. */
    void obey(NeighborTunables next) {
        if (next.baseReachableTimeMs() != tunables.baseReachableTimeMs()) {
            reachableNs = reachableNs * next.baseReachableTimeMs() / tunables.baseReachableTimeMs();
        }
        tunables = next;
    }

    /** Uniform between half and one and a half of the base (NUD-09). */
    private void redraw(long now) {
        final long base = tunables.baseReachableTimeMs() * NS_PER_MS;
        reachableNs = random.nextLong(base / 2, base + base / 2 + 1);
        nextRedrawNs = now + REDRAW_NS;
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
        enter(neighbor, NONE, now);
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
        enter(neighbor, PERMANENT, now);
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
        if (adjacencies.isDown(way.interfaceIndex())) { // its routes are on their way out
            held.drop(batch, i, DropReason.TX_LINK_DOWN);
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
        } else if (tunables.mcastSolicit() == 0) { // never asked for (NUD-30)
            enter(neighbor, FAILED, now);
            held.dropAll(neighbor, DropReason.NEIGHBOR_UNREACHABLE);
        } else if (neighbor.state != INCOMPLETE) { // none or failed: ask at once (NUD-03)
            neighbor.probes = 0;
            enter(neighbor, INCOMPLETE, now);
            probe(neighbor, now);
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
            update(neighbor, heard, now);
        }
        return true;
    }

    private void update(Neighbor neighbor, Heard heard, long now) {
        final boolean wasValid = neighbor.isValid();
        if (!wasValid && (heard.mac() == 0 || heard.comesTooLate(neighbor))) {
            return;
        }
        final boolean isSameMac = wasValid && (heard.mac() == 0 || neighbor.mac == heard.mac());
        if (wasValid && !isSameMac && !heard.isBelieved(neighbor, now)) {
            if (neighbor.family() == Family.IPV6 && neighbor.state == REACHABLE) {
                enter(neighbor, STALE, now); // NUD-19
            }
            return;
        }
        if (heard.role() != Heard.Role.UNSAID) {
            neighbor.isRouter = heard.role() == Heard.Role.ROUTER; // ND-23
        }
        if (heard.isSolicited()) {
            neighbor.confirmedNs = now;
        } else if (isSameMac) {
            events.look(neighbor, now);
            return; // a hint proves nothing and takes nothing away (NUD-16, NUD-17)
        }
        if (!isSameMac) {
            neighbor.mac = heard.mac();
            neighbor.updatedNs = now;
        }
        enter(neighbor, heard.isSolicited() ? REACHABLE : STALE, now);
    }

    private void enter(Neighbor neighbor, NeighborState state, long now) {
        final boolean wasValid = neighbor.isValid();
        if (neighbor.state != state) {
            table.enter(neighbor, state);
            neighbor.enteredNs = now;
        }
        switch (state) {
            case REACHABLE -> timers.set(neighbor, now + reachableNs);
            case DELAY -> timers.set(neighbor, now + tunables.delayFirstProbeTimeS() * NS_PER_S);
            case INCOMPLETE, PROBE, STALE, FAILED, PERMANENT, NONE ->
                    neighbor.deadlineNs = Long.MAX_VALUE;
        }
        if (neighbor.isValid()) {
            ways.resolve(neighbor);
            held.release(neighbor);
        } else if (wasValid) {
            ways.unresolve(neighbor);
        }
        if (wasValid != neighbor.isValid()) {
            changes.neighbor(neighbor); // a host route comes or goes with it
        }
        events.look(neighbor, now);
    }

    /** When something is next to be done here. */
    long nextDeadlineNs() {
        return Math.min(timers.nextNs(), Math.min(nextScanNs, nextCollectionNs));
    }

    int poll(long now) {
        int work = 0;
        if (now >= nextRedrawNs) {
            redraw(now);
        }
        if (now >= nextScanNs) {
            nextScanNs = now + USED_SCAN_NS;
            scanUsed(now);
        }
        while (timers.nextNs() <= now) {
            expire(timers.remove(), now);
            work++;
        }
        if (now >= nextCollectionNs) {
            nextCollectionNs = now + tunables.baseReachableTimeMs() * NS_PER_MS / 2;
            for (Family family : Family.values()) {
                collect(family, now, tunables.gcThresh1(), tunables.gcStaleTimeS() * NS_PER_S);
            }
        }
        return work;
    }

    /** NUD-11: whoever is used while STALE is to be verified. */
    private void scanUsed(long now) {
        for (Neighbor neighbor : table.all()) {
            if (ways.takeUsed(neighbor)) {
                neighbor.usedNs = now;
                if (neighbor.state == STALE) {
                    enter(neighbor, DELAY, now);
                }
            }
        }
    }

    private void expire(Neighbor neighbor, long now) {
        final long delayNs = tunables.delayFirstProbeTimeS() * NS_PER_S;
        switch (neighbor.state) {
            case REACHABLE -> { // NUD-10
                if (now - neighbor.confirmedNs < reachableNs) {
                    timers.set(neighbor, neighbor.confirmedNs + reachableNs);
                } else if (now - neighbor.usedNs <= delayNs) {
                    enter(neighbor, DELAY, now);
                } else {
                    enter(neighbor, STALE, now);
                }
            }
            case DELAY -> { // NUD-12
                neighbor.probes = 0;
                enter(neighbor, PROBE, now);
                probeOrFail(neighbor, tunables.ucastSolicit(), now);
            }
            case INCOMPLETE -> probeOrFail(neighbor, tunables.mcastSolicit(), now);
            case PROBE -> probeOrFail(neighbor, tunables.ucastSolicit(), now);
            case STALE, FAILED, PERMANENT, NONE -> {} // no timer runs in these
        }
    }

    private void probeOrFail(Neighbor neighbor, int most, long now) {
        if (neighbor.probes < most) {
            probe(neighbor, now);
        } else {
            enter(neighbor, FAILED, now);
            held.fail(neighbor); // NUD-06
        }
    }

    private void probe(Neighbor neighbor, long now) {
        neighbor.probes++;
        timers.set(neighbor, now + tunables.retransTimeMs() * NS_PER_MS);
        resolvers.get(neighbor.family()).ask(neighbor, neighbor.state == PROBE ? neighbor.mac : 0);
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
