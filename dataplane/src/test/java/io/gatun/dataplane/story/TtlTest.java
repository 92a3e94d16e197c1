package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_FRAGMENTATION_NEEDED;
import static io.gatun.dataplane.graph.DropReason.IPV4_TTL_EXCEEDED;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One hop of life (RFC 1812 §5.3.1), and in which order a packet's faults are found. */
class TtlTest {

    private final TestRouter router = TwoLans.router();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec({"FWD-05", "ICMP4-33", "MIB-02"})
    void ttlRunOut_isAnsweredWithTimeExceededAndNotForwarded(int ttl) {
        final Ipv4Frame packet = transit().ttl(ttl).udp(5000, 53).payload(32);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(IPV4_TTL_EXCEEDED)
                .sentOnly("west")
                .isIpv4(WEST_ROUTER, WEST_HOST)
                .isIcmp(11, 0)
                .hasIcmpRest(0)
                .quotesAllOf(packet);
        assertThat(router.counted("Ip.InHdrErrors")).isEqualTo(1);
        assertThat(router.counted("Ip.ForwDatagrams")).isZero();
    }

    @Test
    @Spec({"FWD-05", "ICMP4-33"})
    void ttlOfTwo_isForwardedWithOne() {
        final Ipv4Frame packet = transit().ttl(2);

        router.receives("west", packet);

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet).hasTtl(1);
    }

    /** Identifications are chosen so that every TTL meets checksums at and round the turn. */
    @Test
    @Spec("FWD-08")
    void everyTtl_isSpentWithARightChecksumAtItsEdgeValues() {
        for (int ttl = 2; ttl <= 255; ttl++) {
            for (int checksum :
                    new int[] {0x0000, 0x0001, 0x00FF, 0x0100, 0xFEFE, 0xFEFF, 0xFF00, 0xFFFE}) {
                final Ipv4Frame packet = withChecksum(ttl, checksum);
                router.mark().receives("west", packet);
                assertThat(router).sentOnly("east").isForwarded(packet).hasTtl(ttl - 1);
            }
        }
    }

    /** The identification is the complement of what makes the sum of all other words. */
    private static Ipv4Frame withChecksum(int ttl, int checksum) {
        final byte[] plain = transit().ttl(ttl).identification(0).packet();
        final int sum = ~((plain[10] & 0xFF) << 8 | (plain[11] & 0xFF)) & 0xFFFF;
        final int missing = (~checksum & 0xFFFF) - sum;
        final Ipv4Frame packet =
                transit().ttl(ttl).identification(missing < 0 ? missing + 0xFFFF : missing);
        final byte[] made = packet.packet();
        assertThat((made[10] & 0xFF) << 8 | (made[11] & 0xFF)).isEqualTo(checksum);
        return packet;
    }

    @Test
    @Spec("FWD-07")
    void oversizeWithoutTtl_isATtlMatter() {
        final TestRouter narrow = TwoLans.router(iface("east", "10.0.1.1/24").mtu(1_000));

        narrow.receives("west", transit().ttl(1).dontFragment().payload(1_300));

        assertThat(narrow).droppedOne(IPV4_TTL_EXCEEDED).sentOnly("west").isIcmp(11, 0);
    }

    @Test
    @Spec({"FWD-07", "FWD-10"})
    void oversizeThatMustNotBeFragmented_countsAsForwardedAndAsFailed() {
        final TestRouter narrow = TwoLans.router(iface("east", "10.0.1.1/24").mtu(1_000));

        narrow.receives("west", transit().dontFragment().payload(1_300));

        assertThat(narrow).droppedOne(IPV4_FRAGMENTATION_NEEDED).sentOnly("west").isIcmp(3, 4);
        assertThat(narrow.counted("Ip.ForwDatagrams")).isEqualTo(1);
        assertThat(narrow.counted("Ip.FragFails")).isEqualTo(1);
    }
}
