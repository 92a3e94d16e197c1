package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibRoutes;
import io.gatun.dataplane.table.FibsByTos;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What workers look in, of both families: tables local and main together, and table default after
 * them. They follow routes, neighbors and interfaces as those change. On control's thread.
 */
final class ForwardingTables {

    /** In the constructor no worker looks at any table yet. */
    private static final long BEFORE_ALL = Long.MAX_VALUE;

    /** What is set for the whole router. */
    record Settings(boolean forwardsClassE, FibCapacity capacity) {

        static Settings of(TunablesConfiguration tunables) {
            return new Settings(
                    tunables.classEForwarding(),
                    new FibCapacity(tunables.fibNodes(), FibCapacity.DEFAULT.entries()));
        }
    }

    private final Fib empty = Fib.empty();
    private final RouteKeeper.Parts parts;
    private final ForwardingObjects objects;
    private final Map<Family, NeighborsByAddress> onLink = new EnumMap<>(Family.class);
    private final Map<Family, ForwardingTable> main = new EnumMap<>(Family.class);
    private final Map<Family, ForwardingTable> last = new EnumMap<>(Family.class);
    private final List<ForwardingTable> all = new ArrayList<>(); // those by TOS among them
    private final InterfaceFollower follower = new InterfaceFollower(all);
    private final TosTables byTos;
    private final TableMaker maker;
    private final Rib rib;
    private boolean isInStep;
    private boolean mayTosBeUnused;
    private long seen = BEFORE_ALL;
    private long now;

    /** Empty until {@link #load}. */
    ForwardingTables(RouteKeeper.Parts parts, Rib rib, Settings settings, long now) {
        this.parts = parts;
        this.rib = rib;
        this.now = now;
        this.objects =
                new ForwardingObjects(
                        parts.interfaces(),
                        parts.adjacencies(),
                        parts.neighbors(),
                        parts.changes());
        this.maker = new TableMaker(parts, rib, objects, onLink, this::isUsable, settings);
        this.byTos = new TosTables(maker);
        for (Family family : Family.values()) {
            onLink.put(family, new NeighborsByAddress());
            main.put(family, maker.main(family, 0));
            last.put(family, maker.last(family, 0));
        }
        all.addAll(main.values());
        all.addAll(last.values());
    }

    /**
     * Takes in all routes and neighbors there are, before any worker looks at it. While the routes
     * of one table are collected another thread lays those of the one before.
     */
    void load() {
        for (int tos = 0; tos <= RouteAttributes.TOS_MASK; tos++) {
            if (isAskedFor(tos)) {
                all.addAll(byTos.add(tos));
            }
        }
        try (ExecutorService aside = Executors.newSingleThreadExecutor()) {
            final List<Future<?>> laid = new ArrayList<>();
            for (ForwardingTable table : all) {
                final FibRoutes routes = table.collect(now);
                laid.add(
                        aside.submit(() -> {
                            table.load(routes);
                            return null;
                        }));
            }
            for (Future<?> each : laid) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        followNeighbors();
    }

    private boolean isAskedFor(int tos) {
        return rib.hasAny(route -> route.tos() == tos);
    }

    /**
     * A route asks for this type of service: from the next tables on, packets that have it are
     * looked up in tables of their own.
     */
    void need(TableId id, AddressFamily family, int tos) throws FibFullException {
        final List<ForwardingTable> made =
                family == AddressFamily.INET && of(id, family) != null ? byTos.add(tos) : List.of();
        if (made.isEmpty()) {
            return;
        }
        all.addAll(made);
        try {
            for (ForwardingTable table : made) {
                fill(table);
            }
        } catch (FibFullException full) {
            giveUp(byTos.removeUnless(other -> other != tos));
            throw full;
        }
        made.getFirst().followNeighbors(now);
        if (isInStep) {
            made.forEach(ForwardingTable::beginStep);
        }
        parts.changes().fib();
    }

    private void fill(ForwardingTable table) throws FibFullException {
        final FibRoutes routes = table.collect(now);
        try {
            table.load(routes);
        } catch (FibFullException full) {
            routes.forEachResult(objects::release); // it holds none of what was collected
            throw full;
        }
    }

    private void giveUpTos() {
        mayTosBeUnused = false;
        giveUp(byTos.removeUnless(this::isAskedFor));
    }

    private void giveUp(List<ForwardingTable> tables) {
        for (ForwardingTable table : tables) {
            all.remove(table);
            follower.forget(table);
            table.giveUp();
            parts.changes().fib();
        }
    }

    /** NH-08: whether packets may be sent the way a route says. */
    boolean isUsable(RouteInfo route) {
        return route.interfaceIndex() == RouteInfo.NO_INTERFACE
                || route.type() == RouteType.LOCAL // which answers by other interfaces (FIB-16)
                || parts.links().carriesRoutes(route.interfaceIndex());
    }

    /** The one that follows a table of routes, or null. */
    ForwardingTable of(TableId id, AddressFamily family) {
        final Family packets = family == AddressFamily.INET ? Family.IPV4 : Family.IPV6;
        if (id.equals(TableId.MAIN) || id.equals(TableId.LOCAL)) {
            return main.get(packets);
        }
        return id.equals(TableId.DEFAULT) ? last.get(packets) : null;
    }

    /** The same for packets of a type of service; what follows no route of it is that for all. */
    ForwardingTable of(TableId id, AddressFamily family, int tos) {
        final TosTables.Pair pair = family == AddressFamily.INET ? byTos.of(tos) : null;
        if (pair == null) {
            return of(id, family);
        }
        return id.equals(TableId.DEFAULT)
                ? pair.last()
                : of(id, family) == null ? null : pair.main();
    }

    private List<ForwardingTable> byTos(TableId id, AddressFamily family) {
        if (family != AddressFamily.INET || byTos.isEmpty()) {
            return List.of();
        }
        return id.equals(TableId.DEFAULT) ? byTos.last() : byTos.main();
    }

    /**
     * The routes of a prefix are others. Where there is no room in some table others may have
     * changed: when the routes are what they were, follow again.
     */
    void follow(TableId id, AddressFamily family, Bits prefix) throws FibFullException {
        final ForwardingTable following = of(id, family);
        if (following != null) {
            following.follow(prefix, seen, now);
            for (ForwardingTable each : byTos(id, family)) {
                each.follow(prefix, seen, now);
            }
        }
    }

    /** The same; where there is no room the prefix counts as refused. */
    void followOrKeep(TableId id, AddressFamily family, Bits prefix) {
        final ForwardingTable following = of(id, family);
        if (following != null) {
            following.followOrKeep(prefix, seen, now);
            byTos(id, family).forEach(each -> each.followOrKeep(prefix, seen, now));
            mayTosBeUnused = true;
        }
    }

    /** Follows routes to what is on a link and lets the router choose its source. */
    void followSources() {
        for (ForwardingTable table : all) {
            table.followWhere(
                    route -> route.isOnLink() && route.prefsrc().isEmpty(),
                    new RouteCursor(),
                    Integer.MAX_VALUE,
                    seen,
                    now);
        }
    }

    /** Routes by this interface have become usable, or ceased to be: followed in rounds to come. */
    void followInterface(int index) {
        follower.begin(index);
    }

    /**
     * Neighbors that came or went since: their host routes come and go with them, and the router's
     * own packets past gateways.
     */
    private void followNeighbors() {
        final Set<Neighbor> news = parts.changes().takeNeighbors();
        for (Neighbor neighbor : news) {
            final boolean isThere = neighbor.isValid() && parts.neighbors().isKnown(neighbor);
            final Family family = neighbor.family();
            final Bits address = onLink.get(family).update(neighbor, isThere);
            main.get(family).followOrKeep(address, seen, now);
            if (family == Family.IPV4) {
                byTos.main().forEach(each -> each.followOrKeep(address, seen, now));
            }
        }
        if (!news.isEmpty()) {
            all.forEach(table -> table.followGateways(seen, now));
        }
    }

    /**
     * Until {@link #endStep} all that changes is for the next tables alone: workers go on with the
     * routes they have, and may lead to adjacencies that are new.
     */
    void beginStep() {
        seen = BEFORE_ALL;
        isInStep = true;
        for (ForwardingTable table : all) {
            table.beginStep();
            table.followDeferred(seen, now);
        }
    }

    /** The step is published next. */
    void endStep(long generationSeen) {
        followNeighbors();
        giveUpTos();
        objects.giveUpUnused();
        isInStep = false;
        all.forEach(ForwardingTable::endStep);
        seen = generationSeen;
    }

    /** Settings of the whole router are others. */
    void obey(Settings next) {
        maker.obey(next);
        all.forEach(table -> table.capacity(next.capacity()));
        main.get(Family.IPV4).special(maker.special(Family.IPV4), seen, now);
        byTos.main().forEach(table -> table.special(maker.special(Family.IPV4), seen, now));
    }

    /** Once per round: takes up what has changed around, and what had to wait for workers. */
    int poll(long generationSeen, long time) {
        seen = generationSeen;
        now = time;
        followNeighbors();
        int work = 0;
        for (ForwardingTable table : all) {
            work += table.followDeferred(seen, now);
            table.reclaim(seen);
        }
        if (!hasDeferred()) { // they are followed anew each round until workers can know
            work += follower.goOn(seen, now);
        }
        if (!hasDeferred()) { // they wait for what nothing leads to yet
            if (mayTosBeUnused && !byTos.isEmpty()) {
                giveUpTos();
            }
            objects.giveUpUnused();
        }
        return work;
    }

    /** Whether a route waits for workers to see its adjacency. */
    boolean hasDeferred() {
        for (ForwardingTable table : all) {
            if (table.hasDeferred()) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing waits to follow what has changed. */
    boolean isUpToDate() {
        return follower.isDone() && !hasDeferred();
    }

    ForwardingObjects objects() {
        return objects;
    }

    /** What nodes look in first, for this family. */
    Fib fib(Family family) {
        return main.get(family).fib(empty);
    }

    /** What nodes look in after that. */
    Fib lastFib(Family family) {
        return last.get(family).fib(empty);
    }

    /** What packets of a type of service are looked up in first. */
    Fib fib(Family family, int tos) {
        final TosTables.Pair pair = pair(family, tos);
        return pair == null ? fib(family) : pair.main().fib(empty);
    }

    /** What packets of a type of service are looked up in after that. */
    Fib lastFib(Family family, int tos) {
        final TosTables.Pair pair = pair(family, tos);
        return pair == null ? lastFib(family) : pair.last().fib(empty);
    }

    private TosTables.Pair pair(Family family, int tos) {
        return family == Family.IPV4 ? byTos.of(tos & RouteAttributes.TOS_MASK) : null;
    }

    /** What nodes look in for packets whose type of service some route asks for. */
    FibsByTos tosFibs() {
        return byTos.published(empty);
    }
}
