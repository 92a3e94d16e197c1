package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibRoutes;
import io.gatun.dataplane.table.FibStatus;
import io.gatun.dataplane.table.FibWriter;
import io.gatun.dataplane.table.RouteResult;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps a {@link Fib} to what some tables of routes say together: at each prefix the best usable
 * route of the first table that has one, else what the address means of itself, else the neighbor
 * who has it. A change touches its own prefix, and those of neighbors within.
 */
final class ForwardingTable {

    private final Family family;
    private final List<RouteTable> tables;
    private SpecialAddresses special;
    private final NeighborsByAddress onLink;
    private final ForwardingObjects objects;
    private final Surroundings around;
    private FibCapacity capacity;
    private final Set<Bits> deferred = new LinkedHashSet<>();
    private final Set<Bits> refused = new HashSet<>();
    private FibWriter writer;
    private boolean isInStep;
    private boolean isDetached;

    /** What all tables of the router have in common. */
    record Surroundings(
            AdjacencyKeeper adjacencies,
            NeighborKeeper neighbors,
            Changes changes,
            Predicate<RouteInfo> usable,
            FibCapacity capacity) {}

    ForwardingTable(
            Family family,
            List<RouteTable> tables,
            SpecialAddresses special,
            NeighborsByAddress onLink,
            ForwardingObjects objects,
            Surroundings around) {
        this.family = family;
        this.tables = List.copyOf(tables);
        this.special = special;
        this.onLink = onLink;
        this.objects = objects;
        this.around = around;
        this.capacity = around.capacity();
    }

    /** For the nodes; one table without routes stands for all that never had any. */
    Fib fib(Fib empty) {
        return writer == null ? empty : writer.fib();
    }

    Optional<FibStatus> status() {
        return Optional.ofNullable(writer).map(FibWriter::status);
    }

    List<RouteTable> tables() {
        return tables;
    }

    Family family() {
        return family;
    }

    private FibWriter writer() {
        if (writer == null) {
            writer = new FibWriter(capacity, around.changes()::nextGeneration);
        }
        return writer;
    }

    /**
     * Until {@link #endStep} nothing that changes is seen by workers: they go on with the table
     * they have, and find all of it in the next one that is published.
     */
    void beginStep() {
        isInStep = true;
    }

    void endStep() {
        isInStep = false;
        isDetached = false;
    }

    private FibWriter changing() {
        if (isInStep && !isDetached) {
            isDetached = true;
            writer().detach();
        }
        return writer();
    }

    /** From here on this is the most the table may grow to. */
    void capacity(FibCapacity most) {
        capacity = most;
        if (writer != null) {
            writer.capacity(most);
        }
    }

    /** Other addresses mean something of themselves. */
    void special(SpecialAddresses next, long seen, long now) {
        final Set<Bits> all = new LinkedHashSet<>(special.all().keySet());
        all.addAll(next.all().keySet());
        special = next;
        all.forEach(prefix -> followOrKeep(prefix, seen, now));
    }

    /** All that belongs into the table, for {@link #load}. */
    FibRoutes collect(long now) {
        final FibRoutes all = new FibRoutes(tables.stream().mapToInt(RouteTable::size).sum());
        special.all().forEach((prefix, result) -> add(all, prefix, result));
        for (int i = tables.size() - 1; i >= 0; i--) { // the last of equal prefixes counts
            final List<RouteTable> before = tables.subList(0, i);
            final PrefixIndex prefixes = tables.get(i).prefixes();
            for (int id = 0; id < prefixes.end(); id++) {
                if (prefixes.isLive(id)) {
                    collect(all, tables.get(i), before, id, now);
                }
            }
        }
        return all;
    }

    private void collect(
            FibRoutes all, RouteTable table, List<RouteTable> before, int id, long now) {
        final RouteInfo route = table.best(table.first(id), around.usable());
        final Bits prefix = table.prefixes().bits(id);
        if (route != null
                && !special.overrule(prefix)
                && best(before, prefix, around.usable()) == null) {
            final int result = result(route, prefix, now);
            objects.use(result);
            add(all, prefix, result);
        }
    }

    /**
     * Puts everything into the empty table at once, before any worker looks at it. Of this alone
     * another thread may take care.
     */
    void load(FibRoutes all) throws FibFullException {
        if (all.size() > 0) {
            writer().load(all);
        }
    }

    private static void add(FibRoutes all, Bits prefix, int result) {
        all.add(prefix.high(), prefix.low(), prefix.length(), result);
    }

    /** The route that decides for a prefix, or null. */
    RouteInfo best(Bits prefix) {
        return best(tables, prefix, around.usable());
    }

    /**
     * The route that would decide for a prefix, and be seen to, if those that pass a test were
     * usable; or null.
     */
    RouteInfo deciding(Bits prefix, Predicate<RouteInfo> test) {
        final boolean isNeverSeen = special.overrule(prefix) && !isInstalled(prefix);
        return isNeverSeen ? null : best(tables, prefix, test);
    }

    private static RouteInfo best(List<RouteTable> some, Bits prefix, Predicate<RouteInfo> test) {
        for (RouteTable table : some) {
            final RouteInfo best = table.best(table.first(prefix), test);
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    /** Whether packets are forwarded as the best route of a prefix says. */
    boolean isInstalled(Bits prefix) {
        return writer != null
                && (deferred.isEmpty() || !deferred.contains(prefix))
                && (refused.isEmpty() || !refused.contains(prefix))
                && writer.result(prefix.high(), prefix.low(), prefix.length())
                        != RouteResult.NO_ROUTE;
    }

    /** Whether a prefix waits for workers to see its adjacency. */
    boolean isDeferred(Bits prefix) {
        return deferred.contains(prefix);
    }

    /** Whether there was no room for a prefix. */
    boolean isRefused(Bits prefix) {
        return refused.contains(prefix);
    }

    /** Makes forwarding follow the routes of one prefix; when it is refused nothing has changed. */
    void follow(Bits prefix, long seen, long now) throws FibFullException {
        if (writer == null && tables.stream().allMatch(table -> table.size() == 0)) {
            return;
        }
        install(prefix, wanted(prefix, now), seen);
        if (prefix.length() < family.width()) {
            for (Bits address : onLink.within(prefix)) {
                followOrKeep(address, seen, now);
            }
        }
    }

    private int wanted(Bits prefix, long now) {
        final RouteInfo best = special.overrule(prefix) ? null : best(prefix);
        if (best != null) {
            return result(best, prefix, now);
        }
        return special.at(prefix).orElseGet(() -> neighborWay(prefix));
    }

    private int result(RouteInfo best, Bits prefix, long now) {
        return prefix.length() == 0
                ? objects.ofDefault(best, usable(prefix), family, now)
                : objects.of(best, family, prefix, now);
    }

    private List<RouteInfo> usable(Bits prefix) {
        return tables.stream()
                .flatMap(table -> table.chain(prefix).stream())
                .filter(around.usable())
                .toList();
    }

    /**
     * A neighbor gets a route to its address only where that would be looked for on its own link:
     * nobody draws traffic by claiming an address elsewhere.
     */
    private int neighborWay(Bits address) {
        if (address.length() < family.width()) {
            return RouteResult.NO_ROUTE;
        }
        final List<Neighbor> here = onLink.at(address);
        final RouteMatch over = here.isEmpty() ? null : match(address, around.usable());
        if (over == null
                || !over.route().isOnLink()
                || special.longestOver(address) > over.prefix().length()) {
            return RouteResult.NO_ROUTE;
        }
        for (Neighbor neighbor : here) {
            if (neighbor.interfaceIndex == over.route().interfaceIndex()
                    && around.neighbors().isKnown(neighbor)) {
                return around.neighbors()
                        .adjacency(
                                neighbor,
                                objects.way(over.route(), family, address).to(neighbor.address));
            }
        }
        return RouteResult.NO_ROUTE;
    }

    private void install(Bits prefix, int wanted, long seen) throws FibFullException {
        final int before = writer().result(prefix.high(), prefix.low(), prefix.length());
        forget(refused, prefix);
        forget(deferred, prefix);
        if (wanted == before) {
            return;
        }
        if (RouteResult.isForward(wanted) && !around.adjacencies().isIn(wanted, seen)) {
            deferred.add(prefix); // until every worker has the adjacency in its tables
            around.changes().adjacencies();
            return;
        }
        if (wanted == RouteResult.NO_ROUTE) {
            changing().remove(prefix.high(), prefix.low(), prefix.length());
        } else {
            changing().put(prefix.high(), prefix.low(), prefix.length(), wanted);
        }
        objects.use(wanted);
        objects.release(before);
        around.changes().fib();
    }

    private static void forget(Set<Bits> some, Bits prefix) {
        if (!some.isEmpty()) { // which is nearly always so, and costs no hash then
            some.remove(prefix);
        }
    }

    /** Follows; where there is no room the prefix leaves the table and counts as refused. */
    void followOrKeep(Bits prefix, long seen, long now) {
        try {
            follow(prefix, seen, now);
        } catch (FibFullException full) {
            refuse(prefix);
        }
    }

    private void refuse(Bits prefix) {
        final int before = writer.result(prefix.high(), prefix.low(), prefix.length());
        if (before != RouteResult.NO_ROUTE) {
            changing().remove(prefix.high(), prefix.low(), prefix.length());
            objects.release(before);
            around.changes().fib();
        }
        refused.add(prefix);
    }

    /** Gateways may answer no more, or again. */
    void followGateways(long seen, long now) {
        if (usable(Bits.ALL).size() > 1) {
            try {
                install(Bits.ALL, wanted(Bits.ALL, now), seen);
            } catch (FibFullException full) {
                refuse(Bits.ALL);
            }
        }
    }

    /** What had to wait for workers to see its adjacency; returns how many prefixes that were. */
    int followDeferred(long seen, long now) {
        if (deferred.isEmpty()) {
            return 0;
        }
        final List<Bits> waiting = List.copyOf(deferred);
        waiting.forEach(prefix -> followOrKeep(prefix, seen, now));
        return waiting.size() - deferred.size();
    }

    boolean hasDeferred() {
        return !deferred.isEmpty();
    }

    /**
     * Follows again wherever a route passes the test, from the cursor on.
     *
     * @param most prefixes to look at; one that is followed counts for {@link
     *     InterfaceFollower#FOLLOWED}
     * @return how many were looked at, counted so
     */
    int followWhere(Predicate<RouteInfo> test, RouteCursor cursor, int most, long seen, long now) {
        int looked = 0;
        while (looked < most && cursor.advance(tables)) {
            looked++;
            final RouteTable table = tables.get(cursor.table());
            final int id = cursor.prefix(tables);
            if (id != PrefixIndex.NONE && table.best(table.first(id), test) != null) {
                followOrKeep(table.prefixes().bits(id), seen, now);
                looked += InterfaceFollower.FOLLOWED;
            }
        }
        return looked;
    }

    /** Takes up the neighbors there are, before any worker looks at the table. */
    void followNeighbors(long now) {
        onLink.within(Bits.ALL).forEach(address -> followOrKeep(address, Long.MAX_VALUE, now));
    }

    /** No packet is looked up in it any more: what its prefixes lead to has lost them. */
    void giveUp() {
        if (writer != null) {
            writer.forEachResult(objects::release);
        }
    }

    void reclaim(long seen) {
        if (writer != null) {
            writer.reclaim(seen);
        }
    }

    /** The route with the longest prefix that covers an address and passes the test, or null. */
    RouteMatch match(Bits address, Predicate<RouteInfo> test) {
        return RouteMatch.longest(tables, address, test);
    }

    /** Length of the special prefix that covers an address; -1 where none does. */
    int specialOver(Bits address) {
        return special.longestOver(address);
    }
}
