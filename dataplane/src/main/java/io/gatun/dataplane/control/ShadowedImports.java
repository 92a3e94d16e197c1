package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Imported routes that gave way to one with the same prefix and metric, of an interface or of the
 * configuration. They are few, and come into force when that one goes.
 */
final class ShadowedImports {

    private record Place(Rib.Key key, Bits prefix) {}

    private final Map<Place, List<RouteInfo>> routes = new HashMap<>();

    void add(Rib.Key key, Bits prefix, RouteInfo route) {
        routes.computeIfAbsent(new Place(key, prefix), _ -> new ArrayList<>(1)).add(route);
    }

    /** Those of a prefix, which are remembered no longer. */
    List<RouteInfo> take(Rib.Key key, Bits prefix) {
        return Objects.requireNonNullElse(routes.remove(new Place(key, prefix)), List.of());
    }
}
