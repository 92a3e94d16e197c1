package io.gatun.dataplane.rib;

import io.gatun.mgmt.message.PutMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The routes of one table and family: at each prefix a chain in {@link RouteInfo#ORDER}, and among
 * equal ones in the order the modes of {@link PutMode} make. Columns of primitives.
 */
public final class RouteTable {

    public static final int NONE = -1;

    private static final int FIRST_CAPACITY = 64;

    /** What became of a route that was put. */
    public enum Outcome {
        ADDED,
        REPLACED,
        /** Nothing changed: the very same route is there. */
        SAME,
        /**
         * Refused: there is one with the same type of service and metric, or the very same
         * elsewhere in order.
         */
        EXISTS,
        /** Refused: there is none to change. */
        MISSING
    }

    private final RouteInfos infos;
    private final PrefixIndex prefixes;

    /** By prefix: its best route. */
    private int[] first = new int[FIRST_CAPACITY];

    /** By route: the number of its info, and the route next in order or next free. */
    private int[] info = new int[FIRST_CAPACITY];

    private int[] next = new int[FIRST_CAPACITY];
    private int end;
    private int firstFree = NONE;
    private int routes;
    private RouteInfo replaced;
    private long changes;

    RouteTable(int width, RouteInfos infos) {
        this.infos = infos;
        this.prefixes = new PrefixIndex(width);
    }

    public PrefixIndex prefixes() {
        return prefixes;
    }

    /** How many routes there are. */
    public int size() {
        return routes;
    }

    /** How often a route has come, changed or gone. */
    public long changes() {
        return changes;
    }

    /** The best route of a prefix by its number, usable or not. */
    public int first(int prefix) {
        return first[prefix];
    }

    /** The best route of a prefix, usable or not; {@link #NONE} where there is no route. */
    public int first(Bits prefix) {
        final int id = prefixes.find(prefix.high(), prefix.low(), prefix.length());
        return id == PrefixIndex.NONE ? NONE : first[id];
    }

    /** The next best of the same prefix, or {@link #NONE}. */
    public int next(int route) {
        return next[route];
    }

    public RouteInfo info(int route) {
        return infos.at(info[route]);
    }

    /** The best route from this one on that passes the test, or null. */
    public RouteInfo best(int route, Predicate<RouteInfo> test) {
        for (int each = route; each != NONE; each = next[each]) {
            final RouteInfo found = info(each);
            if (test.test(found)) {
                return found;
            }
        }
        return null;
    }

    /** What stood where the last {@link Outcome#REPLACED} route stands. */
    public RouteInfo replaced() {
        return replaced;
    }

    /** Adds a route as the mode says, or refuses to. */
    public Outcome put(PutMode mode, Bits prefix, RouteInfo route) {
        final int id = prefixes.find(prefix.high(), prefix.low(), prefix.length());
        int before = NONE;
        int equal = id == PrefixIndex.NONE ? NONE : first[id];
        while (equal != NONE && RouteInfo.ORDER.compare(info(equal), route) < 0) {
            before = equal;
            equal = next[equal];
        }
        if (equal == NONE || RouteInfo.ORDER.compare(info(equal), route) != 0) {
            if (mode == PutMode.CHANGE) {
                return Outcome.MISSING;
            }
            insert(prefix, before, route);
            return Outcome.ADDED;
        }
        return switch (mode) {
            case CREATE -> Outcome.EXISTS;
            case REPLACE, CHANGE -> replace(equal, route);
            case PREPEND -> isAmong(equal, route) ? Outcome.EXISTS : insert(prefix, before, route);
            case APPEND ->
                    isAmong(equal, route)
                            ? Outcome.EXISTS
                            : insert(prefix, lastOfEqual(equal), route);
        };
    }

    private Outcome replace(int at, RouteInfo route) {
        if (info(at).isSame(route)) {
            return Outcome.SAME;
        }
        if (isAmong(at, route)) {
            return Outcome.EXISTS;
        }
        replaced = info(at);
        set(at, route);
        return Outcome.REPLACED;
    }

    private void set(int at, RouteInfo route) {
        final int old = info[at];
        changes++;
        info[at] = infos.take(route);
        infos.give(old);
    }

    /** Puts back what the last {@link Outcome#REPLACED} route took the place of. */
    public void restore(Bits prefix, RouteInfo route) {
        for (int each = first(prefix); each != NONE; each = next[each]) {
            if (info(each).equals(route)) {
                set(each, replaced);
                return;
            }
        }
    }

    private boolean isAmong(int equal, RouteInfo route) {
        for (int each = equal; each != NONE && isEqual(equal, each); each = next[each]) {
            if (info(each).isSame(route)) {
                return true;
            }
        }
        return false;
    }

    private int lastOfEqual(int equal) {
        int last = equal;
        while (next[last] != NONE && isEqual(equal, next[last])) {
            last = next[last];
        }
        return last;
    }

    private boolean isEqual(int one, int other) {
        return RouteInfo.ORDER.compare(info(one), info(other)) == 0;
    }

    private Outcome insert(Bits prefix, int before, RouteInfo route) {
        final int known = prefixes.size();
        final int id = prefixes.add(prefix.high(), prefix.low(), prefix.length());
        if (id >= first.length) {
            first = Arrays.copyOf(first, first.length + (first.length >>> 1));
        }
        if (prefixes.size() > known) {
            first[id] = NONE;
        }
        final int added = takeFree();
        info[added] = infos.take(route);
        if (before == NONE) {
            next[added] = first[id];
            first[id] = added;
        } else {
            next[added] = next[before];
            next[before] = added;
        }
        routes++;
        changes++;
        return Outcome.ADDED;
    }

    private int takeFree() {
        if (firstFree != NONE) {
            final int route = firstFree;
            firstFree = next[route];
            return route;
        }
        if (end == info.length) {
            info = Arrays.copyOf(info, end + (end >>> 1));
            next = Arrays.copyOf(next, end + (end >>> 1));
        }
        return end++;
    }

    /** Deletes the first route of a prefix that passes the test; null where none does. */
    public RouteInfo delete(Bits prefix, Predicate<RouteInfo> test) {
        final int id = prefixes.find(prefix.high(), prefix.low(), prefix.length());
        int before = NONE;
        for (int each = id == PrefixIndex.NONE ? NONE : first[id];
                each != NONE;
                each = next[each]) {
            final RouteInfo found = info(each);
            if (test.test(found)) {
                unlink(id, before, each);
                return found;
            }
            before = each;
        }
        return null;
    }

    /** The routes of a prefix, best first. */
    public List<RouteInfo> chain(Bits prefix) {
        final List<RouteInfo> chain = new ArrayList<>();
        for (int each = first(prefix); each != NONE; each = next[each]) {
            chain.add(info(each));
        }
        return chain;
    }

    private void unlink(int prefix, int before, int route) {
        if (before == NONE) {
            first[prefix] = next[route];
        } else {
            next[before] = next[route];
        }
        if (first[prefix] == NONE) {
            prefixes.remove(prefix);
        }
        infos.give(info[route]);
        next[route] = firstFree;
        firstFree = route;
        routes--;
        changes++;
    }

    /**
     * The longest prefix that covers an address and has a route that passes the test, or {@link
     * PrefixIndex#NONE}.
     */
    public int cover(Bits address, Predicate<RouteInfo> test) {
        return prefixes.cover(
                address.high(),
                address.low(),
                address.length(),
                id -> best(first[id], test) != null);
    }
}
