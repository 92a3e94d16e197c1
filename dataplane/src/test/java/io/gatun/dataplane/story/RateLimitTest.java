package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_FRAGMENTATION_NEEDED;
import static io.gatun.dataplane.graph.DropReason.IPV4_NO_ROUTE;
import static io.gatun.dataplane.graph.DropReason.IPV4_TTL_EXCEEDED;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.config.TunablesConfiguration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often the router speaks ICMP (RFC 1812 §4.3.2.8). */
class RateLimitTest {

    @Test
    @Spec({"ICMP4-54", "ICMP4-59", "MIB-20"})
    void oneDestination_getsSixErrorsAtOnceAndThenOneASecond() {
        final TestRouter router = TwoLans.router();

        router.receives("west", times(100, transit().ttl(1)));
        assertThat(router).dropped(100, IPV4_TTL_EXCEEDED);
        assertThat(router.sentBy("west")).hasSize(6);
        assertThat(router.counted("Icmp.OutRateLimitHost")).isEqualTo(94);
        assertThat(router.counted("Icmp.OutMsgs")).isEqualTo(6);

        router.mark().passesMs(999);
        router.receives("west", transit().ttl(1));
        assertThat(router.sent()).isEmpty();
        router.passesMs(1);
        router.receives("west", times(5, transit().ttl(1)));
        assertThat(router.sentBy("west")).hasSize(1);
    }

    @Test
    @Spec("ICMP4-54")
    void quietDestination_savesUpNoMoreThanSix() {
        final TestRouter router = TwoLans.router();
        router.receives("west", times(10, transit().ttl(1)));
        router.mark().passes(3_600);
        router.mark();

        router.receives("west", times(10, transit().ttl(1)));

        assertThat(router.ipv4SentBy("west")).hasSize(6);
    }

    @Test
    @Spec("ICMP4-54")
    void hundredDestinations_getAnErrorEach() {
        final TestRouter router =
                TwoLans.router(
                        route("198.51.100.0/24", WEST_HOST), tunable("icmp_msgs_burst", 1000));

        router.receives("west", fromHundredHosts(1));

        assertThat(router.sentBy("west")).hasSize(100);
    }

    @Test
    @Spec("ICMP4-54")
    void ratelimitOfZero_limitsNothing() {
        final TestRouter router =
                TwoLans.router(tunable("icmp_ratelimit", 0), tunable("icmp_msgs_burst", 1000));

        router.receives("west", times(100, transit().ttl(1)));

        assertThat(router.sentBy("west")).hasSize(100);
    }

    @Test
    @Spec("ICMP4-55")
    void echoReplies_areNotLimitedByDefault() {
        final TestRouter router = TwoLans.router();

        router.receives("west", times(100, toRouter().echo(1, 1)));

        assertThat(router.sentBy("west")).hasSize(100);
    }

    @Test
    @Spec({"ICMP4-55", "ICMP4-57"})
    void echoReplies_areLimitedWhereTheMaskNamesThem() {
        final TestRouter router = TwoLans.router(tunable("icmp_ratemask", 0x1819));

        router.receives("west", times(100, toRouter().echo(1, 1)));

        assertThat(router.sentBy("west")).hasSize(6);
        assertThat(router.counted("Icmp.OutRateLimitHost")).isEqualTo(94);
    }

    @Test
    @Spec("ICMP4-55")
    void errorsTheMaskDoesNotName_areNotLimited() {
        final TestRouter router = TwoLans.router(tunable("icmp_ratemask", 0));

        router.receives("west", times(100, transit().ttl(1)));

        assertThat(router.sentBy("west")).hasSize(100);
    }

    @Test
    @Spec("ICMP4-56")
    void fragmentationNeeded_isNeverLimited() {
        final TestRouter router = TwoLans.router(iface("east", "10.0.1.1/24").mtu(1000));

        router.receives("west", times(100, transit().dontFragment().payload(1_200)));

        assertThat(router).dropped(100, IPV4_FRAGMENTATION_NEEDED);
        assertThat(router.sentBy("west")).hasSize(100);
    }

    @Test
    @Spec({"ICMP4-58", "ICMP4-59", "MIB-20"})
    void allDestinationsTogether_stayWithinTheLimitOverAll() {
        final TestRouter router =
                TwoLans.router(
                        route("198.51.100.0/24", WEST_HOST),
                        tunable("icmp_msgs_per_sec", 10),
                        tunable("icmp_msgs_burst", 20));

        router.receives("west", fromHundredHosts(1));
        assertThat(router.sentBy("west")).hasSize(20);
        assertThat(router.counted("Icmp.OutRateLimitGlobal")).isEqualTo(80);

        router.mark().passes(1);
        router.receives("west", fromHundredHosts(1));
        assertThat(router.sentBy("west")).hasSize(10);
    }

    @Test
    @Spec("ICMP4-58")
    void errorRefusedForOneHost_takesNothingFromTheOthers() {
        final TestRouter router =
                TwoLans.router(
                        route("198.51.100.0/24", WEST_HOST),
                        tunable("icmp_msgs_per_sec", 10),
                        tunable("icmp_msgs_burst", 20));

        router.receives("west", times(50, transit().ttl(1)));
        router.receives("west", fromHundredHosts(1));

        assertThat(router.sentBy("west")).hasSize(20);
        assertThat(router.counted("Icmp.OutRateLimitHost")).isEqualTo(44);
    }

    @Test
    @Spec("ICMP4-61")
    void floodOfSpoofedSources_isStillLimited() {
        final TestRouter router =
                TwoLans.router(
                        route("198.18.0.0/15", WEST_HOST),
                        tunable("icmp_msgs_per_sec", 50),
                        tunable("icmp_msgs_burst", 50));

        for (int block = 0; block < 40; block++) {
            final int third = block;
            router.receives(
                    "west",
                    IntStream.range(0, 250)
                            .mapToObj(i -> ipv4("198.18." + third + "." + i, EAST_HOST).ttl(1))
                            .toArray(Ipv4Frame[]::new));
        }

        assertThat(router.sentBy("west")).hasSize(50);
    }

    @Test
    @Spec("TUN-30")
    void costAndBurstOfRouteErrors_areTunable() {
        final TestRouter router =
                TwoLans.router(tunable("error_cost", 500), tunable("error_burst", 2));

        router.receives("west", times(20, ipv4(WEST_HOST, "198.51.100.7")));
        assertThat(router.sentBy("west")).hasSize(2);

        router.mark().passes(1);
        router.receives("west", times(20, ipv4(WEST_HOST, "198.51.100.7")));
        assertThat(router.sentBy("west")).hasSize(2);
        assertThat(TunablesConfiguration.DEFAULT.errorCostMs()).isEqualTo(1000);
        assertThat(TunablesConfiguration.DEFAULT.errorBurst()).isEqualTo(5);
    }

    @Test
    @Spec({"ICMP4-62", "ICMP4-25"})
    void routeErrors_areLimitedToFiveAndOneASecondForEachSource() {
        final TestRouter router = TwoLans.router();

        router.receives("west", times(20, ipv4(WEST_HOST, "198.51.100.7")));
        assertThat(router).dropped(20, IPV4_NO_ROUTE);
        assertThat(router.sentBy("west")).hasSize(5);

        router.mark().passes(1);
        router.receives("west", times(20, ipv4(WEST_HOST, "198.51.100.7")));
        assertThat(router.sentBy("west")).hasSize(1);
    }

    private static Ipv4Frame[] times(int count, Ipv4Frame packet) {
        return IntStream.range(0, count).mapToObj(_ -> packet).toArray(Ipv4Frame[]::new);
    }

    private static Ipv4Frame[] fromHundredHosts(int ttl) {
        return IntStream.range(1, 101)
                .mapToObj(i -> ipv4("198.51.100." + i, EAST_HOST).ttl(ttl))
                .toArray(Ipv4Frame[]::new);
    }
}
