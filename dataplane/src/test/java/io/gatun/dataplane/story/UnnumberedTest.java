package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.ArpFrame.isAt;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;

/** Routes out of an interface, to hosts that no gateway stands before. */
class UnnumberedTest {

    private static final String FAR = "198.51.100.7";
    private static final String MAC = "02:00:00:00:00:77";

    private final TestRouter router =
            TwoLans.router(iface("south"), route("198.51.100.0/24").with("interface", "south"));

    private void knowsFarHost() {
        router.receives("west", ipv4(WEST_HOST, FAR));
        router.receives("south", isAt(FAR, MAC, WEST_ROUTER));
    }

    @Test
    @Spec("ARP-07")
    void requestOutOfAnInterfaceWithoutAnAddress_bearsAnotherOfOurs() {
        router.receives("west", ipv4(WEST_HOST, FAR));

        assertThat(router).sentOnly("south").isArp(1, WEST_ROUTER, FAR);
    }

    @Test
    void hostThatAnswered_isServedWithoutControl() {
        knowsFarHost();
        assertThat(router.ipv4SentBy("south")).hasSize(1);
        final long before = router.passed("punt-unresolved");

        router.mark().receives("west", ipv4(WEST_HOST, FAR));

        assertThat(router).sentOnly("south").goesTo(MAC);
        assertThat(router.passed("punt-unresolved")).isEqualTo(before);
    }

    @Test
    @Spec("FRAG-15")
    void mtuOfTheRoute_staysWhenItsHostIsKnown() {
        final TestRouter narrow =
                TwoLans.router(
                        iface("south"),
                        route("198.51.100.0/24").with("interface", "south").mtu(600));
        narrow.receives("west", ipv4(WEST_HOST, FAR));
        narrow.receives("south", isAt(FAR, MAC, WEST_ROUTER)).mark();

        narrow.receives("west", ipv4(WEST_HOST, FAR).payload(1_000));

        assertThat(narrow.ipv4SentBy("south")).hasSize(2);
    }

    @Test
    @Spec({"ICMP4-42", "RTA-08"})
    void errorOutOfAnInterfaceWithoutAnAddress_bearsAnotherOfOurs() {
        knowsFarHost();

        router.mark().receives("west", ipv4(FAR, EAST_HOST).ttl(1));

        assertThat(router).sentOnly("south").isIpv4(WEST_ROUTER, FAR).isIcmp(11, 0);
    }
}
