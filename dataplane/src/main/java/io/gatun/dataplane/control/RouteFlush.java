package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.mgmt.model.IpPrefix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** Deletes the routes that match, a part in each of control's rounds. */
final class RouteFlush {

    private static final int LOOKED_AT_PER_ROUND = 16_384;
    private static final int FLUSHED_PER_ROUND = 512;

    private final RouteKeeper routes;
    private final RouteMatcher matcher;
    private final Predicate<RouteInfo> test;
    private final Deque<Rib.Key> tables;
    private RouteCursor cursor = new RouteCursor();
    private int flushed;

    /**
     * @param may what may be deleted where it matches
     */
    RouteFlush(RouteKeeper routes, RouteMatcher matcher, Predicate<RouteInfo> may) {
        this.routes = routes;
        this.matcher = matcher;
        this.test = route -> matcher.matches(route) && may.test(route);
        this.tables = new ArrayDeque<>(matcher.tables(routes.rib()));
    }

    /** How many routes are deleted. */
    int flushed() {
        return flushed;
    }

    /** A round's part of it; whether nothing is left to do. */
    boolean goOn() {
        final int before = flushed;
        for (int looked = 0;
                looked < LOOKED_AT_PER_ROUND && flushed - before < FLUSHED_PER_ROUND;
                looked++) {
            if (tables.isEmpty()) {
                return true;
            }
            look(tables.peek());
        }
        return false;
    }

    private void look(Rib.Key key) {
        final List<RouteTable> here = List.of(routes.rib().table(key.table(), key.family()));
        if (!cursor.advance(here)) {
            tables.remove();
            cursor = new RouteCursor();
            return;
        }
        final int id = cursor.prefix(here);
        if (id == PrefixIndex.NONE) {
            return;
        }
        final Bits bits = here.getFirst().prefixes().bits(id);
        if (matcher.matches(bits)) {
            final IpPrefix prefix = bits.toPrefix(key.family());
            while (routes.delete(key.table(), prefix, test) != null) {
                flushed++;
            }
        }
    }
}
