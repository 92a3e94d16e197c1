package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.DropCount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of each reason, a packet lately dropped for it can be looked at. */
class LastDropTest {

    private static DropCount.Sample last(TestRouter router, String reason) {
        return router.sight().drops().stream()
                .filter(drop -> drop.reason().equals(reason))
                .findFirst()
                .flatMap(DropCount::last)
                .orElseThrow();
    }

    @Test
    void droppedPacket_isSeenWithItsPortAndItsAge() {
        final TestRouter router = TwoLans.router();

        router.receives("west", transit().udp(5000, 53).checksumError(1).payload(40));
        router.passes(3);

        final DropCount.Sample last = last(router, "IPV4_BAD_CHECKSUM");
        assertThat(last.port()).contains("west");
        assertThat(last.ageMs()).isEqualTo(3_000);
        assertThat(last.length()).isEqualTo(14 + 20 + 8 + 40);
        assertThat(last.packet()).contains("10.0.0.2:5000 > 10.0.1.9:53 udp ttl 64");
    }

    @Test
    void answeredPacket_isSeenAndNotItsAnswer() {
        final TestRouter router = TwoLans.router();

        router.receives("west", transit().ttl(1).udp(7, 8));

        assertThat(last(router, "IPV4_TTL_EXCEEDED").packet())
                .contains("10.0.0.2:7 > 10.0.1.9:8 udp");
    }

    @Test
    void answeredIpv6Packet_isSeenAndNotItsAnswer() {
        final TestRouter router = Lans6.router();

        router.receives("west", Lans6.transit().hopLimit(1).udp(7, 8));

        assertThat(last(router, "IPV6_HOP_LIMIT_EXCEEDED").packet())
                .contains("2001:db8:a::2.7 > 2001:db8:b::9.8 udp");
    }

    @Test
    void packetOfALaterBatch_takesThePlaceOfAnEarlierOne() {
        final TestRouter router = TwoLans.router();

        router.receives("west", transit().udp(1, 1).checksumError(1));
        router.receives("west", transit().udp(2, 2).checksumError(1));

        assertThat(last(router, "IPV4_BAD_CHECKSUM").packet()).contains("10.0.0.2:2 >");
    }

    @Test
    void floodOfOneBatch_isCopiedOnce() {
        final TestRouter router = TwoLans.router();

        router.receives(
                "west",
                transit().udp(1, 1).checksumError(1),
                transit().udp(2, 2).checksumError(1),
                transit().udp(3, 3).checksumError(1));

        assertThat(last(router, "IPV4_BAD_CHECKSUM").packet()).contains("10.0.0.2:1 >");
    }

    @Test
    void packetThatWaitedInVain_isSeenWithThePortItCameInBy() {
        final TestRouter router = TwoLans.router(tunable("neigh", "{ unres_qlen: 0 }"));

        router.receives("west", ipv4(WEST_HOST, "10.0.1.77").udp(5, 6));

        final DropCount.Sample last = last(router, "NEIGHBOR_QUEUE_FULL");
        assertThat(last.port()).contains("west");
        assertThat(last.packet()).contains("10.0.0.2:5 > 10.0.1.77:6 udp");
    }

    @Test
    void reasonThatNeverApplied_hasNoPacket() {
        assertThat(TwoLans.router().sight().everyReason())
                .extracting(DropCount::last)
                .containsOnly(Optional.empty());
    }
}
