package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.channel.EventListener;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Reply.Event;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whoever listens hears what changed, in order, and only what is in force. */
class WatchedChangesTest {

    private static final String TWO_INTERFACES =
            """
            ports:
              west: { mtu: 1500 }
              east: { mtu: 1500 }
            interfaces:
              west: { addresses: [10.0.0.1/24] }
              east: { addresses: [10.0.1.1/24, "2001:db8:b::1/64"] }
            """;

    private final TestRouter router = TestRouter.from(TWO_INTERFACES);
    private final Operator operator = Operator.of(router);

    /** One that keeps what it heard. */
    private static final class Ear implements EventListener {
        private final List<Event> heard = new ArrayList<>();

        @Override
        public void hear(Event event) {
            heard.add(event);
        }

        @Override
        public void missed(EventGroup group, long count) {
            throw new AssertionError(count + " missed of " + group);
        }

        private List<String> text() {
            return heard.stream().map(event -> event.change() + " " + key(event.row())).toList();
        }
    }

    private static String key(Resource row) {
        return switch (row) {
            case RouteEntry route -> route.prefix().toString();
            case NeighborEntry neighbor -> neighbor.address() + " " + neighbor.state();
            case InterfaceStatus of ->
                    of.name() + (of.up() ? " up" : " down") + (of.carrier() ? "" : " no carrier");
            default -> row.toString();
        };
    }

    private Ear listens(EventGroup... groups) {
        final Ear ear = new Ear();
        router.router().control().events().listen(ear, Set.of(groups));
        return ear;
    }

    @Test
    @Spec("NLK-20")
    void routeThatComesChangesAndGoes_isToldAsNewChangedAndDeleted() {
        final Ear ear = listens(EventGroup.ROUTE_IPV4);
        operator.does(add("203.0.113.0/24", via("10.0.1.9")))
                .does(put(PutMode.REPLACE, "203.0.113.0/24", via("10.0.1.8")))
                .does(delete("203.0.113.0/24"));

        assertThat(ear.text())
                .containsExactly(
                        "NEW 203.0.113.0/24", "CHANGED 203.0.113.0/24", "DELETED 203.0.113.0/24");
        final RouteEntry added = (RouteEntry) ear.heard.getFirst().row();
        assertThat(added.interfaceName()).as("derived").contains("east");
        assertThat(added.flags()).as("in force").containsExactly(RouteFlag.INSTALLED);
        assertThat(ear.heard).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void routeOfTheOtherFamily_isNotTold() {
        final Ear ear = listens(EventGroup.ROUTE_IPV4);
        operator.does(add("2001:db8:9::/48", via("2001:db8:b::9")));

        assertThat(ear.heard).isEmpty();
    }

    @Test
    void refusedRequest_tellsNothing() {
        final Ear ear = listens(EventGroup.values());
        operator.isRefused(add("203.0.113.0/24", via("192.0.2.1")));
        operator.isRefused(delete("203.0.113.0/24"));

        assertThat(ear.heard).isEmpty();
    }

    @Test
    void interfaceThatGoesDown_tellsItsRoutesAndItself() {
        final Ear ear = listens(EventGroup.INTERFACE, EventGroup.ROUTE_IPV4);
        operator.sets("east", false).sets("east", true);

        assertThat(ear.text())
                .contains("DELETED 10.0.1.0/24", "CHANGED east down", "NEW 10.0.1.0/24")
                .endsWith("CHANGED east up");
    }

    /** As a commit brings it, changes it, calls it otherwise, and takes it away. */
    @Test
    @Spec("NLK-19")
    void vlanInterface_isToldFromItsCreationToItsEnd() {
        final Ear ear = listens(EventGroup.INTERFACE);
        final String vlan = TWO_INTERFACES + "  %s: { vlan: 200, mtu: %d }\n";
        router.applies(TestRouter.parse(vlan.formatted("west.200", 1500)));
        router.router().settle();
        operator.sets("west.200", false).sets("west.200", true);
        router.linkGoesDown("west").passes(1);
        router.linkComesUp("west").passes(1);
        router.applies(TestRouter.parse(vlan.formatted("west.200", 1400)));
        router.applies(TestRouter.parse(TWO_INTERFACES));
        router.router().settle();

        assertThat(ear.text())
                .filteredOn(text -> text.contains("west.200"))
                .containsExactly(
                        "NEW west.200 up",
                        "CHANGED west.200 down",
                        "CHANGED west.200 up",
                        "CHANGED west.200 up no carrier",
                        "CHANGED west.200 up",
                        "CHANGED west.200 up",
                        "DELETED west.200 up");
        final InterfaceStatus first = (InterfaceStatus) ear.heard.getFirst().row();
        assertThat(first.vlan()).hasValue(200);
        assertThat(first.port()).isEqualTo("west");
        assertThat(first.mac()).hasToString(router.mac("west"));
        assertThat(((InterfaceStatus) ear.heard.getLast().row()).mtu()).isEqualTo(1400);
    }

    @Test
    void carrierThatIsLost_isToldWithinASecond() {
        final Ear ear = listens(EventGroup.INTERFACE);
        router.linkGoesDown("west").passes(1);
        router.linkComesUp("west").passes(1);

        assertThat(ear.text()).containsExactly("CHANGED west up no carrier", "CHANGED west up");
    }

    @Test
    void neighbor_isToldInEachOfItsStates() {
        final Ear ear = listens(EventGroup.NEIGHBOR_IPV4);
        router.knowsNeighbor("west", "10.0.0.2", "02:00:00:00:00:02");
        assertThat(ear.text()).containsExactly("NEW 10.0.0.2 STALE");

        operator.sets("west", false);
        assertThat(ear.text()).containsExactly("NEW 10.0.0.2 STALE", "DELETED 10.0.0.2 STALE");
    }

    @Test
    @Spec("TUN-37")
    void tunable_isToldWithWhatItWasAndIs() throws RefusedException {
        final TestRouter lans = TwoLans.router();
        final Ear ear = new Ear();
        lans.router().control().events().listen(ear, Set.of(EventGroup.TUNABLE));
        lans.router()
                .control()
                .configuration()
                .apply(
                        TestRouter.configuration(
                                TwoLans.parts(Part.tunable("icmp_echo_ignore_all", true))));
        assertThat(ear.heard).as("not before workers obey it").isEmpty();
        lans.router().settle();

        assertThat(ear.heard)
                .extracting(Event::row)
                .containsExactly(
                        new PlanRow(
                                "tunable",
                                "icmp_echo_ignore_all",
                                PlanRow.Action.CHANGE,
                                "false -> true"));
    }

    /** Whoever replays the events has the table. */
    @Test
    @Spec({"NLK-16", "NLK-41"})
    void eventsReplayedInOrder_giveTheTableAfterALongChurn() {
        final SplittableRandom random = new SplittableRandom(4711);
        final Map<String, RouteEntry> copy = new LinkedHashMap<>();
        operator.routes(TableId.ALL).forEach(route -> copy.put(identity(route), route));
        final Ear ear = listens(EventGroup.ROUTE_IPV4, EventGroup.ROUTE_IPV6);
        for (int i = 0; i < 2_000; i++) {
            churn(random);
        }
        router.router().settle();
        for (final Event event : ear.heard) {
            final RouteEntry route = (RouteEntry) event.row();
            if (event.change() == Change.DELETED) {
                assertThat(copy.remove(identity(route))).isNotNull();
            } else {
                copy.put(identity(route), route);
            }
        }

        assertThat(identities(copy.values()))
                .containsExactlyInAnyOrderElementsOf(identities(operator.routes(TableId.ALL)));
    }

    private void churn(SplittableRandom random) {
        final String prefix = "198.51." + random.nextInt(16) + ".0/24";
        final String gateway = "10.0.1." + (2 + random.nextInt(5));
        switch (random.nextInt(4)) {
            case 0 -> operator.reply(add(prefix, via(gateway)));
            case 1 -> operator.reply(put(PutMode.REPLACE, prefix, via(gateway)));
            case 2 -> operator.reply(delete(prefix));
            default -> operator.sets("east", random.nextInt(4) > 0);
        }
    }

    /** A route is replaced in its place: by prefix, table and metric. */
    private static String identity(RouteEntry route) {
        return route.table()
                + " "
                + route.prefix()
                + " "
                + route.metric()
                + " "
                + route.type()
                + (route.table().equals(TableId.LOCAL) ? route.interfaceName() : "");
    }

    private static List<String> identities(Collection<RouteEntry> routes) {
        return routes.stream()
                .map(route -> identity(route) + " " + route.via() + " " + route.interfaceName())
                .toList();
    }

    @Test
    void everyGroup_canBeListenedToAndLeft() {
        final Ear ear = listens(EventGroup.values());
        assertThat(EnumSet.allOf(EventGroup.class))
                .allMatch(router.router().control().events()::isWatched);
        router.router().control().events().listen(ear, Set.of());
        operator.does(add(IpPrefix.parse("203.0.113.0/24").toString(), via("10.0.1.9")));

        assertThat(ear.heard).isEmpty();
    }
}
