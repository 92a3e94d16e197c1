package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.EAST_HOST;
import static io.gatun.dataplane.testkit.Lans6.EAST_LINK_LOCAL;
import static io.gatun.dataplane.testkit.Lans6.EAST_MAC;
import static io.gatun.dataplane.testkit.Lans6.EAST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.GATEWAY;
import static io.gatun.dataplane.testkit.Lans6.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.dev;
import static io.gatun.dataplane.testkit.Operator.get;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.NdPacket;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Routes of IPv6 that come and go while packets are forwarded. */
class Route6Test {

    private static final String FAR = "2001:db8:77::7";
    private static final String FAR_NET = "2001:db8:77::/48";

    private final TestRouter router = Lans6.router();
    private final Operator operator = Operator.of(router);

    private static RouteAttributes.Builder type(RouteType type) {
        return RouteAttributes.builder().type(type);
    }

    private void sendsFar() {
        router.mark().receives("west", ipv6(WEST_HOST, FAR).payload(100));
    }

    @Test
    @Spec({"RT6-01", "FIB-02"})
    void longestPrefix_winsAndWhatIsDeletedUncoversTheShorter() {
        operator.does(add("::/0", via(EAST_HOST))).does(add(FAR_NET, via(GATEWAY)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);

        operator.does(delete(FAR_NET));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(EAST_MAC);

        operator.does(delete("::/0"));
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp6(1, 0);
    }

    @Test
    @Spec({"RT-09", "FIB-05"})
    void throwRoute_leadsToTheNextTable_andElseNowhere() {
        operator.does(add("::/0", via(EAST_HOST))).does(add(FAR_NET, type(RouteType.THROW)));
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp6(1, 0);

        operator.does(add("::/0", via(GATEWAY).table(TableId.DEFAULT)));
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
    }

    @Test
    @Spec({"RT6-03", "NH-01"})
    void linkLocalGateway_isLookedForOnTheLinkItWasNamedWith() {
        operator.does(add("2001:db8:77::/48", dev("east").via(IpAddress.parse("fe80::99"))))
                .does(add("2001:db8:78::/48", dev("west").via(IpAddress.parse("fe80::99"))));

        sendsFar();
        assertThat(NdPacket.sentBy(router, "east")).hasSize(1);
        assertThat(router.sentBy("west")).isEmpty();
        router.mark().receives("east", ipv6(EAST_HOST, "2001:db8:78::1"));
        assertThat(NdPacket.sentBy(router, "west")).hasSize(1);
        assertThat(router.sentBy("east")).isEmpty();
    }

    @Test
    @Spec({"RT6-03", "RT6-04", "FIB-12"})
    void addresses_bringTheirRoutes() {
        assertThat(operator.routes(TableId.MAIN))
                .extracting(route ->
                        route.prefix()
                                + " "
                                + route.metric()
                                + " "
                                + route.interfaceName().orElseThrow())
                .containsExactlyInAnyOrder(
                        "2001:db8:a::/64 256 west",
                        "2001:db8:b::/64 256 east",
                        "fe80::/64 256 west",
                        "fe80::/64 256 east");
        assertThat(operator.routes(TableId.LOCAL))
                .extracting(route -> route.prefix() + " " + Operator.word(route.type()))
                .contains(
                        "2001:db8:a::1/128 local",
                        "2001:db8:b::1/128 local",
                        "2001:db8:a::/128 anycast",
                        "fe80::b:1/128 local",
                        "ff00::/8 multicast");
    }

    @Test
    @Spec("RT6-04")
    void metric_is1024WhereNoneIsGiven_andOneKeyHasOneRouteUnlessAppended() {
        operator.does(add(FAR_NET, via(GATEWAY)));
        assertThat(operator.routesTo(FAR_NET).getFirst().metric()).isEqualTo(1024);

        assertThat(operator.isRefused(add(FAR_NET, via(EAST_HOST))).code().name())
                .isEqualTo("EXISTS");
        operator.does(put(PutMode.REPLACE, FAR_NET, via(EAST_HOST)))
                .does(put(PutMode.APPEND, FAR_NET, via(GATEWAY)));
        assertThat(operator.routesTo(FAR_NET))
                .extracting(route -> route.via().orElseThrow().toString())
                .containsExactly(EAST_HOST, GATEWAY);
    }

    @Test
    @Spec({"RT6-05", "RTA-09"})
    void attributes_areKeptAndReturned() {
        final RouteMetrics metrics =
                new RouteMetrics(
                        OptionalInt.of(1400), true, OptionalInt.of(7), Map.of("advmss", 1340L));
        operator.does(
                add(
                        FAR_NET,
                        dev("east")
                                .via(IpAddress.parse("fe80::99"))
                                .protocol(RouteProtocol.parse("ra"))
                                .metric(77)
                                .prefsrc(IpAddress.parse(EAST_ROUTER))
                                .metrics(metrics)));

        final RouteEntry route = operator.routesTo(FAR_NET).getFirst();

        assertThat(route.toString())
                .contains("UNICAST", "protocol=ra", "metric=77", "fe80::99", "east", EAST_ROUTER);
        assertThat(route.scope()).isEqualTo(RouteScope.UNIVERSE);
        assertThat(route.metrics()).isEqualTo(metrics);
        assertThat(route.flags()).containsExactly(RouteFlag.INSTALLED);
    }

    @Test
    @Spec({"RT6-05", "RTA-11"})
    void mtuOfARoute_boundsWhatTakesIt() {
        operator.does(add(FAR_NET, via(GATEWAY).metrics(RouteMetrics.ofMtu(1300))));

        router.mark().receives("west", ipv6(WEST_HOST, FAR).payload(1_300));

        assertThat(router).sentOnly("west").isIcmp6(2, 0).hasIcmp6Rest(1300);
    }

    @Test
    @Spec("RTA-15")
    void hoplimitOfARoute_isThatOfWhatTheRouterSends() {
        final RouteMetrics seven =
                new RouteMetrics(OptionalInt.empty(), false, OptionalInt.of(7), Map.of());
        operator.does(add(FAR_NET, via(GATEWAY).metrics(seven)));

        router.mark().receives("east", ipv6(FAR, EAST_ROUTER).echo(1, 1));

        assertThat(router).sentOnly("east").isIcmp6(129, 0).hasHopLimit(7);
    }

    @Test
    @Spec({"RT6-06", "NH-02", "NH-05"})
    void whatCannotBe_isRefusedByName() {
        assertThat(refused(via("2001:db8:9::1"))).startsWith("invalid gateway 2001:db8:9::1: no");
        assertThat(refused(via(EAST_ROUTER))).endsWith("it is this router's own address");
        assertThat(refused(dev("east").via(IpAddress.parse(EAST_LINK_LOCAL))))
                .endsWith("it is this router's own address");
        assertThat(refused(via("fe80::99")))
                .isEqualTo(
                        "gateway fe80::99 is link-local and needs the interface of that link: name"
                                + " it");
        assertThat(refused(via(GATEWAY).metrics(RouteMetrics.ofMtu(1279))))
                .isEqualTo("mtu 1279 is not within 1280..65535");
        assertThat(operator.isRefused(delete(FAR_NET)).sentence())
                .startsWith("table main has no such route to " + FAR_NET);
        operator.sets("east", false);
        assertThat(refused(dev("east"))).startsWith("interface east is down");
    }

    private String refused(RouteAttributes.Builder route) {
        return operator.isRefused(add(FAR_NET, route)).sentence();
    }

    @Test
    @Spec({"RT6-08", "FIB-16", "FIB-17"})
    void interfaceDownAndUp_takesItsRoutesAndBringsThemBack() {
        operator.does(add(FAR_NET, via(GATEWAY)));
        final List<RouteEntry> before = operator.routes(TableId.ALL);

        operator.sets("east", false);
        sendsFar();
        assertThat(router).sentOnly("west").isIcmp6(1, 0);
        router.mark().receives("west", ipv6(WEST_HOST, EAST_ROUTER).echo(1, 1));
        assertThat(router).sentOnly("west").isIcmp6(129, 0);

        operator.sets("east", true);
        sendsFar();
        assertThat(router).sentOnly("east").goesTo(GATEWAY_MAC);
        assertThat(operator.routes(TableId.ALL)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    @Spec({"RT6-11", "FIB-23"})
    void wayTo_tellsWhatWouldBecomeOfAPacket() {
        operator.does(add(FAR_NET, via(GATEWAY)));

        final RouteAnswer answer = operator.wayTo(FAR);

        assertThat(answer.prefix()).hasToString(FAR_NET);
        assertThat(answer.interfaceName()).contains("east");
        assertThat(answer.source()).contains(IpAddress.parse(EAST_ROUTER));
        assertThat(answer.neighbor().orElseThrow().state()).isEqualTo(NeighborState.PERMANENT);
        assertThat(operator.isRefused(get("fe80::99")).sentence()).contains("oif");
    }

    @Test
    @Spec("NH-15")
    void ipv4Packet_goesByAnIpv6Gateway() {
        final TestRouter mixed =
                Lans6.router(
                        Part.iface("west", "10.0.0.1/24", "\"2001:db8:a::1/64\""),
                        Part.iface("east", "10.0.1.1/24", "\"" + EAST_ROUTER + "/64\""));
        Operator.of(mixed).does(add("198.51.100.0/24", via(GATEWAY)));

        mixed.mark().receives("west", ipv4("10.0.0.2", "198.51.100.7"));

        assertThat(mixed.ipv4SentBy("east")).hasSize(1);
        assertThat(mixed).sentOnly("east").goesTo(GATEWAY_MAC);
        assertThat(mixed.sentBy("east").getFirst().etherType()).isEqualTo(0x0800);
    }
}
