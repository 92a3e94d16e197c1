package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.refusal;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.dataplane.rib.RouteTable.Outcome;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Every route of the router: the one door by which they come, change and go. Forwarding tables
 * follow at once; tables that nothing follows are kept for rules to come. On control's thread.
 */
final class RouteKeeper {

    /** What routes are made of and depend on. */
    record Parts(
            InterfaceKeeper interfaces,
            AdjacencyKeeper adjacencies,
            NeighborKeeper neighbors,
            Changes changes,
            LinkStates links) {}

    private final Rib rib = new Rib();
    private final ShadowedImports shadowed = new ShadowedImports();
    private final LinkStates links;
    private final ForwardingTables forwarding;
    private final InterfaceRoutes ofInterfaces;
    private final RouteCheck check;
    private final RouteEvents events;
    private final SleepEvents asleep;

    RouteKeeper(
            Parts parts,
            ForwardingTables.Settings settings,
            ConfiguredRoutes configured,
            long now) {
        this.links = parts.links();
        this.forwarding = new ForwardingTables(parts, rib, settings, now);
        this.events =
                new RouteEvents(parts.changes().events(), forwarding, links, parts.interfaces());
        this.asleep = new SleepEvents(rib, forwarding, links, events);
        this.ofInterfaces = new InterfaceRoutes(rib, forwarding, events, links, asleep);
        this.check =
                new RouteCheck(
                        parts.interfaces(),
                        new NextHopCheck(parts.interfaces(), links, this::matchFrom));
        ofInterfaces.storeOf(parts.interfaces());
        configured.storeIn(rib, check, shadowed);
        forwarding.load();
    }

    /** Once per round; returns the work done. */
    int poll(long seen, long now) {
        final int work = forwarding.poll(seen, now);
        return forwarding.isUpToDate() ? work + asleep.goOn() : work;
    }

    /** Adds or replaces a route; refused with nothing changed. */
    void put(PutMode mode, IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        put(mode, asked.table(), prefix, check.check(prefix, asked));
    }

    /** The same for a route already checked, of one of many prefixes. */
    void put(PutMode mode, TableId id, IpPrefix prefix, RouteInfo route) throws RefusedException {
        final AddressFamily family = AddressFamily.of(prefix.network());
        final RouteTable table = rib.table(id, family);
        final Bits bits = Bits.of(prefix);
        final Outcome outcome = table.put(mode, bits, route);
        switch (outcome) {
            case EXISTS ->
                    throw refusal(
                            RefusalCode.EXISTS,
                            "prefix",
                            prefix,
                            "",
                            "there is a route to "
                                    + prefix
                                    + place(route)
                                    + " already; replace it, or give this one another metric");
            case MISSING ->
                    throw refusal(
                            RefusalCode.NOT_FOUND,
                            "prefix",
                            prefix,
                            "",
                            "there is no route to "
                                    + prefix
                                    + place(route)
                                    + " to change; add or replace adds one");
            case SAME -> {}
            case ADDED, REPLACED -> {
                try {
                    forwarding.need(id, family, route.tos());
                    forwarding.follow(id, family, bits);
                } catch (FibFullException full) {
                    undo(table, outcome, bits, route);
                    forwarding.followOrKeep(id, family, bits);
                    throw noRoom(prefix, full);
                }
                events.tell(
                        outcome == Outcome.ADDED ? Change.NEW : Change.CHANGED,
                        id,
                        family,
                        bits,
                        route);
            }
        }
    }

    private static String place(RouteInfo route) {
        return (route.tos() == 0
                        ? " with metric "
                        : " with tos " + RouteWords.tos(route.tos()) + " and metric ")
                + route.metric();
    }

    private static void undo(RouteTable table, Outcome outcome, Bits bits, RouteInfo route) {
        if (outcome == Outcome.REPLACED) {
            table.restore(bits, route);
        } else {
            table.delete(bits, route::equals);
        }
    }

    private static RefusedException noRoom(IpPrefix prefix, FibFullException full) {
        return refusal(
                RefusalCode.FULL,
                "prefix",
                prefix,
                full.capacity() + " " + full.what(),
                "failed: " + full.getMessage() + "; nothing has changed");
    }

    /** What a request asks for, checked once for many prefixes of a family. */
    RouteInfo check(IpPrefix prefix, RouteAttributes asked) throws RefusedException {
        return check.check(prefix, asked);
    }

    /** Deletes the first route of a prefix that passes the test; null where none does. */
    RouteInfo delete(TableId id, IpPrefix prefix, Predicate<RouteInfo> test) {
        final AddressFamily family = AddressFamily.of(prefix.network());
        final Bits bits = Bits.of(prefix);
        final RouteInfo deleted =
                rib.find(id, family).map(table -> table.delete(bits, test)).orElse(null);
        if (deleted != null) {
            forwarding.followOrKeep(id, family, bits);
            events.tell(Change.DELETED, id, family, bits, deleted);
        }
        return deleted;
    }

    /** Routes by interfaces that are no more end, whoever brought them (FIB-19). */
    void leave(List<Integer> gone) {
        if (gone.isEmpty()) {
            return;
        }
        final Set<Integer> indexes = Set.copyOf(gone);
        deleteWhere((_, route) -> indexes.contains(route.interfaceIndex()));
        ofInterfaces.forget(gone);
        forwarding.objects().giveUpUnused();
    }

    /** Deletes every route that passes the test, whoever brought it. */
    void deleteWhere(BiPredicate<AddressFamily, RouteInfo> test) {
        for (Rib.Key key : rib.keys()) {
            final Predicate<RouteInfo> goes = route -> test.test(key.family(), route);
            if (!rib.hasAny(goes)) {
                continue;
            }
            final RouteTable table = rib.table(key.table(), key.family());
            for (int id = 0; id < table.prefixes().end(); id++) {
                if (table.prefixes().isLive(id) && table.best(table.first(id), goes) != null) {
                    final Bits prefix = table.prefixes().bits(id);
                    for (RouteInfo gone = table.delete(prefix, goes);
                            gone != null;
                            gone = table.delete(prefix, goes)) {
                        events.tell(Change.DELETED, key.table(), key.family(), prefix, gone);
                    }
                    forwarding.followOrKeep(key.table(), key.family(), prefix);
                }
            }
        }
    }

    /** Puts these in place of all routes a prefix has; best first. */
    void replace(Rib.Key key, Bits prefix, List<RouteInfo> chain) {
        final RouteTable table = rib.table(key.table(), key.family());
        final List<RouteInfo> before = table.chain(prefix);
        if (before.equals(chain)) {
            return;
        }
        while (table.delete(prefix, _ -> true) != null) {}
        chain.forEach(route -> {
            table.put(PutMode.APPEND, prefix, route);
            needed(key, route.tos());
        });
        forwarding.followOrKeep(key.table(), key.family(), prefix);
        before.stream()
                .filter(route -> !chain.contains(route))
                .forEach(route ->
                        events.tell(Change.DELETED, key.table(), key.family(), prefix, route));
        chain.stream()
                .filter(route -> !before.contains(route))
                .forEach(
                        route -> events.tell(Change.NEW, key.table(), key.family(), prefix, route));
    }

    private void needed(Rib.Key key, int tos) {
        try {
            forwarding.need(key.table(), key.family(), tos);
        } catch (FibFullException _) {
            // no packet is looked up by that type of service: its routes are not installed
        }
    }

    ShadowedImports shadowedImports() {
        return shadowed;
    }

    RouteCheck check() {
        return check;
    }

    private RouteMatch matchFrom(
            TableId id, AddressFamily family, Bits address, Predicate<RouteInfo> test) {
        final ForwardingTable following = forwarding.of(id, family);
        final Predicate<RouteInfo> usable =
                route -> route.isForTos(0) && forwarding.isUsable(route) && test.test(route);
        if (following != null) {
            return following.match(address, usable);
        }
        return rib.find(id, family)
                .map(table -> RouteMatch.longest(List.of(table), address, usable))
                .orElse(null);
    }

    Rib rib() {
        return rib;
    }

    /** What follows the routes, and what workers look in. */
    ForwardingTables forwarding() {
        return forwarding;
    }

    /** Those that come with addresses. */
    InterfaceRoutes ofInterfaces() {
        return ofInterfaces;
    }

    LinkStates links() {
        return links;
    }
}
