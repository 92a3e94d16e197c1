package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_BLACKHOLE;
import static io.gatun.dataplane.graph.DropReason.IPV4_MARTIAN_DESTINATION;
import static io.gatun.dataplane.testkit.ArpFrame.whoHas;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.dev;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routes that come and go while packets are forwarded. */
class RouteTest {

    private static final String FAR = "198.51.100.7";
    private static final String FAR_NET = "198.51.100.0/24";

    private final TestRouter router = TwoLans.router();
    private final Operator operator = Operator.of(router);

    private static RouteAttributes.Builder type(RouteType type) {
        return RouteAttributes.builder().type(type);
    }

    private void sendsFar() {
        router.mark().receives("west", ipv4(WEST_HOST, FAR).payload(100));
    }

    @Test
    @Spec({"FIB-01", "FIB-11", "RT-01"})
    void routeAdded_isInForceWithTheReply_andGoneWhenDeleted() {
        operator.does(add(FAR_NET, via(GATEWAY)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);

        operator.does(delete(FAR_NET));
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp(3, 0);
    }

    @Test
    @Spec({"FIB-02", "FIB-03", "RT6-01"})
    void longestPrefix_winsWhateverItsMetric() {
        operator.does(add("0.0.0.0/0", via(GATEWAY)))
                .does(add("198.51.0.0/16", via(EAST_HOST)))
                .does(add(FAR_NET, type(RouteType.BLACKHOLE).metric(4_000_000_000L)))
                .does(add(FAR + "/32", via(GATEWAY).metric(77)));

        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
        router.mark().receives("west", ipv4(WEST_HOST, "198.51.100.8"));
        assertThat(router).droppedSilently(IPV4_BLACKHOLE);
        router.mark().receives("west", ipv4(WEST_HOST, "198.51.101.8"));
        assertThat(router).sentOnly("east").goesTo(TwoLans.EAST_MAC);
        router.mark().receives("west", ipv4(WEST_HOST, "192.0.2.1"));
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
    }

    @Test
    @Spec({"FIB-29", "RT-15"})
    void ofOnePrefix_theLowestMetricDecides_whateverTheType() {
        operator.does(add(FAR_NET, type(RouteType.PROHIBIT).metric(10)))
                .does(add(FAR_NET, via(GATEWAY)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);

        operator.does(delete(FAR_NET)); // the lowest metric goes first
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp(3, 13);
    }

    @Test
    @Spec({"RT-06", "RT-07", "RT-08"})
    void errorTypes_answerAsTheyAreCalled() {
        operator.does(add(FAR_NET, type(RouteType.BLACKHOLE)))
                .does(add("192.0.2.0/25", type(RouteType.UNREACHABLE)))
                .does(add("192.0.2.128/25", type(RouteType.PROHIBIT)));

        sendsFar();
        assertThat(router).droppedSilently(IPV4_BLACKHOLE);
        router.mark().receives("west", ipv4(WEST_HOST, "192.0.2.1"));
        assertThat(router).sentOnly("west").isIcmp(3, 1);
        router.mark().receives("west", ipv4(WEST_HOST, "192.0.2.129"));
        assertThat(router).sentOnly("west").isIcmp(3, 13);
    }

    @Test
    @Spec("RT-04")
    void anycastRoute_isTakenButNotForwardedBy() {
        operator.does(add(FAR + "/32", type(RouteType.ANYCAST)));

        sendsFar();

        assertThat(router).droppedOne(IPV4_MARTIAN_DESTINATION);
        assertThat(router.sent()).isEmpty();
    }

    @Test
    @Spec({"FIB-05", "FIB-10"})
    void tableDefault_isAskedWhereMainSaysNothing() {
        operator.does(add(FAR_NET, via(GATEWAY).table(TableId.DEFAULT)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);

        operator.does(add("198.51.0.0/16", via(EAST_HOST)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(TwoLans.EAST_MAC);

        operator.does(delete("198.51.0.0/16"));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
    }

    @Test
    @Spec("RT-09")
    void throwRoute_leadsToTheNextTable_andElseNowhere() {
        operator.does(add("0.0.0.0/0", via(EAST_HOST))).does(add(FAR_NET, type(RouteType.THROW)));
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp(3, 0);

        operator.does(add("0.0.0.0/0", via(GATEWAY).table(TableId.DEFAULT)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
    }

    @Test
    @Spec("FIB-10")
    void otherTables_keepRoutesThatDoNotForward() {
        for (long id : new long[] {1, 1_000, 4_294_967_295L}) {
            operator.does(add(FAR_NET, via(GATEWAY).table(new TableId(id))));
            assertThat(operator.routes(new TableId(id))).hasSize(1);
        }
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp(3, 0);
    }

    @Test
    @Spec("FIB-12")
    void localRoute_makesAWholePrefixOurs() {
        operator.does(add(FAR_NET, type(RouteType.LOCAL).table(TableId.LOCAL)));

        router.mark().receives("west", ipv4(WEST_HOST, FAR).echo(1, 1));
        assertThat(router).sentOnly("west").isIpv4(FAR, WEST_HOST).isIcmp(0, 0);
        router.mark().receives("west", whoHas(FAR, WEST_HOST, WEST_MAC));
        assertThat(router).sentOnly("west").isArp(2, FAR, WEST_HOST);
    }

    @Test
    @Spec({"FIB-30", "FIB-34"})
    void replacedRoute_isNeverMissing() {
        operator.does(add(FAR_NET, via(GATEWAY)));
        for (int round = 0; round < 200; round++) {
            final String gateway = round % 2 == 0 ? EAST_HOST : GATEWAY;
            operator.does(put(PutMode.REPLACE, FAR_NET, via(gateway)));
            sendsFar();
            assertThat(router)
                    .droppedNothing()
                    .sentOnly("east")
                    .goesTo(round % 2 == 0 ? TwoLans.EAST_MAC : GATEWAY_MAC);
        }
    }

    @Test
    @Spec("FIB-34")
    void routeReplacedByAnUnknownGateway_worksUntilItIsInForce() {
        operator.does(add(FAR_NET, via(GATEWAY)));

        operator.does(put(PutMode.REPLACE, FAR_NET, via("10.0.1.77")));
        sendsFar();

        assertThat(router).droppedNothing().sentOnly("east").isArp(1, EAST_ROUTER, "10.0.1.77");
    }

    @Test
    @Spec({"RTA-11", "RTA-13"})
    void mtuOfARoute_boundsWhatTakesIt() {
        operator.does(add(FAR_NET, via(GATEWAY).metrics(RouteMetrics.ofMtu(800))));

        router.mark().receives("west", ipv4(WEST_HOST, FAR).payload(980).dontFragment());
        assertThat(router).sentOnly("west").isIcmp(3, 4).hasIcmpRest(800);
        assertThat(router.counted("Ip.FragFails")).isEqualTo(1);
        router.mark().receives("west", ipv4(WEST_HOST, FAR).payload(980));
        assertThat(router.ipv4SentBy("east"))
                .hasSize(2)
                .allMatch(packet -> packet.totalLength() <= 800);
    }

    @Test
    @Spec({"RTA-07", "NH-10"})
    void preferredSource_isThatOfErrorsSentAlongTheRoute() {
        final TestRouter two =
                TwoLans.router(Part.iface("west", WEST_ROUTER + "/24", "10.0.0.5/24"));
        Operator.of(two)
                .does(add("203.0.113.0/24", via(WEST_HOST).prefsrc(IpAddress.parse("10.0.0.5"))));

        two.mark().receives("east", ipv4("203.0.113.1", WEST_HOST).ttl(1));

        assertThat(two).sentOnly("west").isIpv4("10.0.0.5", "203.0.113.1").isIcmp(11, 0);
    }

    @Test
    @Spec({"NH-01", "NH-03"})
    void onlinkGateway_isAskedForOnTheNamedLink() {
        operator.does(add(FAR_NET, dev("east").via(IpAddress.parse("203.0.113.1")).onlink(true)));

        sendsFar();

        assertThat(router).sentOnly("east").isArp(1, EAST_ROUTER, "203.0.113.1");
    }

    @Test
    @Spec({"NH-02", "RTA-04"})
    void gatewayBehindAnOnLinkRoute_isAccepted_andLeavesByItsInterface() {
        operator.does(add("203.0.113.1/32", dev("east"))).does(add(FAR_NET, via("203.0.113.1")));

        sendsFar();

        assertThat(router).sentOnly("east").isArp(1, EAST_ROUTER, "203.0.113.1");
        assertThat(operator.routesTo(FAR_NET).getFirst().interfaceName()).contains("east");
    }

    @Test
    void neighborsRoute_followsTheRouteOverIt() {
        operator.does(add("10.0.1.8/29", via(GATEWAY)));
        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST));
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);

        operator.does(delete("10.0.1.8/29"));
        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST));
        assertThat(router).sentOnly("east").goesTo(TwoLans.EAST_MAC);
    }

    @Test
    @Spec("FIB-42")
    void fullForwardingTable_refusesTheRouteAndGoesOn() {
        final TestRouter small = TwoLans.router(Part.tunable("fib_nodes", 64));
        final Operator at = Operator.of(small);
        int added = 0;
        var reply = at.reply(add("192.0.2.1/32", via(GATEWAY)));
        while (Operator.isDone(reply) && added < 1_000) {
            added++;
            reply =
                    at.reply(
                            add("193.%d.%d.1/32".formatted(added >> 8, added & 255), via(GATEWAY)));
        }

        assertThat(added).isBetween(10, 64);
        assertThat(reply.toString())
                .contains("FULL")
                .contains("failed: the forwarding table is full")
                .contains("nothing has changed");
        assertThat(at.routesTo("193.%d.%d.1/32".formatted(added >> 8, added & 255))).isEmpty();
        small.mark().receives("west", ipv4(WEST_HOST, "192.0.2.1"));
        assertThat(small).sentOnly("east").goesTo(GATEWAY_MAC);
    }

    @Test
    @Spec({"RTA-09", "RTA-12"})
    void metrics_areKeptAndReturned() {
        final RouteMetrics metrics =
                new RouteMetrics(
                        OptionalInt.of(1400),
                        true,
                        OptionalInt.of(7),
                        Map.of("advmss", 1340L, "initcwnd", 10L));
        operator.does(add(FAR_NET, via(GATEWAY).metrics(metrics)));

        assertThat(operator.routesTo(FAR_NET).getFirst().metrics()).isEqualTo(metrics);
    }

    @Test
    @Spec("RTA-15")
    void hoplimitOfARoute_isTheTtlOfWhatTheRouterSends_notOfWhatItForwards() {
        final RouteMetrics seven =
                new RouteMetrics(OptionalInt.empty(), false, OptionalInt.of(7), Map.of());
        operator.does(add(FAR_NET, via(GATEWAY).metrics(seven)));

        router.mark().receives("east", ipv4(FAR, EAST_ROUTER).echo(1, 1));
        assertThat(router).sentOnly("east").isIpv4(EAST_ROUTER, FAR).hasTtl(7);
        router.mark().receives("west", ipv4(WEST_HOST, FAR).ttl(33));
        assertThat(router).sentOnly("east").hasTtl(32);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1/24,3", "10.0.0.0/31,2", "10.0.0.1/32,1"})
    @Spec("FIB-13")
    void address_bringsItsRoutes(String address, int routes) {
        final TestRouter one = TestRouter.with(Part.iface("west", address));

        assertThat(Operator.of(one).routes(TableId.ALL)).hasSize(routes);
    }
}
