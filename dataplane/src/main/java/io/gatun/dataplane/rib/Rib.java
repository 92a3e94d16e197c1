package io.gatun.dataplane.rib;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.TableId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The routing information base: tables of both families by 32-bit id. */
public final class Rib {

    /** A table has routes of both families, apart from one another. */
    public record Key(TableId table, AddressFamily family) {}

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::family).thenComparingLong(key -> key.table().id());

    private final RouteInfos infos = new RouteInfos();
    private final Map<Key, RouteTable> tables = new TreeMap<>(ORDER);

    /** A table that has routes, or had; absent when it never had any. */
    public Optional<RouteTable> find(TableId table, AddressFamily family) {
        return Optional.ofNullable(tables.get(new Key(table, family)));
    }

    public RouteTable table(TableId table, AddressFamily family) {
        return tables.computeIfAbsent(
                new Key(table, family), key -> new RouteTable(key.family().width(), infos));
    }

    /** Every table there is, IPv4 first. */
    public List<Key> keys() {
        return List.copyOf(tables.keySet());
    }

    /** Whether any route at all passes the test; which is soon found out, for many are alike. */
    public boolean hasAny(Predicate<RouteInfo> test) {
        return infos.any(test);
    }

    /** How many different sets of attributes all routes have. */
    public int infos() {
        return infos.count();
    }
}
