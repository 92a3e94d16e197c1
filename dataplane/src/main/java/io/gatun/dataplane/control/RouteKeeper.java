package io.gatun.dataplane.control;

import static io.gatun.dataplane.control.Refusals.refusal;

import io.gatun.dataplane.control.AutomaticRoutes.Made;
import io.gatun.dataplane.control.ForwardingTable.Match;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.dataplane.rib.RouteTable.Outcome;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every route of the router, and the forwarding tables that follow them: tables local and main
 * together, and table default after them. Other tables are kept for rules to come.
 */
final class RouteKeeper {

    /** In the constructor no worker looks at any table yet. */
    private static final long BEFORE_ALL = Long.MAX_VALUE;

    /** What routes are made of and depend on. */
    record Parts(
            InterfaceKeeper interfaces,
            AdjacencyKeeper adjacencies,
            NeighborKeeper neighbors,
            Changes changes,
            LinkStates links) {}

    /** What is set for the whole router. */
    record Settings(boolean forwardsClassE, FibCapacity capacity) {

        static Settings of(TunablesConfiguration tunables) {
            return new Settings(
                    tunables.classEForwarding(),
                    new FibCapacity(tunables.fibNodes(), FibCapacity.DEFAULT.entries()));
        }
    }

    private final Rib rib = new Rib();
    private final ShadowedImports shadowed = new ShadowedImports();
    private final Fib empty = Fib.empty();
    private final Parts parts;
    private final RouteCheck check;
    private final ForwardingObjects objects;
    private final RouteEvents events;
    private final Map<Family, NeighborsByAddress> onLink = new EnumMap<>(Family.class);
    private final Map<Family, ForwardingTable> main = new EnumMap<>(Family.class);
    private final Map<Family, ForwardingTable> last = new EnumMap<>(Family.class);
    private final InterfaceFollower follower;
    private final Map<Integer, List<Made>> automatic = new HashMap<>();
    private long seen = BEFORE_ALL;
    private long now;

    RouteKeeper(Parts parts, Settings settings, ConfiguredRoutes configured, long now) {
        this.parts = parts;
        this.now = now;
        this.objects =
                new ForwardingObjects(
                        parts.interfaces(),
                        parts.adjacencies(),
                        parts.neighbors(),
                        parts.changes());
        this.events = new RouteEvents(parts.changes().events(), this, parts.interfaces());
        this.check =
                new RouteCheck(
                        parts.interfaces(),
                        new NextHopCheck(parts.interfaces(), parts.links(), this::matchFrom));
        for (Family family : Family.values()) {
            addTables(family, settings);
        }
        this.follower =
                new InterfaceFollower(
                        Stream.of(main, last).flatMap(each -> each.values().stream()).toList());
        for (int i : parts.interfaces().indexes()) {
            automatic.put(i, AutomaticRoutes.of(parts.interfaces(), i));
            automatic
                    .get(i)
                    .forEach(each -> table(each).put(PutMode.PREPEND, bits(each), each.route()));
        }
        configured.storeIn(rib, check, shadowed);
        load();
        followNeighbors();
    }

    private void addTables(Family family, Settings settings) {
        final AddressFamily of = family == Family.IPV4 ? AddressFamily.INET : AddressFamily.INET6;
        final ForwardingTable.Surroundings around =
                new ForwardingTable.Surroundings(
                        parts.adjacencies(),
                        parts.neighbors(),
                        parts.changes(),
                        this::isUsable,
                        settings.capacity());
        onLink.put(family, new NeighborsByAddress());
        main.put(
                family,
                new ForwardingTable(
                        family,
                        List.of(rib.table(TableId.LOCAL, of), rib.table(TableId.MAIN, of)),
                        special(family, settings),
                        onLink.get(family),
                        objects,
                        around));
        last.put(
                family,
                new ForwardingTable(
                        family,
                        List.of(rib.table(TableId.DEFAULT, of)),
                        SpecialAddresses.none(family),
                        new NeighborsByAddress(),
                        objects,
                        around));
    }

    private SpecialAddresses special(Family family, Settings settings) {
        if (family == Family.IPV6) {
            return SpecialAddresses.ipv6();
        }
        boolean isForwarded = false;
        for (int i : parts.interfaces().indexes()) {
            isForwarded |= parts.interfaces().row(i).forwardLinkLocal();
        }
        return SpecialAddresses.ipv4(settings.forwardsClassE(), isForwarded);
    }

    private RouteTable table(Made made) {
        return rib.table(made.table(), AddressFamily.of(made.prefix().network()));
    }

    private static Bits bits(Made made) {
        return Bits.of(made.prefix());
    }

    private void load() {
        try {
            for (Family family : Family.values()) {
                main.get(family).load(now);
                last.get(family).load(now);
            }
        } catch (FibFullException full) {
            throw new IllegalStateException(full.getMessage(), full);
        }
    }

    /** NH-08: whether packets may be sent the way a route says. */
    boolean isUsable(RouteInfo route) {
        return route.interfaceIndex() == RouteInfo.NO_INTERFACE
                || route.type() == RouteType.LOCAL // which answers by other interfaces (FIB-16)
                || parts.links().carriesRoutes(route.interfaceIndex());
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
                                    + " with metric "
                                    + route.metric()
                                    + " already; replace it, or give this one another metric");
            case MISSING ->
                    throw refusal(
                            RefusalCode.NOT_FOUND,
                            "prefix",
                            prefix,
                            "",
                            "there is no route to "
                                    + prefix
                                    + " with metric "
                                    + route.metric()
                                    + " to change; add or replace adds one");
            case SAME -> {}
            case ADDED, REPLACED -> {
                try {
                    follow(id, family, bits);
                } catch (FibFullException full) {
                    undo(table, outcome, bits, route);
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
            followOrKeep(id, family, bits);
            events.tell(Change.DELETED, id, family, bits, deleted);
        }
        return deleted;
    }

    private ForwardingTable following(TableId id, AddressFamily family) {
        final Family packets = family == AddressFamily.INET ? Family.IPV4 : Family.IPV6;
        if (id.equals(TableId.MAIN) || id.equals(TableId.LOCAL)) {
            return main.get(packets);
        }
        return id.equals(TableId.DEFAULT) ? last.get(packets) : null;
    }

    private void follow(TableId id, AddressFamily family, Bits prefix) throws FibFullException {
        final ForwardingTable following = following(id, family);
        if (following != null) {
            following.follow(prefix, seen, now);
        }
    }

    private void followOrKeep(TableId id, AddressFamily family, Bits prefix) {
        final ForwardingTable following = following(id, family);
        if (following != null) {
            following.followOrKeep(prefix, seen, now);
        }
    }

    /**
     * Until {@link #endStep} all that changes is for the next tables alone: workers go on with the
     * routes they have, and may lead to adjacencies that are new.
     */
    void beginStep() {
        seen = BEFORE_ALL;
        for (ForwardingTable table : forwarding()) {
            table.beginStep();
            table.followDeferred(seen, now);
        }
    }

    /** The step is published next. */
    void endStep(long generationSeen) {
        followNeighbors();
        objects.giveUpUnused();
        forwarding().forEach(ForwardingTable::endStep);
        seen = generationSeen;
    }

    private List<ForwardingTable> forwarding() {
        return Stream.of(main, last).flatMap(tables -> tables.values().stream()).toList();
    }

    /** Routes by interfaces that are no more end, whoever brought them (FIB-19). */
    void leave(List<Integer> gone) {
        if (gone.isEmpty()) {
            return;
        }
        final Set<Integer> indexes = Set.copyOf(gone);
        deleteWhere((_, route) -> indexes.contains(route.interfaceIndex()));
        gone.forEach(automatic::remove);
        objects.giveUpUnused();
    }

    /** Settings of the whole router are others. */
    void obey(Settings settings) {
        forwarding().forEach(table -> table.capacity(settings.capacity()));
        main.get(Family.IPV4).special(special(Family.IPV4, settings), seen, now);
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
                    followOrKeep(key.table(), key.family(), prefix);
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
        chain.forEach(route -> table.put(PutMode.APPEND, prefix, route));
        followOrKeep(key.table(), key.family(), prefix);
        before.stream()
                .filter(route -> !chain.contains(route))
                .forEach(route ->
                        events.tell(Change.DELETED, key.table(), key.family(), prefix, route));
        chain.stream()
                .filter(route -> !before.contains(route))
                .forEach(
                        route -> events.tell(Change.NEW, key.table(), key.family(), prefix, route));
    }

    /** Those an interface brought. */
    List<Made> automatic(int index) {
        return automatic.getOrDefault(index, List.of());
    }

    /** It brings others from here on, which are put in place elsewhere. */
    void automatic(int index, List<Made> made) {
        automatic.put(index, made);
    }

    /** Follows routes to what is on a link and lets the router choose its source. */
    void followSources() {
        for (ForwardingTable table : forwarding()) {
            table.followWhere(
                    route -> route.isOnLink() && route.prefsrc().isEmpty(),
                    new RouteCursor(),
                    Integer.MAX_VALUE,
                    seen,
                    now);
        }
    }

    ShadowedImports shadowedImports() {
        return shadowed;
    }

    RouteCheck check() {
        return check;
    }

    /** An administrator takes an interface up or down (FIB-16, FIB-17). */
    void interfaceUp(int index, boolean isUp) {
        if (!parts.links().up(index, isUp)) {
            return;
        }
        for (Made each : automatic(index)) {
            if (!each.staysWhenDown()) {
                if (isUp) {
                    table(each).put(PutMode.PREPEND, bits(each), each.route());
                } else {
                    table(each).delete(bits(each), each.route()::equals);
                }
                final AddressFamily family = AddressFamily.of(each.prefix().network());
                followOrKeep(each.table(), family, bits(each));
                events.tell(
                        isUp ? Change.NEW : Change.DELETED,
                        each.table(),
                        family,
                        bits(each),
                        each.route());
            }
        }
        followInterface(index);
    }

    /** Routes by this interface have become usable, or ceased to be: followed in rounds to come. */
    void followInterface(int index) {
        follower.begin(index);
    }

    /** Once per round: takes up what has changed around, and what had to wait for workers. */
    int poll(long generationSeen, long time) {
        seen = generationSeen;
        now = time;
        followNeighbors();
        int work = 0;
        for (Family family : Family.values()) {
            work += main.get(family).followDeferred(seen, now);
            work += last.get(family).followDeferred(seen, now);
            main.get(family).reclaim(seen);
            last.get(family).reclaim(seen);
        }
        if (!hasDeferred()) { // they are followed anew each round until workers can know
            work += follower.goOn(seen, now);
        }
        giveUpUnused();
        return work;
    }

    /** Neighbors that came or went since; their host routes come and go with them. */
    private void followNeighbors() {
        for (Neighbor neighbor : parts.changes().takeNeighbors()) {
            final boolean isThere = neighbor.isValid() && parts.neighbors().isKnown(neighbor);
            final Family family = neighbor.family();
            final Bits address = onLink.get(family).update(neighbor, isThere);
            main.get(family).followOrKeep(address, seen, now);
        }
    }

    private void giveUpUnused() {
        if (!hasDeferred()) { // they wait for what nothing leads to yet
            objects.giveUpUnused();
        }
    }

    /** Whether a route waits for workers to see its adjacency. */
    boolean hasDeferred() {
        for (Family family : Family.values()) {
            if (main.get(family).hasDeferred() || last.get(family).hasDeferred()) {
                return true;
            }
        }
        return false;
    }

    private Match matchFrom(
            TableId id, AddressFamily family, Bits address, Predicate<RouteInfo> test) {
        final ForwardingTable following = following(id, family);
        final Predicate<RouteInfo> usable = route -> isUsable(route) && test.test(route);
        if (following != null) {
            return following.match(address, usable);
        }
        return rib.find(id, family).map(table -> match(table, address, usable)).orElse(null);
    }

    private static Match match(RouteTable table, Bits address, Predicate<RouteInfo> test) {
        final int prefix = table.cover(address, test);
        return prefix < 0
                ? null
                : new Match(
                        table,
                        table.prefixes().bits(prefix),
                        table.best(table.first(prefix), test));
    }

    Rib rib() {
        return rib;
    }

    /** The forwarding table that follows a table of routes, or null. */
    ForwardingTable forwarding(TableId id, AddressFamily family) {
        return following(id, family);
    }

    ForwardingObjects objects() {
        return objects;
    }

    LinkStates links() {
        return parts.links();
    }

    /** What nodes look in first, for this family. */
    Fib fib(Family family) {
        return main.get(family).fib(empty);
    }

    /** What nodes look in after that. */
    Fib lastFib(Family family) {
        return last.get(family).fib(empty);
    }
}
