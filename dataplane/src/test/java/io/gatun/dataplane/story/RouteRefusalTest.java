package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.delete;
import static io.gatun.dataplane.testkit.Operator.dev;
import static io.gatun.dataplane.testkit.Operator.via;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes the router does not take: each is refused by name, and nothing changes. */
class RouteRefusalTest {

    private static final String FAR_NET = "198.51.100.0/24";

    private final Operator operator = Operator.of(TwoLans.router());

    private void refuses(RouteAttributes.Builder route, String field, String sentence) {
        refuses(FAR_NET, route, field, sentence);
    }

    private void refuses(
            String prefix, RouteAttributes.Builder route, String field, String sentence) {
        final var refusal = operator.isRefused(add(prefix, route));
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.sentence()).isEqualTo(sentence);
    }

    private static RouteAttributes.Builder type(RouteType type) {
        return RouteAttributes.builder().type(type);
    }

    @Test
    @Spec({"NH-02", "RT6-06"})
    void gatewayThatNothingReaches_isRefused() {
        refuses(
                via("203.0.113.1"),
                "via",
                "invalid gateway 203.0.113.1: no connected route leads to it; add one, or name the"
                        + " interface and say onlink");
    }

    @Test
    @Spec("NH-02")
    void gatewayBehindAnotherGateway_isRefused() {
        operator.does(add("203.0.113.0/24", via(GATEWAY)));

        refuses(
                via("203.0.113.1"),
                "via",
                "invalid gateway 203.0.113.1: no connected route leads to it; add one, or name the"
                        + " interface and say onlink");
    }

    @Test
    @Spec("NH-02")
    void broadcastAddressAsGateway_isRefused() {
        refuses(
                via("10.0.1.255"),
                "via",
                "invalid gateway 10.0.1.255: 10.0.1.255/32 of type broadcast covers it");
    }

    @Test
    @Spec("RT6-06")
    void ownAddressAsGateway_isRefused() {
        refuses(
                via(EAST_ROUTER),
                "via",
                "invalid gateway 10.0.1.1: it is this router's own address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255"})
    @Spec("NH-03")
    void gatewayThatIsNoNeighbor_isRefusedOnlinkToo(String gateway) {
        refuses(
                dev("east").via(IpAddress.parse(gateway)).onlink(true),
                "via",
                "invalid gateway " + gateway + ": it is no address of a single neighbor");
    }

    @Test
    @Spec("NH-03")
    void onlinkGatewayWithoutInterface_isRefused() {
        refuses(
                via("203.0.113.1").onlink(true),
                "interface",
                "gateway 203.0.113.1 is onlink and needs the interface of that link: name it");
    }

    @Test
    @Spec("NH-04")
    void gatewayOfOneLinkByAnother_isRefused() {
        refuses(
                dev("west").via(IpAddress.parse(GATEWAY)),
                "via",
                "invalid gateway 10.0.1.254: no connected route leads to it by west; name another"
                        + " interface, or say onlink");
    }

    @Test
    @Spec("NH-05")
    void interfaceThatIsMissingOrDown_isRefused() {
        refuses(
                dev("north"),
                "interface",
                "no interface is called north; gatun show interfaces lists them");
        operator.sets("east", false);
        refuses(dev("east"), "interface", "interface east is down; gatun interface set east up");
    }

    @Test
    @Spec({"NH-06", "RTA-03"})
    void scopeThatDoesNotFit_isRefused() {
        refuses(
                via(GATEWAY).scope(RouteScope.HOST),
                "scope",
                "invalid scope: what lies behind a gateway is not on this host; leave scope or via"
                        + " out");
        refuses(
                type(RouteType.LOCAL).scope(RouteScope.LINK),
                "scope",
                "invalid scope: a route of type local has a scope between host and host, not link");
        refuses(
                dev("east").scope(RouteScope.NOWHERE),
                "scope",
                "invalid scope: a route of type unicast has a scope between universe and host, not"
                        + " nowhere");
    }

    @Test
    @Spec("RT-11")
    void errorTypeWithGatewayOrInterface_isRefused() {
        refuses(
                via(GATEWAY).type(RouteType.UNREACHABLE),
                "via",
                "a route of type unreachable has no gateway; leave via out");
        refuses(
                dev("east").type(RouteType.BLACKHOLE),
                "interface",
                "a route of type blackhole sends nothing; leave the interface out");
    }

    @Test
    @Spec("RTA-07")
    void foreignPreferredSource_isRefused() {
        refuses(
                via(GATEWAY).prefsrc(IpAddress.parse("10.0.1.9")),
                "source",
                "preferred source 10.0.1.9 is not an address of this router; gatun show interfaces"
                        + " lists them");
    }

    @Test
    @Spec("FIB-40")
    void sourcePrefix_isRefusedLoudly() {
        refuses(
                via(GATEWAY).from(IpPrefix.parse("10.0.0.0/24")),
                "from",
                "a route has no source prefix; to choose a table by source takes a policy rule,"
                        + " which this router does not have yet");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 32, 40, 0xB8, 0xFC, 0xFF})
    @Spec({"FIB-27", "FIB-28"})
    void typeOfServiceThatNoPacketIsLookedUpWith_isRefused(int tos) {
        refuses(
                via(GATEWAY).tos(tos),
                "tos",
                "no packet is looked up with tos "
                        + String.format("0x%02x", tos)
                        + ": of its type of service the bits 0x1c count");
    }

    @Test
    @Spec("FIB-10")
    void tablesThatAreNone_areRefused() {
        for (long id : new long[] {0, 252}) {
            refuses(
                    via(GATEWAY).table(new TableId(id)),
                    "table",
                    "table " + id + " is no table of its own; name another");
        }
    }

    @Test
    @Spec({"RTA-05", "FIB-33"})
    void numbersOutOfBounds_areRefused() {
        refuses(
                via(GATEWAY).metric(4_294_967_296L),
                "metric",
                "metric 4294967296 is not within 0..4294967295");
        refuses(
                via(GATEWAY).metrics(RouteMetrics.ofMtu(67)),
                "mtu",
                "mtu 67 is not within 68..65535");
        refuses(
                via(GATEWAY)
                        .metrics(
                                new RouteMetrics(
                                        OptionalInt.empty(), false, OptionalInt.of(256), Map.of())),
                "hoplimit",
                "hoplimit 256 is not within 0..255");
        refuses(
                via(GATEWAY).protocol(new RouteProtocol(0)),
                "protocol",
                "protocol unspec says nobody, or the router itself; name who adds the route, such as"
                        + " static");
    }

    @Test
    @Spec("FIB-33")
    void gatewayOfAnotherFamily_isRefused() {
        refuses(
                "2001:db8::/32",
                via(GATEWAY),
                "via",
                "invalid gateway 10.0.1.254: IPv6 packets have an IPv6 gateway");
    }

    @Test
    void routeToNowhereInParticular_isRefused() {
        refuses(
                RouteAttributes.builder(),
                "via",
                "route 198.51.100.0/24 has neither gateway nor interface; a unicast route needs"
                        + " one");
        refuses(
                "224.1.0.0/16",
                via(GATEWAY),
                "prefix",
                "224.1.0.0/16 is for multicast, which unicast routes do not forward");
    }

    @Test
    void routeOfAnAddress_goesWithTheAddressAlone() {
        assertThat(operator.isRefused(delete("10.0.1.0/24")).sentence())
                .isEqualTo(
                        "route 10.0.1.0/24 comes with an address of interface east and goes with"
                                + " it");
    }

    @Test
    void unknownInterface_cannotBeSet() {
        assertThat(operator.isRefused(new Request.SetInterface("north", true)).sentence())
                .isEqualTo("no interface is called north; gatun show interfaces lists them");
    }
}
