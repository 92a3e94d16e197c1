package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Fib;
import io.gatun.dataplane.table.FibCapacity;
import io.gatun.dataplane.table.FibFullException;
import io.gatun.dataplane.table.FibRoutes;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.model.AddressFamily;
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
import java.util.stream.Stream;

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
    private final List<ForwardingTable> all;
    private final InterfaceFollower follower;
    private long seen = BEFORE_ALL;
    private long now;

    /** Empty until {@link #load}. */
    ForwardingTables(RouteKeeper.Parts parts, Rib rib, Settings settings, long now) {
        this.parts = parts;
        this.now = now;
        this.objects =
                new ForwardingObjects(
                        parts.interfaces(),
                        parts.adjacencies(),
                        parts.neighbors(),
                        parts.changes());
        for (Family family : Family.values()) {
            addTables(family, rib, settings);
        }
        this.all = Stream.of(main, last).flatMap(each -> each.values().stream()).toList();
        this.follower = new InterfaceFollower(all);
    }

    private void addTables(Family family, Rib rib, Settings settings) {
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

    /**
     * Takes in all routes and neighbors there are, before any worker looks at it. While the routes
     * of one table are collected another thread lays those of the one before.
     */
    void load() {
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

    /** The routes of a prefix are others; nothing has changed here where there is no room. */
    void follow(TableId id, AddressFamily family, Bits prefix) throws FibFullException {
        final ForwardingTable following = of(id, family);
        if (following != null) {
            following.follow(prefix, seen, now);
        }
    }

    /** The same; where there is no room the prefix counts as refused. */
    void followOrKeep(TableId id, AddressFamily family, Bits prefix) {
        final ForwardingTable following = of(id, family);
        if (following != null) {
            following.followOrKeep(prefix, seen, now);
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
        for (ForwardingTable table : all) {
            table.beginStep();
            table.followDeferred(seen, now);
        }
    }

    /** The step is published next. */
    void endStep(long generationSeen) {
        followNeighbors();
        objects.giveUpUnused();
        all.forEach(ForwardingTable::endStep);
        seen = generationSeen;
    }

    /** Settings of the whole router are others. */
    void obey(Settings settings) {
        all.forEach(table -> table.capacity(settings.capacity()));
        main.get(Family.IPV4).special(special(Family.IPV4, settings), seen, now);
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
        if (!hasDeferred()) { // they wait for what nothing leads to yet
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
}
