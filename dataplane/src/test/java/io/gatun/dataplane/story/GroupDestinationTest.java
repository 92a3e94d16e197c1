package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_MULTICAST_NOT_JOINED;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets to groups: delivered to the router's own, never passed on. */
class GroupDestinationTest {

    private final TestRouter router = TwoLans.router(route("0.0.0.0/0", GATEWAY));

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.5", "239.1.1.1", "224.0.0.2", "232.1.1.1"})
    @Spec({"MC-02", "MC-04", "MC-09", "ICMP4-48"})
    void groupNobodyJoined_isDroppedInSilence(String group) {
        router.receives("west", ipv4(WEST_HOST, group).udp(1, 2).ttl(1));
        assertThat(router).droppedSilently(IPV4_MULTICAST_NOT_JOINED);

        router.mark().receives("west", ipv4(WEST_HOST, group).udp(1, 2).ttl(64).payload(2_000));
        assertThat(router).droppedSilently(IPV4_MULTICAST_NOT_JOINED);
    }

    @Test
    @Spec("VAL-24")
    void allSystemsGroup_isDelivered() {
        router.receives("west", ipv4(WEST_HOST, "224.0.0.1").udp(1, 2).payload(12));

        assertThat(router.counted("Ip.InDelivers")).isEqualTo(1);
        assertThat(router.counted("IpExt.InMcastPkts")).isEqualTo(1);
        assertThat(router.counted("IpExt.InMcastOctets")).isEqualTo(40);
        assertThat(router.counted("IpExt.InBcastPkts")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "10.0.1.255", "255.255.255.255"})
    @Spec({"VAL-24", "RT-03"})
    void broadcast_isDeliveredAndCounted(String destination) {
        router.receives("west", ipv4(WEST_HOST, destination).udp(1, 2).payload(12));

        assertThat(router).isSilent();
        assertThat(router.counted("Ip.InDelivers")).isEqualTo(1);
        assertThat(router.counted("IpExt.InBcastPkts")).isEqualTo(1);
        assertThat(router.counted("IpExt.InBcastOctets")).isEqualTo(40);
        assertThat(router.counted("IpExt.InMcastPkts")).isZero();
    }
}
