package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Optional;

/** What a {@link RouteSelector} says, for the routes as they are stored. */
final class RouteMatcher {

    private static final int NO_SUCH_INTERFACE = -2;

    private final RouteSelector selector;
    private final Optional<Bits> exact;
    private final Bits root;
    private final Optional<Bits> match;
    private final int interfaceIndex;

    RouteMatcher(RouteSelector selector, InterfaceKeeper interfaces) {
        this.selector = selector;
        this.exact = selector.exact().map(Bits::of);
        this.root = selector.root().map(Bits::of).orElse(Bits.ALL);
        this.match = selector.match().map(Bits::of);
        final int found = selector.interfaceName().map(interfaces::find).orElse(NO_SUCH_INTERFACE);
        this.interfaceIndex = found < 0 ? NO_SUCH_INTERFACE : found;
    }

    /** The tables that may hold what matches. */
    List<Rib.Key> tables(Rib rib) {
        return rib.keys().stream()
                .filter(key ->
                        selector.table().equals(TableId.ALL)
                                || selector.table().equals(key.table()))
                .filter(key -> isOfFamily(key.family()))
                .toList();
    }

    private boolean isOfFamily(AddressFamily family) {
        return selector.family().orElse(family) == family
                && isOfFamily(selector.exact(), family)
                && isOfFamily(selector.root(), family)
                && isOfFamily(selector.match(), family);
    }

    private static boolean isOfFamily(Optional<IpPrefix> prefix, AddressFamily family) {
        return prefix.isEmpty() || AddressFamily.of(prefix.get().network()) == family;
    }

    Optional<Bits> exact() {
        return exact;
    }

    /** Covers all that match. */
    Bits root() {
        return root;
    }

    boolean matches(Bits prefix) {
        return (exact.isEmpty() || exact.get().equals(prefix))
                && root.covers(prefix)
                && (match.isEmpty() || prefix.covers(match.get()));
    }

    boolean matches(RouteInfo route) {
        return selector.type().orElse(route.type()) == route.type()
                && selector.scope().orElse(route.scope()) == route.scope()
                && selector.protocol().orElse(route.protocol()).equals(route.protocol())
                && selector.metric().orElse(route.metric()) == route.metric()
                && selector.tos().orElse(route.tos()) == route.tos()
                && (selector.via().isEmpty() || selector.via().equals(route.via()))
                && (selector.prefsrc().isEmpty() || selector.prefsrc().equals(route.prefsrc()))
                && (selector.interfaceName().isEmpty() || interfaceIndex == route.interfaceIndex())
                && (selector.mtu().isEmpty() || selector.mtu().equals(route.metrics().mtu()))
                && (selector.hoplimit().isEmpty()
                        || selector.hoplimit().equals(route.metrics().hoplimit()));
    }
}
