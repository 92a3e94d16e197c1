package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.dev;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of routes when an interface goes down and comes up. */
class InterfaceStateTest {

    private static final String FAR = "198.51.100.7";
    private static final String FAR_NET = "198.51.100.0/24";

    private final TestRouter router = TwoLans.router(Part.route(FAR_NET, GATEWAY));
    private final Operator operator = Operator.of(router);

    private void sendsFar(TestRouter by) {
        by.mark().receives("west", ipv4(WEST_HOST, FAR));
    }

    @Test
    @Spec({"FIB-16", "NH-07"})
    void interfaceDown_takesItsRoutesOutOfForwarding() {
        operator.sets("east", false);

        sendsFar(router);
        assertThat(router).sentOnly("west").isIcmp(3, 0);
        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST));
        assertThat(router).sentOnly("west").isIcmp(3, 0);
        assertThat(operator.routesTo(FAR_NET).getFirst().flags()).containsExactly(RouteFlag.DEAD);
        assertThat(operator.routesTo("10.0.1.0/24")).isEmpty();
        assertThat(router.sight().interfaces().getLast().up()).isFalse();
    }

    @Test
    @Spec("FIB-16")
    void interfaceDown_stillAnswersForItsAddressElsewhere() {
        operator.sets("east", false);

        router.mark().receives("west", ipv4(WEST_HOST, EAST_ROUTER).echo(1, 1));

        assertThat(router).sentOnly("west").isIpv4(EAST_ROUTER, WEST_HOST).isIcmp(0, 0);
    }

    @Test
    @Spec("FIB-16")
    void interfaceDown_takesNoFrames() {
        operator.sets("east", false);

        router.mark().receives("east", ipv4(EAST_HOST, WEST_HOST));

        assertThat(router.sent()).isEmpty();
        assertThat(router.dropped()).hasSize(1);
    }

    @Test
    @Spec({"FIB-16", "FIB-17"})
    void interfaceUpAgain_bringsBackConnectedConfiguredAndAddedRoutes() {
        operator.does(add("203.0.113.0/24", via(GATEWAY)))
                .does(add("192.0.2.0/24", dev("east").table(TableId.DEFAULT)));
        final List<RouteEntry> before = operator.routes(TableId.ALL);

        operator.sets("east", false).sets("east", true);

        assertThat(operator.routes(TableId.ALL)).isEqualTo(before);
        for (String destination : List.of(FAR, EAST_HOST, "203.0.113.1")) {
            router.mark().receives("west", ipv4(WEST_HOST, destination));
            assertThat(router).droppedNothing().sentOnly("east");
        }
        router.mark().receives("east", ipv4(EAST_HOST, WEST_HOST));
        assertThat(router).sentOnly("west");
    }

    @Test
    @Spec("FIB-16")
    void interfaceDown_forgetsWhomItLearned() {
        router.knowsNeighbor("east", "10.0.1.50", "02:00:00:00:00:50");

        operator.sets("east", false);

        assertThat(router.neighborState("east", "10.0.1.50")).isEqualTo("none");
    }

    @Test
    @Spec({"NH-08", "FIB-29"})
    void routeWithoutAUsableNextHop_givesWayToTheNextMetricThenToAShorterPrefix() {
        operator.does(add(FAR_NET, via(WEST_HOST).metric(5)))
                .does(add("198.51.0.0/16", via(WEST_HOST).metric(9)));
        router.mark().receives("east", ipv4(EAST_HOST, FAR));
        assertThat(router.ipv4SentBy("east")).isNotEmpty(); // by the gateway there, and a redirect

        operator.sets("east", false);
        assertThat(operator.wayTo(FAR).interfaceName()).contains("west");
        assertThat(operator.wayTo(FAR).metric()).isEqualTo(5);
        operator.does(Operator.delete(FAR_NET)); // the dead one stands first
        operator.does(Operator.delete(FAR_NET));
        assertThat(operator.wayTo(FAR).metric()).isEqualTo(9);
    }

    @Test
    @Spec({"FIB-18", "NH-05"})
    void carrierLoss_isFlaggedAndRoutesStay() {
        router.linkGoesDown("east").passes(1);

        assertThat(operator.routesTo(FAR_NET).getFirst().flags())
                .containsExactlyInAnyOrder(RouteFlag.LINKDOWN, RouteFlag.INSTALLED);
        assertThat(router.sight().interfaces().getLast().carrier()).isFalse();
        operator.does(add("203.0.113.0/24", via(GATEWAY)));
        sendsFar(router);
        assertThat(router.sentBy("west")).isEmpty(); // not answered with an error
    }

    @Test
    @Spec({"FIB-18", "NH-08", "RT6-08"})
    void carrierLoss_whereItIsHeeded_movesTrafficToTheBackupAndBack() {
        final TestRouter heeding =
                TwoLans.router(
                        Part.tunable("ignore_routes_with_linkdown", true),
                        Part.iface("north", "10.0.2.1/24"),
                        Part.neighbor("north", "10.0.2.2", "02:00:00:00:00:22"),
                        Part.route(FAR_NET, GATEWAY),
                        Part.route(FAR_NET, "10.0.2.2").with("metric", 10));
        sendsFar(heeding);
        assertThat(heeding).sentOnly("east");

        heeding.linkGoesDown("east").passes(1);
        sendsFar(heeding);
        assertThat(heeding).sentOnly("north");

        heeding.linkComesUp("east").passes(1);
        sendsFar(heeding);
        assertThat(heeding).sentOnly("east");
    }
}
