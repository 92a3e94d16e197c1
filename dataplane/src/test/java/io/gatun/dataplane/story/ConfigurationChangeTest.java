package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.ArpFrame.isAt;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.PacketAssert.assertThat;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.port;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_MAC;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another configuration while the router runs: what packets meet before and after. */
class ConfigurationChangeTest {

    private static final Part WEST = iface("west", "10.0.0.1/24");
    private static final Part EAST = iface("east", "10.0.1.1/24");
    private static final String FAR = "198.51.100.7";
    private static final String FAR_NET = "198.51.100.0/24";

    private final TestRouter router = TestRouter.with(parts(WEST, EAST));
    private final Operator operator = Operator.of(router);

    private static Part[] parts(Part... parts) {
        final List<Part> all = new ArrayList<>(List.of(port("west"), port("east")));
        all.addAll(List.of(parts));
        all.add(neighbor("west", WEST_HOST, WEST_MAC));
        final boolean hasEast = List.of(parts).stream().anyMatch(EAST::equals);
        if (hasEast) {
            all.add(neighbor("east", EAST_HOST, EAST_MAC));
            all.add(neighbor("east", GATEWAY, GATEWAY_MAC));
        }
        return all.toArray(Part[]::new);
    }

    private void applies(Part... parts) {
        router.applies(TestRouter.configuration(parts(parts)));
    }

    private boolean answers(String address) {
        router.mark().receives("west", ipv4(WEST_HOST, address).echo(1, 1));
        return router.sentBy("west").stream()
                .anyMatch(packet -> packet.isIpv4() && packet.icmpType() == 0);
    }

    private List<String> everyRoute() {
        return operator.routes(TableId.ALL).stream().map(RouteEntry::toString).toList();
    }

    @Test
    void addressAdded_answersAndBringsItsRoutes() {
        assertThat(answers("10.0.2.1")).isFalse();

        applies(iface("west", "10.0.0.1/24", "10.0.2.1/24"), EAST);

        assertThat(answers("10.0.2.1")).isTrue();
        assertThat(operator.routesTo("10.0.2.0/24").getFirst().prefsrc())
                .contains(IpAddress.parse("10.0.2.1"));
        router.mark().receives("east", ipv4(EAST_HOST, "10.0.2.7"));
        assertThat(router.arpSentBy("west")).hasSize(1);
        assertThat(router.arpSentBy("west").getFirst().arpSender()).isEqualTo("10.0.2.1");
        router.mark().receives("west", isAt("10.0.2.7", "02:00:00:00:00:77", "10.0.2.1"));
        assertThat(router).sentOnly("west").isIpv4(EAST_HOST, "10.0.2.7");
    }

    @Test
    @Spec("FIB-15")
    void addressRemoved_takesItsRoutesAndThoseWithItAsTheirSource() {
        applies(iface("west", "10.0.0.1/24", "10.0.2.1/24"), EAST);
        operator.does(add("203.0.113.0/24", via(GATEWAY).prefsrc(IpAddress.parse("10.0.2.1"))))
                .does(add("192.0.2.0/24", via(GATEWAY)));
        final List<String> before = everyRoute();

        applies(WEST, EAST);

        final List<String> gone = new ArrayList<>(before);
        gone.removeAll(everyRoute());
        assertThat(gone).hasSize(4).allMatch(row -> row.contains("10.0.2.1"));
        assertThat(operator.routesTo("192.0.2.0/24")).hasSize(1);
        assertThat(answers("10.0.2.1")).isFalse();
        assertThat(answers("10.0.0.1")).isTrue();
    }

    @Test
    @Spec("FIB-15")
    void primaryAddressRemoved_leavesTheSecondaryAsThePrimary() {
        applies(iface("west", "10.0.0.1/24", "10.0.0.5/24"), EAST);
        assertThat(source("10.0.0.0/24")).isEqualTo("10.0.0.1");

        applies(iface("west", "10.0.0.5/24"), EAST);

        assertThat(source("10.0.0.0/24")).isEqualTo("10.0.0.5");
        assertThat(answers("10.0.0.5")).isTrue();
        assertThat(answers("10.0.0.1")).isFalse();
        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST).ttl(1));
        assertThat(router).sentOnly("west").isIpv4("10.0.0.5", WEST_HOST).isIcmp(11, 0);
    }

    private String source(String prefix) {
        return operator.routesTo(prefix).getFirst().prefsrc().orElseThrow().toString();
    }

    @Test
    @Spec("FIB-15")
    void lastAddressRemoved_takesEveryRouteThroughItAndWhomItLearned() {
        router.knowsNeighbor("east", "10.0.1.50", "02:00:00:00:00:50");
        operator.does(add("203.0.113.0/24", via(GATEWAY)));

        router.applies(
                TestRouter.configuration(
                        port("west"),
                        port("east"),
                        WEST,
                        iface("east"),
                        neighbor("west", WEST_HOST, WEST_MAC)));

        assertThat(everyRoute()).noneMatch(row -> row.contains("east"));
        assertThat(router.neighborState("east", "10.0.1.50")).isEqualTo("none");
        router.mark().receives("west", ipv4(WEST_HOST, "203.0.113.1"));
        assertThat(router).sentOnly("west").isIcmp(3, 0);
    }

    @Test
    void interfaceAdded_takesItsFramesAndForwards() {
        applies(WEST, EAST, iface("east.100", "10.0.100.1/24").with("vlan", 100));

        router.mark()
                .receives("west", ipv4(WEST_HOST, "10.0.100.9"))
                .receives("east", isAt("10.0.100.9", "02:00:00:00:01:09", "10.0.100.1").vlan(100));

        assertThat(router).droppedNothing();
        final var forwarded = router.ipv4SentBy("east");
        assertThat(forwarded).hasSize(1);
        assertThat(forwarded.getFirst()).hasVlan(100).isIpv4(WEST_HOST, "10.0.100.9");
    }

    @Test
    @Spec("FIB-19")
    void interfaceRemoved_isMentionedNowhere() {
        applies(WEST, EAST, iface("east.100", "10.0.100.1/24").with("vlan", 100));
        operator.does(add("203.0.113.0/24", via("10.0.100.9")))
                .does(add("2001:db8::/32", Operator.dev("east.100")))
                .does(add("192.0.2.0/24", via("10.0.100.9").table(new TableId(77))));
        router.receives("west", ipv4(WEST_HOST, "203.0.113.1"));

        applies(WEST, EAST);

        assertThat(everyRoute()).noneMatch(row -> row.contains("east.100"));
        assertThat(router.sight().interfaces()).noneMatch(row -> row.name().equals("east.100"));
        assertThat(router.sight().neighbors())
                .noneMatch(row -> row.interfaceName().equals("east.100"));
        assertThat(router.ledger().held()).isZero();
        router.mark().receives("east", ipv4("10.0.100.9", WEST_HOST).vlan(100));
        assertThat(router).droppedOne(DropReason.VLAN_UNKNOWN).isSilent();
        router.mark().receives("west", ipv4(WEST_HOST, "203.0.113.1"));
        assertThat(router).sentOnly("west").isIcmp(3, 0);
    }

    @Test
    void packetFromAnInterfaceThatGoes_isStillForwarded_andItsIndexNamesNoOtherMeanwhile() {
        applies(WEST, EAST, iface("west.5", "10.0.5.1/24").with("vlan", 5));
        router.receives("west", ipv4("10.0.5.2", "10.0.1.77").vlan(5).fromMac(WEST_MAC));
        assertThat(router.ledger().held()).isEqualTo(1);

        applies(WEST, EAST);
        applies(WEST, EAST, iface("west.6", "10.0.6.1/24").with("vlan", 6));
        router.mark().receives("east", isAt("10.0.1.77", "02:00:00:00:00:77", EAST_ROUTER));

        assertThat(router).sentOnly("east").isIpv4("10.0.5.2", "10.0.1.77");
    }

    @Test
    void packetThatWaits_isNotTouchedByAnotherMatter() {
        router.receives("west", ipv4(WEST_HOST, "10.0.1.77"));

        applies(iface("west", "10.0.0.1/24", "10.0.2.1/24"), EAST);
        router.mark().receives("east", isAt("10.0.1.77", "02:00:00:00:00:77", EAST_ROUTER));

        assertThat(router).droppedNothing().sentOnly("east").isIpv4(WEST_HOST, "10.0.1.77");
    }

    @Test
    void mtu_isThatOfEveryWayThroughTheInterface_andNeighborsStay() {
        router.knowsNeighbor("east", "10.0.1.50", "02:00:00:00:00:50");
        applies(WEST, EAST, route(FAR_NET, GATEWAY));

        router.applies(
                TestRouter.configuration(
                        parts(
                                WEST,
                                EAST,
                                route(FAR_NET, GATEWAY),
                                Part.tunable("fib_nodes", 4096))));
        router.applies(
                TestRouter.configuration(
                        port("west"),
                        port("east"),
                        WEST,
                        iface("east", "10.0.1.1/24").mtu(600),
                        route(FAR_NET, GATEWAY),
                        neighbor("west", WEST_HOST, WEST_MAC),
                        neighbor("east", GATEWAY, GATEWAY_MAC)));

        for (String destination : List.of(FAR, "10.0.1.50")) {
            router.mark()
                    .receives("west", ipv4(WEST_HOST, destination).dontFragment().payload(700));
            assertThat(router).sentOnly("west").isIcmp(3, 4).hasIcmpRest(600);
            router.mark().receives("west", ipv4(WEST_HOST, destination).payload(100));
            assertThat(router).droppedNothing().sentOnly("east").isIpv4(WEST_HOST, destination);
        }
    }

    @Test
    void routes_comeChangeAndGo() {
        applies(
                WEST,
                EAST,
                route(FAR_NET, GATEWAY),
                route("203.0.113.0/24").with("type", "blackhole"));
        router.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);

        applies(WEST, EAST, route(FAR_NET, EAST_HOST));
        router.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(router).sentOnly("east").goesTo(EAST_MAC);
        assertThat(operator.routesTo("203.0.113.0/24")).isEmpty();

        applies(WEST, EAST);
        router.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(router).sentOnly("west").isIcmp(3, 0);
    }

    @Test
    void routeOverTheChannel_staysWhateverIsConfigured() {
        operator.does(add("203.0.113.0/24", via(GATEWAY)));

        applies(WEST, EAST, route(FAR_NET, GATEWAY));
        applies(iface("west", "10.0.0.1/24", "10.0.9.1/24"), EAST);

        assertThat(operator.routesTo("203.0.113.0/24")).hasSize(1);
        assertThat(operator.routesTo(FAR_NET)).isEmpty();
        router.mark().receives("west", ipv4(WEST_HOST, "203.0.113.1"));
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
    }

    @Test
    void tagChanged_isAnotherLink() {
        applies(WEST, EAST, iface("east.100", "10.0.100.1/24").with("vlan", 100));
        router.receives(
                        "east",
                        ipv4("10.0.100.9", WEST_HOST).vlan(100).fromMac("02:00:00:00:01:09"))
                .receives("east", isAt("10.0.100.9", "02:00:00:00:01:09", "10.0.100.1").vlan(100));

        applies(WEST, EAST, iface("east.100", "10.0.100.1/24").with("vlan", 200));

        router.mark().receives("west", ipv4(WEST_HOST, "10.0.100.9"));
        assertThat(router.arpSentBy("east")).hasSize(1).allMatch(packet -> packet.vlan() == 200);
        router.mark().receives("east", ipv4("10.0.100.9", WEST_HOST).vlan(100));
        assertThat(router).droppedOne(DropReason.VLAN_UNKNOWN).isSilent();
    }

    @Test
    void permanentNeighbors_comeChangeAndGo() {
        final Part other = neighbor("east", "10.0.1.60", "02:00:00:00:00:60");
        applies(WEST, EAST, other);
        router.mark().receives("west", ipv4(WEST_HOST, "10.0.1.60"));
        assertThat(router).sentOnly("east").goesTo("02:00:00:00:00:60");

        applies(WEST, EAST, neighbor("east", "10.0.1.60", "02:00:00:00:00:61"));
        router.mark().receives("west", ipv4(WEST_HOST, "10.0.1.60"));
        assertThat(router).sentOnly("east").goesTo("02:00:00:00:00:61");

        applies(WEST, EAST);
        router.mark().receives("west", ipv4(WEST_HOST, "10.0.1.60"));
        assertThat(router.arpSentBy("east")).hasSize(1);
        assertThat(router.ipv4SentBy("east")).isEmpty();
    }

    @Test
    void ipv6_isTurnedOnAndOff() {
        final Part west = iface("west", "10.0.0.1/24", "\"2001:db8:a::1/64\"");
        final Part east = iface("east", "10.0.1.1/24", "\"2001:db8:b::1/64\"");
        router.applies(
                TestRouter.configuration(
                        port("west"),
                        port("east"),
                        west,
                        east,
                        neighbor("east", "\"2001:db8:b::9\"", EAST_MAC)));
        router.mark().receives("west", ipv6("2001:db8:a::2", "2001:db8:b::9"));
        assertThat(router).sentOnly("east").isIpv6("2001:db8:a::2", "2001:db8:b::9");

        applies(WEST, EAST);
        router.mark().receives("west", ipv6("2001:db8:a::2", "2001:db8:b::9"));
        assertThat(router.sent()).isEmpty();
        assertThat(operator.routes(TableId.ALL))
                .noneMatch(row -> row.prefix().network().width() == 128);
    }

    @Test
    void forwardingOff_dropsWhatIsNotForTheRouter() {
        applies(iface("west", "10.0.0.1/24").with("forwarding", false), EAST);

        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST));
        assertThat(router.sentBy("east")).isEmpty();
        assertThat(answers("10.0.0.1")).isTrue();
    }

    @Test
    void classE_isForwardedOrNot() {
        applies(WEST, EAST, route("240.1.0.0/16", GATEWAY));
        router.mark().receives("west", ipv4(WEST_HOST, "240.1.2.3"));
        assertThat(router).sentOnly("east");

        applies(WEST, EAST, Part.tunable("class_e_forwarding", false));
        router.mark().receives("west", ipv4(WEST_HOST, "240.1.2.3"));
        assertThat(router.sent()).isEmpty();
    }

    @Test
    void interfaceThatIsDown_staysDown_andWhatComesToItSleeps() {
        operator.sets("east", false);

        applies(WEST, EAST, route(FAR_NET, GATEWAY));

        assertThat(router.sight().interfaces().getLast().up()).isFalse();
        router.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(router).sentOnly("west").isIcmp(3, 0);
        assertThat(operator.routesTo("10.0.1.0/24")).isEmpty();

        operator.sets("east", true);
        router.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
        assertThat(operator.routesTo("10.0.1.0/24").getFirst().type()).isEqualTo(RouteType.UNICAST);
    }
}
