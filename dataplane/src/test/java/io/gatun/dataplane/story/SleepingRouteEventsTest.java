package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.via;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.channel.EventListener;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever listens hears of every route that an interface takes along, and brings back. */
@ExtendWith(EveryPacketAccountedFor.class)
class SleepingRouteEventsTest {

    private static final String THREE_LANS =
            """
            ports: { west: {}, east: {}, south: {} }
            interfaces:
              west: { addresses: [10.0.0.1/24, "2001:db8:a::1/64"] }
              east: { addresses: [10.0.1.1/24, "2001:db8:b::1/64"] }
              south: { addresses: [10.0.2.1/24, "2001:db8:c::1/64"] }
            routes:
              - { prefix: 203.0.113.0/24, via: 10.0.1.9, metric: 10 }
              - { prefix: 203.0.113.0/24, via: 10.0.0.9, metric: 20 }
              - { prefix: 203.0.113.0/24, via: 10.0.2.9, metric: 30 }
              - { prefix: 198.51.100.0/24, via: 10.0.1.9 }
              - { prefix: 198.51.100.0/24, via: 10.0.1.8, table: 100 }
              - { prefix: 0.0.0.0/0, via: 10.0.1.8, table: default }
              - { prefix: 0.0.0.0/0, via: 10.0.0.8, table: default, metric: 5 }
              - { prefix: 10.0.1.0/24, via: 10.0.0.8, metric: 7 }
              - { prefix: 10.0.1.255/32, via: 10.0.0.8 }
              - { prefix: 10.0.2.255/32, via: 10.0.2.8 }
              - { prefix: 203.0.113.0/24, tos: 16, via: 10.0.0.7, metric: 10 }
              - { prefix: 203.0.113.0/24, tos: 16, via: 10.0.1.7, metric: 20 }
              - { prefix: 203.0.113.0/24, tos: 8, via: 10.0.2.7, metric: 15 }
              - { prefix: 10.0.1.0/24, tos: 8, via: 10.0.2.8 }
              - { prefix: 192.0.2.0/24, type: blackhole }
              - { prefix: "2001:db8:9::/48", via: "2001:db8:b::9", metric: 10 }
              - { prefix: "2001:db8:9::/48", via: "2001:db8:c::9", metric: 20 }
              - { prefix: "2001:db8:9::/48", via: "2001:db8:a::9", metric: 30 }
              - { prefix: "::/0", via: "2001:db8:b::8" }
              - { prefix: "::/0", via: "2001:db8:b::8", table: 100 }
            tunables: { ignore_routes_with_linkdown: %s }
            """;

    private TestRouter router = TestRouter.from(THREE_LANS.formatted(false));
    private Operator operator = Operator.of(router);

    private final class Ear implements EventListener {
        private final List<Event> heard = new ArrayList<>();

        private Ear(EventGroup... groups) {
            router.router().control().events().listen(this, Set.of(groups));
        }

        @Override
        public void hear(Event event) {
            heard.add(event);
        }

        @Override
        public void missed(EventGroup group, long count) {
            throw new AssertionError(count + " missed of " + group);
        }
    }

    private static RouteEntry withoutFlags(RouteEntry of) {
        return new RouteEntry(
                of.prefix(),
                of.table(),
                of.type(),
                of.protocol(),
                of.metric(),
                of.tos(),
                of.scope(),
                of.via(),
                of.interfaceName(),
                of.prefsrc(),
                of.onlink(),
                of.metrics(),
                Set.of());
    }

    private Map<RouteEntry, RouteEntry> table() {
        final Map<RouteEntry, RouteEntry> table = new LinkedHashMap<>();
        operator.routes(TableId.ALL).forEach(route -> table.put(withoutFlags(route), route));
        return table;
    }

    /** What is gone without its flags: whether it was of use no longer matters. */
    private static List<String> differences(
            Map<RouteEntry, RouteEntry> before, Map<RouteEntry, RouteEntry> after) {
        final List<String> all = new ArrayList<>();
        before.keySet().stream()
                .filter(route -> !after.containsKey(route))
                .forEach(route -> all.add(Change.DELETED + " " + route));
        after.forEach((route, row) -> {
            if (!before.containsKey(route)) {
                all.add(Change.NEW + " " + row);
            } else if (!before.get(route).equals(row)) {
                all.add(Change.CHANGED + " " + row);
            }
        });
        return all;
    }

    private static String text(Event event) {
        final RouteEntry row = (RouteEntry) event.row();
        return event.change() + " " + (event.change() == Change.DELETED ? withoutFlags(row) : row);
    }

    private void tellsTheDifference(Runnable change) {
        final Map<RouteEntry, RouteEntry> before = table();
        final Ear ear = new Ear(EventGroup.ROUTE_IPV4, EventGroup.ROUTE_IPV6);
        change.run();
        router.router().settle();
        router.router().control().events().listen(ear, Set.of());

        assertThat(ear.heard)
                .extracting(SleepingRouteEventsTest::text)
                .containsExactlyInAnyOrderElementsOf(differences(before, table()))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"west", "east", "south"})
    @Spec("FIB-35")
    void interfaceThatGoesDownAndComesUp_tellsTheDifferenceOfTheTables(String name) {
        tellsTheDifference(() -> operator.sets(name, false));
        tellsTheDifference(() -> operator.sets(name, true));
    }

    @Test
    @Spec("FIB-35")
    void interfacesThatGoDownOneAfterTheOther_tellEachTheDifference() {
        for (boolean up : new boolean[] {false, true}) {
            for (String name : List.of("east", "west", "south")) {
                tellsTheDifference(() -> operator.sets(name, up));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void carrierThatIsLostAndFound_tellsTheDifferenceOfTheTables(boolean ignored) {
        router = TestRouter.from(THREE_LANS.formatted(ignored));
        operator = Operator.of(router);

        tellsTheDifference(() -> router.linkGoesDown("east").passes(1));
        tellsTheDifference(() -> router.linkComesUp("east").passes(1));
    }

    @Test
    void moreRoutesThanARoundTells_areToldAll() {
        for (int i = 0; i < 3_000; i++) {
            operator.begins(add("20." + (i >> 8) + "." + (i & 0xFF) + ".0/24", via("10.0.1.9")));
        }
        router.router().settle();

        tellsTheDifference(() -> operator.sets("east", false));
        tellsTheDifference(() -> operator.sets("east", true));
    }

    @Test
    void listenerOfOneFamily_hearsThatOneAlone() {
        final Ear ear = new Ear(EventGroup.ROUTE_IPV6);
        operator.sets("east", false);

        assertThat(ear.heard)
                .isNotEmpty()
                .allMatch(event -> event.group() == EventGroup.ROUTE_IPV6);
    }

    /** Each begins before what was to be told of the one before is told. */
    @Test
    void changesOnTheHeelsOfOneAnother_leadToTheTableInTheEnd() {
        final long seed = 20_261_126;
        final SplittableRandom random = new SplittableRandom(seed);
        final List<String> names = List.of("west", "east", "south");
        final Map<RouteEntry, RouteEntry> copy = table();
        final Ear ear = new Ear(EventGroup.ROUTE_IPV4, EventGroup.ROUTE_IPV6);
        for (int i = 0; i < 500; i++) {
            operator.begins(
                    new Request.SetInterface(
                            names.get(random.nextInt(names.size())), random.nextBoolean()));
            for (int round = random.nextInt(4); round > 0; round--) {
                router.router().control().doWork();
                router.router().workers().forEach(worker -> worker.doWork());
            }
        }
        router.router().settle();
        for (Event event : ear.heard) {
            final RouteEntry row = (RouteEntry) event.row();
            if (event.change() == Change.DELETED) {
                copy.remove(withoutFlags(row));
            } else {
                copy.put(withoutFlags(row), row);
            }
        }

        assertThat(copy.values())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(table().values());
    }
}
