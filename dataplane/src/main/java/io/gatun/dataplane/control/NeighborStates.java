package io.gatun.dataplane.control;

import static io.gatun.mgmt.model.NeighborState.DELAY;
import static io.gatun.mgmt.model.NeighborState.FAILED;
import static io.gatun.mgmt.model.NeighborState.INCOMPLETE;
import static io.gatun.mgmt.model.NeighborState.PROBE;
import static io.gatun.mgmt.model.NeighborState.REACHABLE;
import static io.gatun.mgmt.model.NeighborState.STALE;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.config.NeighborTunables;
import io.gatun.mgmt.model.NeighborState;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The states of neighbors: which follows which, by what was heard, by packets that go there, and by
 * time (NUD rows; RFC 4861 §7.3, with Linux's names and timers). Who there is stands in the table,
 * and others fill it. On control's thread.
 */
final class NeighborStates {

    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;

    /** How often workers' used marks are looked at. */
    private static final long USED_SCAN_NS = 100 * NS_PER_MS;

    /** How often REACHABLE's length is drawn anew (RFC 4861 §6.3.2 says every few hours). */
    private static final long REDRAW_NS = 300 * NS_PER_S;

    /** What takes part when a neighbor enters a state. */
    record Parts(
            NeighborTable table,
            NeighborWays ways,
            HoldQueues held,
            Map<Family, Resolver> resolvers,
            Changes changes,
            NeighborEvents events,
            SplittableRandom random) {}

    private final NeighborTable table;
    private final NeighborWays ways;
    private final HoldQueues held;
    private final Map<Family, Resolver> resolvers;
    private final Changes changes;
    private final NeighborEvents events;
    private final SplittableRandom random;
    private final NeighborTimers timers = new NeighborTimers();
    private NeighborTunables tunables;
    private long nextScanNs;
    private long nextRedrawNs;
    private long reachableNs;

    NeighborStates(NeighborTunables tunables, Parts parts, long now) {
        this.tunables = tunables;
        this.table = parts.table();
        this.ways = parts.ways();
        this.held = parts.held();
        this.resolvers = Map.copyOf(parts.resolvers());
        this.changes = parts.changes();
        this.events = parts.events();
        this.random = parts.random();
        this.nextScanNs = now + USED_SCAN_NS;
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

    /** A packet waits for a neighbor that is not valid: it is asked for, if it can be. */
    void ask(Neighbor neighbor, long now) {
        if (tunables.mcastSolicit() == 0) { // never asked for (NUD-30)
            enter(neighbor, FAILED, now);
            held.dropAll(neighbor, DropReason.NEIGHBOR_UNREACHABLE);
        } else if (neighbor.state != INCOMPLETE) { // none or failed: ask at once (NUD-03)
            neighbor.probes = 0;
            enter(neighbor, INCOMPLETE, now);
            probe(neighbor, now);
        }
    }

    /** What was heard of one that is not permanent. */
    void update(Neighbor neighbor, Heard heard, long now) {
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

    /** What a neighbor's state brings with it happens here, whoever says which. */
    void enter(Neighbor neighbor, NeighborState state, long now) {
        final boolean wasValid = neighbor.isValid();
        final boolean wasSilent = neighbor.isSilent;
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
        neighbor.isSilent = state == FAILED || (wasSilent && state == INCOMPLETE);
        if (wasValid != neighbor.isValid()) {
            changes.neighbor(neighbor); // a host route comes or goes with it
        } else if (wasSilent != neighbor.isSilent && neighbor.routes > 0) {
            changes.neighbor(neighbor); // it is a gateway
        }
        events.look(neighbor, now);
    }

    /** When something is next to be done here. */
    long nextDeadlineNs() {
        return Math.min(timers.nextNs(), nextScanNs);
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
}
