package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.dev;
import static io.gatun.dataplane.testkit.Operator.get;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an operator sees of routes, and how many are changed at once. */
class RouteListTest {

    private static final String FAR_NET = "198.51.100.0/24";

    private final TestRouter router = TwoLans.router();
    private final Operator operator = Operator.of(router);

    private static RouteAttributes.Builder type(RouteType type) {
        return RouteAttributes.builder().type(type);
    }

    private List<Long> metrics() {
        return operator.routesTo(FAR_NET).stream().map(RouteEntry::metric).toList();
    }

    private List<String> gateways() {
        return operator.routesTo(FAR_NET).stream()
                .map(each -> each.via().orElseThrow().toString())
                .toList();
    }

    @Test
    @Spec({"FIB-24", "FIB-13"})
    void tables_areListedApart() {
        operator.does(add(FAR_NET, via(GATEWAY).table(new TableId(100))));

        final List<RouteEntry> main = operator.routes(TableId.MAIN);
        final List<RouteEntry> local = operator.routes(TableId.LOCAL);
        final List<RouteEntry> other = operator.routes(new TableId(100));

        assertThat(main)
                .extracting(each -> each.prefix() + " " + each.type() + " " + each.scope())
                .containsExactly("10.0.0.0/24 UNICAST LINK", "10.0.1.0/24 UNICAST LINK");
        assertThat(local)
                .extracting(each -> each.prefix() + " " + each.type() + " " + each.scope())
                .containsExactly(
                        "10.0.0.1/32 LOCAL HOST",
                        "10.0.0.255/32 BROADCAST LINK",
                        "10.0.1.1/32 LOCAL HOST",
                        "10.0.1.255/32 BROADCAST LINK");
        assertThat(main).allMatch(each -> each.protocol().equals(RouteProtocol.KERNEL));
        assertThat(main.getFirst().prefsrc()).contains(IpAddress.parse("10.0.0.1"));
        assertThat(operator.routes(TableId.ALL))
                .hasSize(main.size() + local.size() + other.size())
                .containsAll(main)
                .containsAll(local)
                .containsAll(other);
    }

    @Test
    @Spec({"RTA-01", "RTA-02", "RTA-05", "RT-03"})
    void whatIsNotGiven_isFilledIn() {
        operator.does(add("192.0.2.0/26", via(GATEWAY)))
                .does(add("192.0.2.64/26", dev("east")))
                .does(add("192.0.2.128/26", type(RouteType.LOCAL)))
                .does(add("192.0.2.255/32", type(RouteType.BROADCAST).interfaceName("east")))
                .does(add("198.51.100.0/24", type(RouteType.UNREACHABLE)))
                .does(add("203.0.113.0/24", via(GATEWAY).protocol(RouteProtocol.STATIC)));

        assertThat(
                        operator.routes(TableId.MAIN).stream()
                                .filter(each -> !each.protocol().equals(RouteProtocol.KERNEL)))
                .extracting(each -> each.prefix() + " " + each.scope() + " " + each.protocol())
                .containsExactly(
                        "192.0.2.0/26 UNIVERSE boot",
                        "192.0.2.64/26 LINK boot",
                        "192.0.2.128/26 HOST boot",
                        "192.0.2.255/32 LINK boot",
                        "198.51.100.0/24 UNIVERSE boot",
                        "203.0.113.0/24 UNIVERSE static");
        assertThat(operator.routesTo("192.0.2.0/26").getFirst().interfaceName()).contains("east");
    }

    @Test
    @Spec({"FIB-30", "FIB-33"})
    void modes_decideWhereOfEqualsANewOneStands() {
        operator.does(add(FAR_NET, via(GATEWAY)));
        assertThat(operator.isRefused(add(FAR_NET, via(EAST_HOST))).code().name())
                .isEqualTo("EXISTS");
        operator.does(put(PutMode.APPEND, FAR_NET, via("10.0.1.50")));
        operator.does(put(PutMode.PREPEND, FAR_NET, via("10.0.1.60")));
        assertThat(gateways()).containsExactly("10.0.1.60", GATEWAY, "10.0.1.50");

        operator.does(put(PutMode.REPLACE, FAR_NET, via("10.0.1.70")));
        assertThat(gateways()).containsExactly("10.0.1.70", GATEWAY, "10.0.1.50");
        assertThat(operator.isRefused(put(PutMode.APPEND, FAR_NET, via(GATEWAY))).code().name())
                .isEqualTo("EXISTS");
        assertThat(
                        operator.isRefused(put(PutMode.CHANGE, FAR_NET, via(GATEWAY).metric(9)))
                                .sentence())
                .isEqualTo(
                        "there is no route to 198.51.100.0/24 with metric 9 to change; add or"
                                + " replace adds one");
        operator.does(put(PutMode.REPLACE, FAR_NET, via(GATEWAY).metric(9)));
        assertThat(metrics()).containsExactly(0L, 0L, 0L, 9L);
    }

    @Test
    @Spec("FIB-31")
    void delete_takesTheFirstThatAgreesWithAllThatIsGiven() {
        operator.does(add(FAR_NET, via(GATEWAY).metric(5)))
                .does(add(FAR_NET, via(EAST_HOST).metric(7)))
                .does(add(FAR_NET, type(RouteType.PROHIBIT).metric(9)));
        final RouteSelector.Builder selector =
                RouteSelector.builder(TableId.MAIN).exact(IpPrefix.parse(FAR_NET));

        operator.does(new Request.DeleteRoute(selector.via(IpAddress.parse(EAST_HOST)).build()));
        assertThat(metrics()).containsExactly(5L, 9L);
        assertThat(operator.isRefused(new Request.DeleteRoute(selector.build())).code().name())
                .isEqualTo("NOT_FOUND");
        operator.does(delete(FAR_NET));
        assertThat(metrics()).containsExactly(9L);
    }

    @Test
    @Spec("FIB-11")
    void deleteInATableWithoutRoutes_isAnError() {
        final Request delete =
                new Request.DeleteRoute(
                        RouteSelector.builder(new TableId(77))
                                .exact(IpPrefix.parse(FAR_NET))
                                .build());

        assertThat(operator.isRefused(delete).sentence())
                .isEqualTo("table 77 does not exist: it has no routes");
    }

    @Test
    @Spec("RTA-06")
    void flushByProtocol_takesOnlyThose() {
        operator.does(add("192.0.2.0/24", via(GATEWAY).protocol(RouteProtocol.parse("bgp"))))
                .does(add("192.0.3.0/24", via(GATEWAY).protocol(RouteProtocol.parse("bgp"))))
                .does(add(FAR_NET, via(GATEWAY)));

        final RouteTally tally =
                operator.one(
                        new Request.FlushRoutes(
                                RouteSelector.builder(TableId.MAIN)
                                        .protocol(RouteProtocol.parse("bgp"))
                                        .build()),
                        RouteTally.class);

        assertThat(tally.done()).isEqualTo(2);
        assertThat(operator.routesTo(FAR_NET)).hasSize(1);
        assertThat(operator.routesTo("192.0.2.0/24")).isEmpty();
    }

    @Test
    void flushOfEverything_leavesWhatTheRouterMakesOfItself() {
        final List<RouteEntry> before = operator.routes(TableId.ALL);
        operator.does(add(FAR_NET, via(GATEWAY))).does(add("0.0.0.0/0", via(GATEWAY)));

        final RouteTally tally =
                operator.one(
                        new Request.FlushRoutes(RouteSelector.all(TableId.ALL)), RouteTally.class);

        assertThat(tally.done()).isEqualTo(2);
        assertThat(operator.routes(TableId.ALL)).isEqualTo(before);
    }

    @Test
    void manyAtOnce_areStoredButForThoseRefused() {
        operator.does(add("192.0.2.0/24", via(GATEWAY)));
        final List<IpPrefix> prefixes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            prefixes.add(IpPrefix.parse("100.64.%d.%d/30".formatted(i >> 6, (i & 63) << 2)));
        }
        prefixes.set(3, IpPrefix.parse("192.0.2.0/24"));
        prefixes.set(5, IpPrefix.parse("224.1.0.0/16"));

        final RouteTally tally =
                operator.one(
                        new Request.PutRoutes(PutMode.CREATE, via(GATEWAY).build(), prefixes),
                        RouteTally.class);

        assertThat(tally.done()).isEqualTo(998);
        assertThat(tally.refused()).isEqualTo(2);
        assertThat(tally.firstRefused()).hasValue(3);
        assertThat(tally.sentence()).startsWith("there is a route to 192.0.2.0/24");
        assertThat(operator.routesTo("100.64.1.4/30").getFirst().flags())
                .containsExactly(RouteFlag.INSTALLED);
        final FibStatus fib = router.sight().fibs().getFirst();
        assertThat(fib.routes()).isEqualTo(998 + 1 + 6);
        assertThat(fib.bytes()).isPositive();
        assertThat(fib.levels().getFirst().bits()).isEqualTo(24);
    }

    @Test
    void list_isSelectedByPrefixTypeAndInterface() {
        operator.does(add(FAR_NET, via(GATEWAY)))
                .does(add("198.51.0.0/16", type(RouteType.BLACKHOLE)))
                .does(add("198.51.100.64/26", dev("west")));

        assertThat(selected(RouteSelector.builder(TableId.MAIN).root(IpPrefix.parse(FAR_NET))))
                .containsExactly(FAR_NET, "198.51.100.64/26");
        assertThat(selected(RouteSelector.builder(TableId.MAIN).match(IpPrefix.parse(FAR_NET))))
                .containsExactly("198.51.0.0/16", FAR_NET);
        assertThat(selected(RouteSelector.builder(TableId.MAIN).type(RouteType.BLACKHOLE)))
                .containsExactly("198.51.0.0/16");
        assertThat(selected(RouteSelector.builder(TableId.MAIN).interfaceName("west")))
                .containsExactly("10.0.0.0/24", "198.51.100.64/26");
        assertThat(selected(RouteSelector.builder(TableId.MAIN).interfaceName("north"))).isEmpty();
    }

    private List<String> selected(RouteSelector.Builder selector) {
        return operator.routes(selector.build()).stream()
                .map(each -> each.prefix().toString())
                .toList();
    }

    @Test
    @Spec({"FIB-23", "RT6-11"})
    void wayTo_tellsPrefixNextHopSourceAndNeighbor() {
        operator.does(add(FAR_NET, via(GATEWAY)));

        assertThat(operator.wayTo("198.51.100.7"))
                .isEqualTo(
                        new RouteAnswer(
                                IpAddress.parse("198.51.100.7"),
                                TableId.MAIN,
                                IpPrefix.parse(FAR_NET),
                                RouteType.UNICAST,
                                RouteProtocol.BOOT,
                                RouteScope.UNIVERSE,
                                0,
                                0,
                                Optional.of(IpAddress.parse(GATEWAY)),
                                Optional.of("east"),
                                Optional.of(IpAddress.parse(EAST_ROUTER)),
                                OptionalInt.of(1500),
                                Optional.of(
                                        new RouteAnswer.Hop(
                                                IpAddress.parse(GATEWAY),
                                                Optional.of(MacAddress.parse(GATEWAY_MAC)),
                                                NeighborState.PERMANENT)),
                                Optional.empty()));
        final RouteAnswer onLink = operator.wayTo("10.0.1.200");
        assertThat(onLink.via()).isEmpty();
        assertThat(onLink.neighbor().orElseThrow().state()).isEqualTo(NeighborState.NONE);
        assertThat(operator.wayTo(EAST_ROUTER).type()).isEqualTo(RouteType.LOCAL);
        assertThat(operator.wayTo(EAST_ROUTER).table()).isEqualTo(TableId.LOCAL);
    }

    @Test
    @Spec("FIB-23")
    void wayToNowhere_isRefusedInWords() {
        assertThat(operator.isRefused(get("198.51.100.7")).sentence())
                .startsWith("network unreachable: no route leads to 198.51.100.7;");
        operator.does(add("0.0.0.0/0", via(GATEWAY)));
        assertThat(operator.isRefused(get("127.0.0.1")).sentence())
                .startsWith("network unreachable");
    }
}
