package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_TTL_EXCEEDED;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.transit;

import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When no ICMP error may be sent (RFC 1812 §4.3.2.7, RFC 1122 §3.2.2). */
class IcmpSilenceTest {

    private final TestRouter router = TwoLans.router();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 19, 30, 255})
    @Spec({"ICMP4-46", "RT-13"})
    void icmpError_drawsNone(int type) {
        router.receives("west", transit().ttl(1).icmp(type, 0, 0).payload(28));

        assertThat(router).droppedSilently(IPV4_TTL_EXCEEDED, "Ip.InHdrErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 13, 14, 15, 16, 17, 18})
    @Spec("ICMP4-46")
    void icmpQueryOrReply_drawsOne(int type) {
        router.receives("west", transit().ttl(1).icmp(type, 0, 0).payload(28));

        assertThat(router).sentOnly("west").isIcmp(11, 0);
    }

    @Test
    @Spec("ICMP4-46")
    void icmpWithoutAType_drawsNone() {
        router.receives("west", transit().ttl(1).protocol(1));

        assertThat(router).droppedSilently(IPV4_TTL_EXCEEDED, "Ip.InHdrErrors");
    }

    @Test
    @Spec({"ICMP4-47", "RT-13"})
    void fragmentThatIsNotTheFirst_drawsNone() {
        router.receives("west", transit().ttl(1).offset(8).payload(16));

        assertThat(router).droppedSilently(IPV4_TTL_EXCEEDED, "Ip.InHdrErrors");
    }

    @Test
    @Spec("ICMP4-47")
    void firstFragment_drawsOne() {
        router.receives("west", transit().ttl(1).udp(1, 2).payload(24).moreFragments());

        assertThat(router).sentOnly("west").isIcmp(11, 0);
    }

    @Test
    @Spec({"ICMP4-52", "ICMP4-53"})
    void sourceWithoutAWayBack_drawsNone() {
        router.receives("west", ipv4("198.51.100.7", EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_TTL_EXCEEDED, "Ip.InHdrErrors");
    }

    @Test
    @Spec("ICMP4-40")
    void wayBackOfTheLeastMtu_holdsWhatItCan() {
        final TestRouter tiny = TwoLans.router(route("198.51.100.0/24", TwoLans.WEST_HOST).mtu(68));

        tiny.receives("west", ipv4("198.51.100.7", EAST_HOST).ttl(1).payload(200));

        assertThat(tiny).sentOnly("west").hasTotalLength(68);
    }

    @Test
    @Spec({"ICMP4-50", "VAL-18"})
    void classESource_drawsOneWhereClassEIsForwarded() {
        final TestRouter open =
                TwoLans.router(
                        iface("west", "10.0.0.1/24"), route("240.0.0.0/4", TwoLans.WEST_HOST));

        open.receives("west", ipv4("250.0.0.1", EAST_HOST).ttl(1));

        assertThat(open).sentOnly("west").isIcmp(11, 0);
    }
}
