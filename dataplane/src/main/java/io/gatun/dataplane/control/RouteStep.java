package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouteConfiguration;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.AutomaticRoutes.Made;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.model.AddressFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The routes that another configuration brings and takes. Where it touches a prefix, the routes of
 * that prefix come to stand as they would had the router been started so, and those put over the
 * channel behind them.
 */
final class RouteStep {

    private final RouteKeeper routes;
    private final InterfaceKeeper interfaces;
    private final Map<Place, List<RouteInfo>> automaticBefore;
    private final Set<Place> touched = new LinkedHashSet<>();

    private record Place(Rib.Key key, Bits prefix) {

        private static Place of(Made made) {
            return new Place(
                    new Rib.Key(made.table(), AddressFamily.of(made.prefix().network())),
                    Bits.of(made.prefix()));
        }

        private static Place of(RouteConfiguration route) {
            return new Place(
                    new Rib.Key(
                            route.attributes().table(), AddressFamily.of(route.prefix().network())),
                    Bits.of(route.prefix()));
        }
    }

    /** Before anything changes. */
    RouteStep(RouteKeeper routes, InterfaceKeeper interfaces) {
        this.routes = routes;
        this.interfaces = interfaces;
        this.automaticBefore = automatic();
    }

    /** After interfaces have changed: all that came with addresses or is configured. */
    void arrive(RouterConfiguration before, RouterConfiguration after, InterfaceStep step) {
        for (int index : interfaces.indexes()) {
            routes.ofInterfaces().become(index, AutomaticRoutes.of(interfaces, index));
        }
        final Map<Place, List<RouteInfo>> automatic = automatic();
        touchDifferent(automaticBefore, automatic);
        configuredDifferently(before, after, newNames(step));
        final Map<Place, List<RouteInfo>> configured = configured(after.routes());
        for (Place place : touched) {
            routes.replace(
                    place.key(),
                    place.prefix(),
                    chain(
                            automatic.getOrDefault(place, List.of()),
                            configured.getOrDefault(place, List.of()),
                            place,
                            thereBefore(place)));
        }
    }

    private void touchDifferent(
            Map<Place, List<RouteInfo>> before, Map<Place, List<RouteInfo>> after) {
        before.forEach((place, old) -> {
            if (!old.equals(after.get(place))) {
                touched.add(place);
            }
        });
        after.keySet().stream().filter(place -> !before.containsKey(place)).forEach(touched::add);
    }

    /** Interfaces that have an index of their own only now. */
    private static Set<String> newNames(InterfaceStep step) {
        final Set<String> names = new HashSet<>();
        for (InterfaceStep.Wanted each : step.wanted()) {
            if (each.isNew()) {
                names.add(each.configuration().name());
            }
        }
        return names;
    }

    private void configuredDifferently(
            RouterConfiguration before, RouterConfiguration after, Set<String> newNames) {
        final Set<RouteConfiguration> old = new HashSet<>(before.routes());
        for (RouteConfiguration each : after.routes()) {
            final boolean isByNew =
                    each.attributes().interfaceName().filter(newNames::contains).isPresent();
            if (!old.remove(each) || isByNew) {
                touched.add(Place.of(each));
            }
        }
        old.forEach(each -> touched.add(Place.of(each)));
    }

    /** What interfaces bring, by place, in the order it is put there. */
    private Map<Place, List<RouteInfo>> automatic() {
        final Map<Place, List<RouteInfo>> automatic = new LinkedHashMap<>();
        for (int index : interfaces.indexes()) {
            for (Made each : routes.ofInterfaces().of(index)) {
                if (routes.links().isUp(index) || each.staysWhenDown()) {
                    automatic
                            .computeIfAbsent(Place.of(each), _ -> new ArrayList<>())
                            .addFirst(each.route());
                }
            }
        }
        return automatic;
    }

    private Map<Place, List<RouteInfo>> configured(List<RouteConfiguration> all) {
        final Map<Place, List<RouteInfo>> configured = new LinkedHashMap<>();
        for (boolean withGateway : new boolean[] {false, true}) {
            for (RouteConfiguration each : all) {
                if (each.attributes().via().isPresent() == withGateway) {
                    final Place place = Place.of(each);
                    if (touched.contains(place)) {
                        configured
                                .computeIfAbsent(place, _ -> new ArrayList<>())
                                .add(routes.check().configured(each.prefix(), each.attributes()));
                    }
                }
            }
        }
        return configured;
    }

    private List<RouteInfo> thereBefore(Place place) {
        final List<RouteInfo> before =
                new ArrayList<>(
                        routes.rib()
                                .table(place.key().table(), place.key().family())
                                .chain(place.prefix()));
        before.addAll(routes.shadowedImports().take(place.key(), place.prefix()));
        return before;
    }

    /** As they would have come to stand one after the other. */
    private List<RouteInfo> chain(
            List<RouteInfo> automatic,
            List<RouteInfo> configured,
            Place place,
            List<RouteInfo> before) {
        final List<RouteInfo> chain = new ArrayList<>(automatic);
        configured.forEach(each -> addUnlessSame(chain, each));
        for (RouteInfo each : before) {
            switch (each.origin()) {
                case AUTOMATIC, CONFIGURED -> {} // as they are now they are there already
                case IMPORTED -> {
                    if (chain.stream()
                            .noneMatch(other -> RouteInfo.ORDER.compare(other, each) == 0)) {
                        chain.add(each);
                    } else {
                        routes.shadowedImports().add(place.key(), place.prefix(), each);
                    }
                }
                case ASKED -> addUnlessSame(chain, each);
            }
        }
        chain.sort(RouteInfo.ORDER);
        return chain;
    }

    private static void addUnlessSame(List<RouteInfo> chain, RouteInfo route) {
        if (chain.stream().noneMatch(route::isSame)) {
            chain.add(route);
        }
    }
}
