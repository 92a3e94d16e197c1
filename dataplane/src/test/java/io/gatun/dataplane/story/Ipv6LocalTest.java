package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV6_GROUP_FRAME;
import static io.gatun.dataplane.graph.DropReason.LOCAL6_EXTENSION_HEADER;
import static io.gatun.dataplane.graph.DropReason.LOCAL6_NO_NEXT_HEADER;
import static io.gatun.dataplane.graph.DropReason.LOCAL6_UNKNOWN_NEXT_HEADER;
import static io.gatun.dataplane.graph.DropReason.LOCAL_FRAGMENT;
import static io.gatun.dataplane.graph.DropReason.TCP_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.UDP6_BAD_CHECKSUM;
import static io.gatun.dataplane.graph.DropReason.UDP6_GROUP_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.UDP6_NO_CHECKSUM;
import static io.gatun.dataplane.graph.DropReason.UDP6_NO_LISTENER;
import static io.gatun.dataplane.graph.DropReason.UDP6_TRUNCATED;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.toRouter;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What packets to the router carry. */
class Ipv6LocalTest {

    private final TestRouter router = Lans6.router();

    @Test
    @Spec("ICMP6-15")
    void udpNobodyListensTo_isAnsweredWithPortUnreachable() {
        final Ipv6Frame packet = toRouter().udp(40_000, 33_434).payload(20);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(UDP6_NO_LISTENER)
                .sentOnly("west")
                .isIpv6(WEST_ROUTER, WEST_HOST)
                .isIcmp6(1, 4)
                .quotesAllOf(packet);
        assertThat(router.counted("Udp6NoPorts")).isEqualTo(1);
        assertThat(router.counted("Ip6InDelivers")).isEqualTo(1);
    }

    @Test
    @Spec("ICMP6-15")
    void udpWithAWrongChecksum_isSilence() {
        router.receives("west", toRouter().udp(1, 2).badUdpChecksum().payload(20));

        assertThat(router)
                .droppedSilently(
                        UDP6_BAD_CHECKSUM, "Ip6InDelivers", "Udp6InErrors", "Udp6InCsumErrors");
    }

    @Test
    @Spec("IP6-12")
    void udpWithoutAChecksum_isSilence() {
        router.receives("west", toRouter().udp(1, 2).noUdpChecksum().payload(20));

        assertThat(router)
                .droppedSilently(
                        UDP6_NO_CHECKSUM, "Ip6InDelivers", "Udp6InErrors", "Udp6InCsumErrors");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 29, 65_535})
    void udpOfAnImpossibleLength_isDropped(int length) {
        router.receives("west", toRouter().udp(1, 2).payload(20).udpLength(length));

        assertThat(router).droppedSilently(UDP6_TRUNCATED, "Ip6InDelivers", "Udp6InErrors");
    }

    @Test
    void udpShorterThanItsHeader_isDropped() {
        router.receives("west", toRouter().nextHeader(17).payload(7));

        assertThat(router).droppedSilently(UDP6_TRUNCATED, "Ip6InDelivers", "Udp6InErrors");
    }

    @Test
    @Spec("ICMP6-25")
    void udpToAGroup_isSilence() {
        router.receives("west", ipv6(WEST_HOST, "ff02::1").udp(1, 2).groupFrame());

        assertThat(router).isSilent().droppedOne(UDP6_GROUP_NO_LISTENER);
    }

    @ParameterizedTest
    @ValueSource(ints = {253, 50, 89, 41})
    @Spec({"EXT6-04", "EXT6-20", "ICMP6-20"})
    void protocolNobodySpeaks_isAParameterProblemWithItsPlace(int protocol) {
        final Ipv6Frame packet = toRouter().nextHeader(protocol).payload(40);

        router.receives("west", packet);

        assertThat(router)
                .droppedOne(LOCAL6_UNKNOWN_NEXT_HEADER)
                .sentOnly("west")
                .isIcmp6(4, 1)
                .hasIcmp6Rest(6)
                .quotesAllOf(packet);
        assertThat(router.counted("Ip6InUnknownProtos")).isEqualTo(1);
        assertThat(router.counted("Icmp6OutParmProblems")).isEqualTo(1);
    }

    @Test
    @Spec("EXT6-04")
    void protocolNobodySpeaksToAGroup_isCountedInSilence() {
        router.receives("west", ipv6(WEST_HOST, "ff02::1").nextHeader(253).groupFrame());

        assertThat(router).isSilent().droppedOne(LOCAL6_UNKNOWN_NEXT_HEADER);
        assertThat(router.counted("Ip6InUnknownProtos")).isEqualTo(1);
    }

    @Test
    void tcp_isDroppedInSilence() {
        router.receives("west", toRouter().tcp(1, 2));

        assertThat(router).droppedSilently(TCP_NO_LISTENER, "Ip6InDelivers");
    }

    @Test
    @Spec("EXT6-05")
    void nothingBehindTheHeader_isDroppedInSilence() {
        router.receives("west", toRouter().nextHeader(59).payload(8));

        assertThat(router).droppedSilently(LOCAL6_NO_NEXT_HEADER, "Ip6InDelivers");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 43, 60})
    void extensionHeaders_areDroppedByName(int first) {
        router.receives("west", toRouter().echo(1, 1).extensions(first, "3A00 0104 00000000"));

        assertThat(router).droppedSilently(LOCAL6_EXTENSION_HEADER);
    }

    @Test
    void fragment_isDroppedByName() {
        router.receives("west", toRouter().echo(1, 1).extensions(44, "3A00 0001 12345678"));

        assertThat(router).droppedSilently(LOCAL_FRAGMENT);
    }

    @Test
    @Spec("IP6-17")
    void packetToTheRouterInAGroupFrame_isDroppedWhereForbidden() {
        router.receives("west", toRouter().toMac("33:33:00:00:00:01").echo(1, 1));
        assertThat(router).sentOnly("west").isIcmp6(129, 0);

        final TestRouter strict =
                Lans6.router(Lans6.west().with("drop_unicast_in_l2_multicast", true));
        strict.receives("west", toRouter().toMac("33:33:00:00:00:01").echo(1, 1));
        assertThat(strict).droppedSilently(IPV6_GROUP_FRAME);
        strict.mark().receives("west", ipv6(WEST_HOST, "ff02::1").groupFrame().echo(1, 1));
        assertThat(strict).sentOnly("west").isIcmp6(129, 0);
    }
}
