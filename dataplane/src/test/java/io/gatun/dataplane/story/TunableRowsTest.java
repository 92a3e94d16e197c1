package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.ICMP6_ECHO_IGNORED;
import static io.gatun.dataplane.graph.DropReason.ICMP_BROADCAST_IGNORED;
import static io.gatun.dataplane.graph.DropReason.ICMP_ECHO_IGNORED;
import static io.gatun.dataplane.graph.DropReason.IPV4_FORWARDING_OFF;
import static io.gatun.dataplane.graph.DropReason.IPV4_MARTIAN_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV4_OWN_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV6_HOP_LIMIT_EXCEEDED;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Each tunable: where it may stand, what it is when nobody says, what it may not be, and what it
 * does to packets. All that differ from the default are changed while the router runs.
 */
class TunableRowsTest {

    private static final String FAR = "198.51.100.7";

    /** The value in force and the default, as {@code show tunables} lists them. */
    private static void assertDefault(String name, String scope, String value) {
        assertThat(Operator.of(TwoLans.router()).tunables())
                .filteredOn(each -> each.name().equals(name) && each.scope().equals(scope))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.value()).isEqualTo(value);
                    assertThat(row.fallback()).isEqualTo(value);
                });
    }

    private static void assertRefused(Part part, String sentence) {
        assertThatThrownBy(() -> TestRouter.configuration(TwoLans.parts(part)))
                .hasMessageContaining(sentence);
    }

    /** A setting of the router stands at no interface. */
    private static void assertOfTheRouter(String key, Object value) {
        assertRefused(
                iface("west", WEST_ROUTER + "/24").with(key, value),
                "unknown key '" + key + "' in interface west");
        assertRefused(
                tunable("all", "{ " + key + ": " + value + " }"),
                "unknown key '" + key + "' in all");
    }

    private static TestRouter becomes(TestRouter router, Part... parts) {
        return router.applies(TestRouter.configuration(TwoLans.parts(parts))).mark();
    }

    private static Frame[] times(int count, Frame frame) {
        return Collections.nCopies(count, frame).toArray(Frame[]::new);
    }

    private static Ipv4Frame[] fromHosts(int count) {
        return IntStream.range(1, count + 1)
                .mapToObj(i -> ipv4("198.51.100." + i, EAST_HOST).ttl(1))
                .toArray(Ipv4Frame[]::new);
    }

    @Test
    @Spec("TUN-01")
    void icmpEchoIgnoreAll_silencesEchoOnEveryInterface() {
        assertDefault("icmp_echo_ignore_all", "router", "false");
        assertOfTheRouter("icmp_echo_ignore_all", true);
        assertRefused(
                tunable("icmp_echo_ignore_all", 2),
                "icmp_echo_ignore_all of tunables is '2', not true or false");

        final TestRouter router = TwoLans.router();
        router.receives("west", toRouter().echo(1, 1));
        assertThat(router).droppedNothing().sentOnly("west").isIcmp(0, 0);
        becomes(router, tunable("icmp_echo_ignore_all", true));
        router.receives("west", toRouter().echo(1, 1));
        router.receives("east", ipv4(EAST_HOST, EAST_ROUTER).echo(1, 1));
        assertThat(router).isSilent().dropped(2, ICMP_ECHO_IGNORED);
    }

    @Test
    @Spec("TUN-02")
    void icmpEchoIgnoreBroadcasts_isForEchoAndTimestampRequests() {
        assertDefault("icmp_echo_ignore_broadcasts", "router", "true");
        assertOfTheRouter("icmp_echo_ignore_broadcasts", false);
        assertRefused(
                tunable("icmp_echo_ignore_broadcasts", "never"),
                "icmp_echo_ignore_broadcasts of tunables is 'never', not true or false");

        final Frame echo = ipv4(WEST_HOST, "10.0.0.255").echo(1, 1).broadcastFrame();
        final Frame timestamp =
                ipv4(WEST_HOST, "10.0.0.255").icmp(13, 0, 1).payload(12).broadcastFrame();
        final TestRouter router = TwoLans.router();
        router.receives("west", echo, timestamp);
        assertThat(router).isSilent().dropped(2, ICMP_BROADCAST_IGNORED);
        becomes(router, tunable("icmp_echo_ignore_broadcasts", false));
        router.receives("west", echo, timestamp);
        assertThat(router).droppedNothing().sentOnly("west").isIcmp(0, 0);
        assertThat(router.counted("Icmp.InTimestamps")).isEqualTo(1);
    }

    @Test
    @Spec("TUN-04")
    void icmpRatelimit_isTheTimeBetweenErrorsToOneHost() {
        assertDefault("icmp_ratelimit", "router", "1000");
        assertOfTheRouter("icmp_ratelimit", 10);
        assertRefused(
                tunable("icmp_ratelimit", -1),
                "icmp_ratelimit -1 of tunables is below 0, the least of a count or time");

        final TestRouter usual = TwoLans.router();
        usual.receives("west", times(20, transit().ttl(1)));
        assertThat(usual.sentBy("west")).hasSize(6);
        usual.mark().passesMs(999).receives("west", transit().ttl(1));
        assertThat(usual).isSilent();
        usual.passesMs(1).receives("west", times(20, transit().ttl(1)));
        assertThat(usual.sentBy("west")).hasSize(1);

        becomes(usual, tunable("icmp_ratelimit", 100));
        usual.passesMs(100).mark().receives("west", times(20, transit().ttl(1)));
        assertThat(usual.sentBy("west")).hasSize(1);
        becomes(usual, tunable("icmp_ratelimit", 0));
        usual.receives("west", times(20, transit().ttl(1)));
        assertThat(usual.sentBy("west")).hasSize(20);
    }

    @Test
    @Spec("TUN-05")
    void icmpRatemask_saysWhichTypesAreLimited() {
        assertDefault("icmp_ratemask", "router", "6168");
        assertOfTheRouter("icmp_ratemask", 1);
        assertRefused(
                tunable("icmp_ratemask", "errors"),
                "icmp_ratemask of tunables is 'errors', not a whole number");
        assertRefused(
                tunable("icmp_ratemask", -1),
                "icmp_ratemask -1 of tunables is below 0, the least of a count or time");

        for (int type : List.of(0, 11)) {
            for (int mask : List.of(0x1818, 0, 1 << 0, 1 << 11, 0x1819)) {
                final TestRouter router = TwoLans.router(tunable("icmp_ratemask", mask));
                router.receives(
                        "west", times(20, type == 0 ? toRouter().echo(1, 1) : transit().ttl(1)));
                assertThat(router.sentBy("west"))
                        .as("type %d under mask %#x", type, mask)
                        .hasSize((mask >> type & 1) == 1 ? 6 : 20);
            }
        }
    }

    @Test
    @Spec("TUN-06")
    void icmpErrorsUseInboundIfaddr_choosesTheSourceOfErrors() {
        assertDefault("icmp_errors_use_inbound_ifaddr", "router", "false");
        assertOfTheRouter("icmp_errors_use_inbound_ifaddr", true);
        assertRefused(
                tunable("icmp_errors_use_inbound_ifaddr", 1),
                "icmp_errors_use_inbound_ifaddr of tunables is '1', not true or false");

        final Part back = route("198.51.100.0/24", GATEWAY);
        final TestRouter router = TwoLans.router(back);
        router.receives("west", ipv4(FAR, EAST_HOST).ttl(1));
        assertThat(router).sentOnly("east").isIpv4(EAST_ROUTER, FAR).isIcmp(11, 0);
        becomes(router, back, tunable("icmp_errors_use_inbound_ifaddr", true));
        router.receives("west", ipv4(FAR, EAST_HOST).ttl(1));
        assertThat(router).sentOnly("east").isIpv4(WEST_ROUTER, FAR).isIcmp(11, 0);
    }

    @Test
    @Spec("TUN-07")
    void icmpMsgsPerSecAndBurst_limitAllHostsTogether() {
        assertDefault("icmp_msgs_per_sec", "router", "10000");
        assertDefault("icmp_msgs_burst", "router", "10000");
        assertOfTheRouter("icmp_msgs_per_sec", 10);
        assertOfTheRouter("icmp_msgs_burst", 10);
        assertRefused(
                tunable("icmp_msgs_per_sec", -1),
                "icmp_msgs_per_sec -1 of tunables is below 0, the least of a count or time");
        assertRefused(
                tunable("icmp_msgs_burst", -5),
                "icmp_msgs_burst -5 of tunables is below 0, the least of a count or time");

        final Part back = route("198.51.100.0/24", WEST_HOST);
        final TestRouter usual = TwoLans.router(back);
        usual.receives("west", fromHosts(200));
        assertThat(usual.sentBy("west")).hasSize(200);

        final TestRouter few =
                TwoLans.router(
                        back, tunable("icmp_msgs_per_sec", 10), tunable("icmp_msgs_burst", 20));
        few.receives("west", fromHosts(200));
        assertThat(few.sentBy("west")).as("burst").hasSize(20);
        few.mark().passes(1).receives("west", fromHosts(200));
        assertThat(few.sentBy("west")).as("in a second").hasSize(10);
        assertThat(few.counted("Icmp.OutRateLimitGlobal")).isEqualTo(190);
    }

    @Test
    @Spec("TUN-10")
    void ipv6Icmp_hasItsOwnLimitsAndSilences() {
        assertDefault("ipv6.icmp_ratelimit", "router", "1000");
        assertDefault("ipv6.icmp_ratemask", "router", "0-1,3-127");
        assertDefault("ipv6.icmp_echo_ignore_all", "router", "false");
        assertDefault("ipv6.icmp_echo_ignore_multicast", "router", "false");
        assertDefault("ipv6.icmp_echo_ignore_anycast", "router", "false");
        assertRefused(
                ipv6Settings("icmp_ratelimit: -1"),
                "icmp_ratelimit -1 of ipv6 is below 0, the least of a count or time");
        assertRefused(
                ipv6Settings("icmp_ratemask: 3-256"),
                "icmp_ratemask of ipv6: '3-256' is not a list of types like 0-1,3-127: 256 is not"
                        + " within 0..255");
        assertRefused(
                ipv6Settings("icmp_echo_ignore_anycast: 1"),
                "icmp_echo_ignore_anycast of ipv6 is '1', not true or false");
        assertRefused(
                ipv6Settings("error_anycast_as_unicast: true"),
                "error_anycast_as_unicast of ipv6 is not in this version: the router has no anycast"
                        + " addresses but those of its subnets");
    }

    private static Part ipv6Settings(String settings) {
        return tunable("ipv6", "{ " + settings + " }");
    }

    @Test
    @Spec("TUN-10")
    void ipv6IcmpLimit_isByTypeAndTime() {
        final Frame dying = Lans6.transit().hopLimit(1);
        final TestRouter usual = Lans6.router();
        usual.receives("west", times(20, dying));
        assertThat(usual.ipv6SentBy("west")).hasSize(6);
        usual.mark().receives("west", times(20, Lans6.toRouter().echo(1, 1)));
        assertThat(usual.ipv6SentBy("west")).as("echo replies").hasSize(20);

        final TestRouter unlimited = Lans6.router(ipv6Settings("icmp_ratelimit: 0"));
        unlimited.receives("west", times(20, dying));
        assertThat(unlimited).dropped(20, IPV6_HOP_LIMIT_EXCEEDED);
        assertThat(unlimited.ipv6SentBy("west")).hasSize(20);

        final TestRouter masked = Lans6.router(ipv6Settings("icmp_ratemask: '129'"));
        masked.receives("west", times(20, dying));
        assertThat(masked.ipv6SentBy("west")).as("errors").hasSize(20);
        masked.mark().receives("west", times(20, Lans6.toRouter().echo(1, 1)));
        assertThat(masked.ipv6SentBy("west")).as("echo replies").hasSize(6);
    }

    @Test
    @Spec("TUN-10")
    void ipv6EchoSilences_areForTheirKindOfDestination() {
        final List<String> settings =
                List.of(
                        "icmp_echo_ignore_multicast",
                        "icmp_echo_ignore_anycast",
                        "icmp_echo_ignore_all");
        final List<String> destinations = List.of("ff02::1", "2001:db8:a::", Lans6.WEST_ROUTER);
        for (String setting : settings) {
            for (String destination : destinations) {
                final TestRouter router = Lans6.router(ipv6Settings(setting + ": true"));
                router.receives("west", ipv6(Lans6.WEST_HOST, destination).echo(1, 1));
                if (setting.endsWith("all")
                        || settings.indexOf(setting) == destinations.indexOf(destination)) {
                    assertThat(router).isSilent().droppedOne(ICMP6_ECHO_IGNORED);
                } else {
                    assertThat(router).droppedNothing().sentOnly("west").isIcmp6(129, 0);
                }
            }
        }
    }

    /** No single node: the default of error_anycast_as_unicast, which is the only value here. */
    @Test
    @Spec("TUN-10")
    void sourceThatIsAnAnycastAddress_getsNoIpv6Error() {
        final TestRouter router = Lans6.router();

        router.receives("west", ipv6("2001:db8:a::", Lans6.EAST_HOST).hopLimit(1));

        assertThat(router).isSilent().droppedOne(IPV6_HOP_LIMIT_EXCEEDED);
    }

    @Test
    @Spec("TUN-11")
    void ipDefaultTtl_isTheTtlOfWhatTheRouterMakes() {
        assertDefault("ip_default_ttl", "router", "64");
        assertOfTheRouter("ip_default_ttl", 3);
        assertRefused(
                tunable("ip_default_ttl", 0),
                "ip_default_ttl 0 of tunables is below 1, for a packet with TTL 0 is discarded"
                        + " (RFC 1812 §5.3.1)");
        assertRefused(
                tunable("ip_default_ttl", 256),
                "ip_default_ttl 256 of tunables is above 255, what the field holds (RFC 791 §3.1)");

        final TestRouter router = TwoLans.router();
        router.receives("west", toRouter().echo(1, 1));
        assertThat(router).sentOnly("west").isIcmp(0, 0).hasTtl(64);
        for (int ttl : List.of(1, 255)) {
            becomes(router, tunable("ip_default_ttl", ttl));
            router.receives("west", toRouter().echo(1, 1));
            assertThat(router).sentOnly("west").isIcmp(0, 0).hasTtl(ttl);
            router.mark().receives("west", transit().ttl(1));
            assertThat(router).sentOnly("west").isIcmp(11, 0).hasTtl(ttl);
        }
    }

    /** On by default, for this is a router; the switch of all interfaces is that for all. */
    @Test
    @Spec("TUN-12")
    void forwarding_isForPacketsReceivedOnTheInterface() {
        assertDefault("forwarding", "west", "true");
        assertRefused(
                iface("west", WEST_ROUTER + "/24").with("forwarding", 2),
                "forwarding of interface west is '2', not true or false");
        assertRefused(
                tunable("ip_forward", true),
                "ip_forward of tunables is not in this version: each interface has its own switch;"
                        + " all.forwarding is for every one that says nothing");

        final TestRouter router = TwoLans.router();
        router.receives("west", transit());
        assertThat(router).droppedNothing().sentOnly("east");
        becomes(
                router,
                iface("west", WEST_ROUTER + "/24").with("forwarding", false),
                iface("east", EAST_ROUTER + "/24"));
        router.receives("west", transit());
        assertThat(router).isSilent().droppedOne(IPV4_FORWARDING_OFF);
        router.mark().receives("east", ipv4(EAST_HOST, WEST_HOST));
        assertThat(router).droppedNothing().sentOnly("west");
        becomes(router, tunable("all", "{ forwarding: false }"));
        router.receives("west", transit());
        router.receives("east", ipv4(EAST_HOST, WEST_HOST));
        router.receives("west", toRouter().echo(1, 1));
        assertThat(router).dropped(2, IPV4_FORWARDING_OFF).sentOnly("west").isIcmp(0, 0);
    }

    /** Of TUN-18, but for src_valid_mark: packets have no mark. */
    @Test
    void acceptLocalAndRouteLocalnet_letImpossibleSourcesIn() {
        assertDefault("accept_local", "west", "false");
        assertDefault("route_localnet", "west", "false");
        assertRefused(
                iface("west", WEST_ROUTER + "/24").with("accept_local", 1),
                "accept_local of interface west is '1', not true or false");
        assertRefused(
                iface("west", WEST_ROUTER + "/24").with("route_localnet", "lo"),
                "route_localnet of interface west is 'lo', not true or false");
        assertRefused(
                iface("west", WEST_ROUTER + "/24").with("src_valid_mark", true),
                "src_valid_mark of interface west is not in this version: packets have no mark");

        final TestRouter router = TwoLans.router();
        router.receives("west", ipv4(EAST_ROUTER, EAST_HOST));
        assertThat(router).isSilent().droppedOne(IPV4_OWN_SOURCE);
        router.mark().receives("west", ipv4("127.0.0.5", EAST_HOST));
        assertThat(router).isSilent().droppedOne(IPV4_MARTIAN_SOURCE);
        becomes(
                router,
                iface("west", WEST_ROUTER + "/24")
                        .with("accept_local", true)
                        .with("route_localnet", true),
                iface("east", EAST_ROUTER + "/24"));
        router.receives("west", ipv4(EAST_ROUTER, EAST_HOST));
        assertThat(router).droppedNothing().sentOnly("east");
        router.mark().receives("west", ipv4("127.0.0.5", EAST_HOST));
        assertThat(router).droppedNothing().sentOnly("east");
    }
}
