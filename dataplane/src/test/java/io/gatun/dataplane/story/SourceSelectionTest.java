package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;

import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of its addresses the router speaks from (RFC 1122 §3.3.4.3). */
class SourceSelectionTest {

    private static final String SECOND_ROUTER = "10.0.2.1";
    private static final String SECOND_HOST = "10.0.2.5";

    private final TestRouter router =
            TwoLans.router(
                    iface("east", EAST_ROUTER + "/24", SECOND_ROUTER + "/24"),
                    neighbor("east", SECOND_HOST, "02:00:00:00:00:25"),
                    route("198.51.100.0/24", EAST_HOST),
                    route("203.0.113.0/24", SECOND_HOST),
                    tunable("icmp_echo_ignore_broadcasts", false));

    /** The address of the subnet the next hop is in. */
    @ParameterizedTest
    @CsvSource({
        EAST_HOST + "," + EAST_ROUTER,
        SECOND_HOST + "," + SECOND_ROUTER,
        "198.51.100.7," + EAST_ROUTER,
        "203.0.113.7," + SECOND_ROUTER,
        WEST_HOST + "," + WEST_ROUTER
    })
    @Spec("RTA-08")
    void errorToAHost_comesFromTheSubnetOfItsNextHop(String host, String source) {
        router.receives("east", ipv4(host, "192.0.2.1"));

        assertThat(router)
                .sentOnly(host.equals(WEST_HOST) ? "west" : "east")
                .isIpv4(source, host)
                .isIcmp(3, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEST_ROUTER, EAST_ROUTER, SECOND_ROUTER})
    @Spec("RTA-16")
    void reply_comesFromTheAddressThatWasAsked(String asked) {
        router.receives("west", ipv4(WEST_HOST, asked).echo(1, 1));

        assertThat(router).sentOnly("west").isIpv4(asked, WEST_HOST).isIcmp(0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.1.255," + EAST_HOST + "," + EAST_ROUTER,
        "10.0.1.255," + SECOND_HOST + "," + SECOND_ROUTER,
        "10.0.2.255," + EAST_HOST + "," + EAST_ROUTER,
        "255.255.255.255," + SECOND_HOST + "," + SECOND_ROUTER,
        "224.0.0.1," + SECOND_HOST + "," + SECOND_ROUTER
    })
    @Spec("RTA-16")
    void replyToAGroup_comesFromAnAddressTowardsWhoAsked(String group, String host, String source) {
        router.receives("east", ipv4(host, group).echo(1, 1).broadcastFrame());

        assertThat(router).sentOnly("east").isIpv4(source, host).isIcmp(0, 0);
    }
}
