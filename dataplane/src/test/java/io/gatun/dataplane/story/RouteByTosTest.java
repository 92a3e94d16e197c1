package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_MAC;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes for packets of a type of service; what the Linux kernel does with each was looked up. */
class RouteByTosTest {

    private static final String FAR = "198.51.100.7";
    private static final String FAR_NET = "198.51.100.0/24";
    private static final String AROUND = "198.51.0.0/16";

    private final TestRouter router = TwoLans.router();
    private final Operator operator = Operator.of(router);

    private void sendsFar(int tos) {
        router.mark().receives("west", ipv4(WEST_HOST, FAR).tos(tos).payload(100));
    }

    private void goesTo(String mac, int tos) {
        sendsFar(tos);
        assertThat(router).sentOnly("east").goesTo(mac).hasTos(tos);
    }

    private static RouteAttributes.Builder type(RouteType type) {
        return RouteAttributes.builder().type(type);
    }

    /** Bits 0x1c of the packet's count, all of them, and no others: Linux's IPTOS_RT_MASK. */
    @ParameterizedTest
    @CsvSource({
        "0x00, false",
        "0x10, true",
        "0x11, true",
        "0x12, true",
        "0x13, true",
        "0x30, true",
        "0xF0, true",
        "0x14, false",
        "0x18, false",
        "0x08, false",
        "0xB8, false"
    })
    @Spec({"FIB-27", "FIB-28"})
    void routeWithTos_isForPacketsThatHaveIt_andOthersFallBackToAShorterPrefix(
            int tos, boolean isForIt) {
        operator.does(add(AROUND, via(EAST_HOST))).does(add(FAR_NET, via(GATEWAY).tos(0x10)));

        goesTo(isForIt ? GATEWAY_MAC : EAST_MAC, tos);
        assertThat(operator.wayTo(FAR, tos).prefix()).hasToString(isForIt ? FAR_NET : AROUND);
        assertThat(operator.wayTo(FAR, tos).tos()).isEqualTo(isForIt ? 0x10 : 0);
    }

    @Test
    @Spec("FIB-27")
    void withoutAFittingRoute_thereIsNone() {
        operator.does(add(FAR_NET, via(GATEWAY).tos(4)));

        sendsFar(0);
        assertThat(router).sentOnly("west").goesTo(WEST_MAC).isIcmp(3, 0);
        goesTo(GATEWAY_MAC, 4);
    }

    @Test
    @Spec("FIB-27")
    void ofOnePrefix_tosComesBeforeMetric() {
        operator.does(add(FAR_NET, via(EAST_HOST)))
                .does(add(FAR_NET, via(GATEWAY).tos(8).metric(4_000_000_000L)))
                .does(add(FAR_NET, type(RouteType.PROHIBIT).tos(8).metric(4_000_000_001L)))
                .does(add(FAR_NET, via(EAST_HOST).tos(16).metric(7)));

        goesTo(EAST_MAC, 0);
        goesTo(GATEWAY_MAC, 8);
        assertThat(operator.routesTo(FAR_NET))
                .extracting(each -> each.tos() + " " + each.metric())
                .containsExactly("16 7", "8 4000000000", "8 4000000001", "0 0");
        assertThat(operator.routesTo(FAR_NET))
                .extracting(each -> each.flags().contains(RouteFlag.INSTALLED))
                .containsExactly(true, true, false, true);
    }

    @Test
    @Spec("FIB-27")
    void tosIsPartOfWhatTellsRoutesApart() {
        operator.does(add(FAR_NET, via(EAST_HOST))).does(add(FAR_NET, via(GATEWAY).tos(8)));

        assertThat(operator.isRefused(add(FAR_NET, via(EAST_HOST).tos(8))).sentence())
                .startsWith(
                        "there is a route to " + FAR_NET + " with tos 0x08 and metric 0 already");
        operator.does(put(PutMode.REPLACE, FAR_NET, type(RouteType.BLACKHOLE)));
        goesTo(GATEWAY_MAC, 8);

        operator.does(delete(FAR_NET)); // without a tos, of those without
        goesTo(GATEWAY_MAC, 8);
        assertThat(operator.isRefused(delete(FAR_NET)).sentence()).contains("no such route");
        operator.does(
                new Request.DeleteRoute(
                        RouteSelector.builder(TableId.MAIN)
                                .exact(IpPrefix.parse(FAR_NET))
                                .tos(8)
                                .build()));
        sendsFar(8);
        assertThat(router).sentOnly("west").isIcmp(3, 0);
    }

    @Test
    @Spec("FIB-27")
    void otherRoutes_areFollowedByPacketsOfEachTos() {
        operator.does(add("203.0.113.0/24", via(GATEWAY).tos(8)));
        operator.does(add(AROUND, via(EAST_HOST)));
        goesTo(EAST_MAC, 8);
        operator.does(add(FAR_NET, via(GATEWAY)));
        goesTo(GATEWAY_MAC, 8);
        goesTo(GATEWAY_MAC, 0);
        operator.does(delete(FAR_NET)).does(delete(AROUND));
        sendsFar(8);
        assertThat(router).sentOnly("west").isIcmp(3, 0);
        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST).tos(8)); // a neighbor
        assertThat(router).sentOnly("east").goesTo(EAST_MAC);
        router.mark().receives("west", ipv4(WEST_HOST, TwoLans.WEST_ROUTER).tos(8).icmp(8, 0, 1));
        assertThat(router).sentOnly("west").isIcmp(0, 0);
    }

    @Test
    @Spec("FIB-27")
    void throwOfATos_goesOnInTableDefault() {
        operator.does(add(AROUND, via(EAST_HOST)))
                .does(add(FAR_NET, type(RouteType.THROW).tos(8)))
                .does(add(FAR_NET, via(GATEWAY).table(TableId.DEFAULT).tos(8)));

        goesTo(GATEWAY_MAC, 8);
        goesTo(EAST_MAC, 0);
        operator.does(add("0.0.0.0/0", via(EAST_HOST).table(TableId.DEFAULT)))
                .does(
                        new Request.DeleteRoute(
                                RouteSelector.builder(TableId.DEFAULT)
                                        .exact(IpPrefix.parse(FAR_NET))
                                        .tos(8)
                                        .build()));
        goesTo(EAST_MAC, 8);
    }

    @Test
    @Spec("FIB-27")
    void answersOfTheRouter_goTheWayOfTheirOwnTos() {
        final TestRouter own = TwoLans.router(Part.iface("west", "10.0.0.1/24"));
        final Operator its = Operator.of(own);
        its.does(add("192.0.2.0/24", via(EAST_HOST)))
                .does(add("192.0.2.0/24", via(GATEWAY).tos(0x10)));

        own.receives("west", ipv4("192.0.2.9", TwoLans.WEST_ROUTER).tos(0x10).icmp(8, 0, 1));
        assertThat(own).sentOnly("east").goesTo(GATEWAY_MAC).isIcmp(0, 0);
        own.mark().receives("west", ipv4("192.0.2.9", TwoLans.WEST_ROUTER).icmp(8, 0, 1));
        assertThat(own).sentOnly("east").goesTo(EAST_MAC).isIcmp(0, 0);
        own.mark().receives("west", ipv4("192.0.2.9", FAR).tos(0x10)); // no route
        assertThat(own).sentOnly("east").goesTo(GATEWAY_MAC).isIcmp(3, 0);
    }

    @Test
    @Spec("FIB-27")
    void lastRouteOfATos_takesItsTablesAlong_andTheyComeAgain() {
        for (int round = 0; round < 3; round++) {
            operator.does(add(AROUND, via(EAST_HOST))).does(add(FAR_NET, via(GATEWAY).tos(28)));
            goesTo(GATEWAY_MAC, 28);
            final RouteSelector ofTos = RouteSelector.builder(TableId.MAIN).tos(28).build();
            final var tally = operator.one(new Request.FlushRoutes(ofTos), RouteTally.class);
            assertThat(tally.done()).isEqualTo(1);
            goesTo(EAST_MAC, 28);
            operator.does(delete(AROUND));
            sendsFar(28);
            assertThat(router).sentOnly("west").isIcmp(3, 0);
        }
    }

    @Test
    @Spec({"FIB-27", "FIB-42"})
    void tablesOfATosThatFindNoRoom_areRefused_andHoldNothing() {
        final TestRouter small = TwoLans.router(Part.tunable("fib_nodes", 64));
        final Operator at = Operator.of(small);
        at.does(add(FAR + "/32", via(EAST_HOST)));
        int added = 0;
        while (Operator.isDone(at.reply(add("193.0.%d.1/32".formatted(added), via(GATEWAY))))) {
            added++;
        }

        assertThat(at.isRefused(add("194.0.0.1/32", via(GATEWAY).tos(8))).code())
                .isEqualTo(RefusalCode.FULL);
        small.mark().receives("west", ipv4(WEST_HOST, FAR).tos(8));
        assertThat(small).sentOnly("east").goesTo(EAST_MAC);
        final long ways = ways(small);
        at.does(delete(FAR + "/32"));
        small.passes(1);
        assertThat(ways(small)).isEqualTo(ways - 1);
    }

    private static long ways(TestRouter of) {
        return of.sight().fibs().getFirst().forwardingObjects();
    }

    @Test
    @Spec("FIB-27")
    void interfaceThatGoesDown_takesRoutesOfATosOutOfUse() {
        operator.does(add(FAR_NET, via(GATEWAY).tos(8)));
        goesTo(GATEWAY_MAC, 8);
        operator.sets("east", false);
        sendsFar(8);
        assertThat(router).sentOnly("west").isIcmp(3, 0);
        operator.sets("east", true);
        final List<RouteEntry> rows = operator.routesTo(FAR_NET);
        assertThat(rows.getFirst().flags()).contains(RouteFlag.INSTALLED);
    }

    @Test
    @Spec("FIB-27")
    void configuredRoutesOfATos_areThereFromTheStart() {
        final TestRouter configured =
                TwoLans.router(
                        Part.route(AROUND, EAST_HOST), Part.route(FAR_NET, GATEWAY + ", tos: 16"));

        configured.receives("west", ipv4(WEST_HOST, FAR).tos(16));
        assertThat(configured).sentOnly("east").goesTo(GATEWAY_MAC);
        configured.mark().receives("west", ipv4(WEST_HOST, FAR));
        assertThat(configured).sentOnly("east").goesTo(EAST_MAC);
    }

    @Test
    @Spec("FIB-27")
    void ipv6Route_hasNone() {
        assertThat(
                        operator.isRefused(add("2001:db8:9::/64", type(RouteType.BLACKHOLE).tos(8)))
                                .sentence())
                .isEqualTo("an IPv6 route is for packets of any class; leave tos out");
    }
}
