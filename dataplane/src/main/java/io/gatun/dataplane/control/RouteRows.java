package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.PrefixOrder;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.mgmt.channel.SeekingIterator;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteSelector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;

/**
 * The routes a selector matches, by table and prefix, made one by one as they are taken: routes may
 * come and go meanwhile.
 */
final class RouteRows implements SeekingIterator<RouteEntry> {

    private static final int LOOKED_AT_ONCE = 1 << 12;

    private final RouteKeeper routes;
    private final InterfaceKeeper interfaces;
    private final RouteMatcher wanted;
    private final Deque<RouteEntry> ready = new ArrayDeque<>();
    private Deque<Rib.Key> tables;
    private long changesBefore;
    private Rib.Key key;
    private RouteTable table;
    private PrefixOrder order;

    RouteRows(RouteKeeper routes, InterfaceKeeper interfaces, RouteSelector selector) {
        this.routes = routes;
        this.interfaces = interfaces;
        this.wanted = new RouteMatcher(selector, interfaces);
    }

    /** Whether something has changed since the first row was asked for. */
    boolean raced() {
        return tables != null && changes() != changesBefore;
    }

    private long changes() {
        return routes.links().changes()
                + wanted.tables(routes.rib()).stream()
                        .mapToLong(
                                each -> routes.rib().table(each.table(), each.family()).changes())
                        .sum();
    }

    @Override
    public boolean seek() {
        return seek(LOOKED_AT_ONCE);
    }

    @Override
    public boolean hasNext() {
        while (!seek(Integer.MAX_VALUE)) {}
        return !ready.isEmpty();
    }

    private boolean seek(int most) {
        if (tables == null) {
            tables = new ArrayDeque<>(wanted.tables(routes.rib()));
            changesBefore = changes();
        }
        for (int looked = 0; ready.isEmpty(); looked++) {
            if (order == null && !openNextTable()) {
                return true;
            }
            if (looked == most) {
                return false;
            }
            final int prefix = order == null ? PrefixIndex.NONE : order.next();
            if (prefix == PrefixIndex.NONE) {
                order = null;
            } else {
                add(table.prefixes().bits(prefix));
            }
        }
        return true;
    }

    private boolean openNextTable() {
        key = tables.poll();
        if (key == null) {
            return false;
        }
        table = routes.rib().table(key.table(), key.family());
        if (wanted.exact().isPresent()) {
            add(wanted.exact().get());
        } else {
            order = new PrefixOrder(table.prefixes(), wanted.root());
        }
        return true;
    }

    private void add(Bits prefix) {
        if (!wanted.matches(prefix)) {
            return;
        }
        for (int route = table.first(prefix); route != RouteTable.NONE; route = table.next(route)) {
            final RouteInfo info = table.info(route);
            if (wanted.matches(info)) {
                final ForwardingTable forwarding =
                        routes.forwarding().of(key.table(), key.family(), info.tos());
                final boolean isBest = forwarding != null && info.equals(forwarding.best(prefix));
                ready.add(
                        new RouteRow(forwarding, routes.links(), interfaces, key)
                                .entry(prefix, info, isBest));
            }
        }
    }

    @Override
    public RouteEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
