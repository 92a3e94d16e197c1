package io.gatun.dataplane.control;

import io.gatun.dataplane.control.AutomaticRoutes.Made;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells of routes that fall asleep or wake up with an interface, and of those that take over from
 * them or give way (FIB-35). Once forwarding has followed, and a part in each of control's rounds,
 * for there may be a million; nothing is done where nobody listens.
 */
final class SleepEvents {

    /** What one round looks at; a route that is told counts as {@link #TOLD}. */
    private static final int PER_ROUND = 16_384;

    private static final int TOLD = 16;

    /**
     * A prefix of a table, or of those that forwarding follows together.
     *
     * @param key tables local and main go by that of main
     */
    private record Place(Rib.Key key, Bits prefix) {

        private static Place of(Rib.Key key, Bits prefix) {
            return new Place(
                    key.table().equals(TableId.LOCAL)
                            ? new Rib.Key(TableId.MAIN, key.family())
                            : key,
                    prefix);
        }

        private List<Rib.Key> keys() {
            return key.table().equals(TableId.MAIN)
                    ? List.of(new Rib.Key(TableId.LOCAL, key.family()), key)
                    : List.of(key);
        }
    }

    /**
     * Where routes came or went: the one that decided before, and those that are told elsewhere.
     */
    private record Moved(Optional<RouteInfo> before, Set<RouteInfo> told) {}

    private final Rib rib;
    private final ForwardingTables forwarding;
    private final LinkStates links;
    private final RouteEvents events;

    /** The interfaces whose routes are to be told, and whether they could lead there before. */
    private final Map<Integer, Boolean> carriedBefore = new HashMap<>();

    private final Map<Place, Moved> moved = new HashMap<>();
    private final Deque<Place> movedLeft = new ArrayDeque<>();
    private final Deque<Rib.Key> tablesLeft = new ArrayDeque<>();
    private RouteCursor cursor = new RouteCursor();

    SleepEvents(Rib rib, ForwardingTables forwarding, LinkStates links, RouteEvents events) {
        this.rib = rib;
        this.forwarding = forwarding;
        this.links = links;
        this.events = events;
    }

    /**
     * An interface is about to go down or come up, or to lose or find its carrier.
     *
     * @param moving routes that will go or come with it, and are told then
     */
    void begin(int index, List<Made> moving) {
        if (rib.keys().stream().noneMatch(events::isWatched)) {
            return;
        }
        carriedBefore.putIfAbsent(index, links.carriesRoutes(index));
        for (Made each : moving) {
            final Place place =
                    Place.of(
                            new Rib.Key(each.table(), AddressFamily.of(each.prefix().network())),
                            Bits.of(each.prefix()));
            moved.computeIfAbsent(
                            place,
                            _ -> new Moved(deciding(place, 0, this::wasUsable), new HashSet<>()))
                    .told()
                    .add(each.route());
        }
        movedLeft.clear(); // what was told of others may have changed since
        movedLeft.addAll(moved.keySet());
        tablesLeft.clear();
        tablesLeft.addAll(rib.keys());
        cursor = new RouteCursor();
    }

    /** A round's part of it, when forwarding has followed; returns the work done. */
    int goOn() {
        int room = PER_ROUND;
        while (room > 0 && !movedLeft.isEmpty()) {
            final Place place = movedLeft.remove();
            room -= tell(place, moved.get(place).before());
        }
        while (room > 0 && !tablesLeft.isEmpty()) {
            room -= lookOn();
        }
        if (tablesLeft.isEmpty()) {
            carriedBefore.clear();
            moved.clear();
        }
        return PER_ROUND - room;
    }

    private int lookOn() {
        final Rib.Key key = tablesLeft.element();
        final List<RouteTable> table = List.of(rib.table(key.table(), key.family()));
        if (!events.isWatched(key) || !cursor.advance(table)) {
            tablesLeft.remove();
            cursor = new RouteCursor();
            return 1;
        }
        final int id = cursor.prefix(table);
        if (id == PrefixIndex.NONE
                || table.getFirst().best(table.getFirst().first(id), this::isByOne) == null) {
            return 1;
        }
        final Place place = Place.of(key, table.getFirst().prefixes().bits(id));
        return isToldElsewhere(place, key) ? 1 : tell(place, deciding(place, 0, this::wasUsable));
    }

    /** Of tables that are followed together, main comes first in a walk. */
    private boolean isToldElsewhere(Place place, Rib.Key key) {
        return moved.containsKey(place)
                || (!place.key().equals(key)
                        && chain(place.key(), place.prefix()).stream().anyMatch(this::isByOne));
    }

    /** Tells of the routes of a prefix that are to be seen otherwise than before. */
    private int tell(Place place, Optional<RouteInfo> before) {
        final Optional<RouteInfo> now = deciding(place, 0, forwarding::isUsable);
        final Moved here = moved.get(place);
        int work = 1;
        for (Rib.Key key : place.keys()) {
            for (RouteInfo each : chain(key, place.prefix())) {
                final boolean isOther =
                        each.tos() == 0
                                ? isOneOf(each, before, now)
                                : isOneOf(
                                        each,
                                        deciding(place, each.tos(), this::wasUsable),
                                        deciding(place, each.tos(), forwarding::isUsable));
                if ((isByOne(each) || isOther) && (here == null || !here.told().contains(each))) {
                    events.tell(Change.CHANGED, key.table(), key.family(), place.prefix(), each);
                    work += TOLD;
                }
            }
        }
        return work;
    }

    /** Not both, and not neither. */
    private static boolean isOneOf(
            RouteInfo route, Optional<RouteInfo> before, Optional<RouteInfo> now) {
        return before.equals(Optional.of(route)) != now.equals(Optional.of(route));
    }

    private List<RouteInfo> chain(Rib.Key key, Bits prefix) {
        return rib.table(key.table(), key.family()).chain(prefix);
    }

    /** Whether it leads through one of the interfaces. */
    private boolean isByOne(RouteInfo route) {
        return route.type() != RouteType.LOCAL && carriedBefore.containsKey(route.interfaceIndex());
    }

    private boolean wasUsable(RouteInfo route) {
        return isByOne(route)
                ? carriedBefore.get(route.interfaceIndex())
                : forwarding.isUsable(route);
    }

    /**
     * The route that would decide for a type of service if those that pass the test were usable.
     */
    private Optional<RouteInfo> deciding(Place place, int tos, Predicate<RouteInfo> test) {
        return Optional.ofNullable(forwarding.of(place.key().table(), place.key().family()))
                .map(following ->
                        following.deciding(
                                place.prefix(), route -> route.isForTos(tos) && test.test(route)));
    }
}
