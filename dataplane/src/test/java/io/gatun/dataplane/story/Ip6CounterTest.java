package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.EAST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.toRouter;
import static io.gatun.dataplane.testkit.Lans6.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.TestRouter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Linux's counters of IPv6 and ICMPv6 (RFC 4293): one packet that provokes it moves each by one,
 * and no other. Of the whole router: by interface they are not counted.
 */
class Ip6CounterTest {

    private static final String NOWHERE = "2001:db8:dead::1";

    private final TestRouter router = Lans6.router(Lans6.east().mtu(1_280));

    /** What moved but for octets and for what moves with every receipt. */
    private static Map<String, Long> moved(TestRouter router) {
        return router.counted().entrySet().stream()
                .filter(each -> !each.getKey().endsWith("Octets"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Long> oneOfEach(List<String> names) {
        return names.stream().collect(Collectors.toMap(Function.identity(), _ -> 1L));
    }

    private static Arguments provoked(Ipv6Frame by, String... counters) {
        return Arguments.of(by, List.of(counters));
    }

    /** By an ICMPv6 message of the router's, which is sent. */
    private static Arguments answered(Ipv6Frame by, int type, String... counters) {
        final List<String> all = new ArrayList<>(Arrays.asList(counters));
        all.addAll(
                List.of(
                        "Icmp6OutMsgs",
                        "Icmp6OutType" + type,
                        "Ip6OutRequests",
                        "Ip6OutTransmits"));
        return Arguments.of(by, all);
    }

    static Stream<Arguments> packets() {
        return Stream.of(
                provoked(transit(), "Ip6OutForwDatagrams", "Ip6OutTransmits"),
                provoked(transit().version(5), "Ip6InHdrErrors"),
                provoked(ipv6("::1", EAST_HOST), "Ip6InHdrErrors"),
                provoked(transit().payloadLength(1_000), "Ip6InTruncatedPkts"),
                provoked(ipv6("::", EAST_HOST), "Ip6InAddrErrors"),
                provoked(ipv6(WEST_HOST, "ff02::4321").groupFrame(), "Ip6InMcastPkts"),
                answered(transit().hopLimit(1), 3, "Ip6InHdrErrors", "Icmp6OutTimeExcds"),
                answered(ipv6(WEST_HOST, NOWHERE), 1, "Ip6InNoRoutes", "Icmp6OutDestUnreachs"),
                answered(
                        transit().payload(1_400),
                        2,
                        "Ip6OutForwDatagrams",
                        "Ip6InTooBigErrors",
                        "Ip6FragFails",
                        "Icmp6OutPktTooBigs"),
                answered(
                        toRouter().nextHeader(253),
                        4,
                        "Ip6InUnknownProtos",
                        "Icmp6OutParmProblems"),
                answered(
                        toRouter().udp(1, 2),
                        1,
                        "Ip6InDelivers",
                        "Udp6NoPorts",
                        "Icmp6OutDestUnreachs"),
                answered(
                        toRouter().echo(1, 1),
                        129,
                        "Ip6InDelivers",
                        "Icmp6InMsgs",
                        "Icmp6InEchos",
                        "Icmp6InType128",
                        "Icmp6OutEchoReplies"),
                provoked(
                        ipv6(NOWHERE, WEST_ROUTER).echo(1, 1),
                        "Ip6InDelivers",
                        "Icmp6InMsgs",
                        "Icmp6InEchos",
                        "Icmp6InType128",
                        "Ip6OutNoRoutes"),
                provoked(
                        toRouter().echo(1, 1).badIcmpChecksum(),
                        "Ip6InDelivers",
                        "Icmp6InMsgs",
                        "Icmp6InErrors",
                        "Icmp6InCsumErrors"),
                provoked(
                        toRouter().echo(1, 1).icmpCutTo(7),
                        "Ip6InDelivers",
                        "Icmp6InMsgs",
                        "Icmp6InErrors"),
                provoked(
                        toRouter().udp(1, 2).badUdpChecksum(),
                        "Ip6InDelivers",
                        "Udp6InErrors",
                        "Udp6InCsumErrors"));
    }

    @ParameterizedTest
    @MethodSource("packets")
    void onePacket_movesItsCountersByOneAndNoOther(Ipv6Frame packet, List<String> counters) {
        router.receives("west", packet);

        assertThat(moved(router)).isEqualTo(oneOfEach(counters));
        router.mark().receives("west", transit());
        assertThat(moved(router))
                .as("after other traffic")
                .isEqualTo(oneOfEach(List.of("Ip6OutForwDatagrams", "Ip6OutTransmits")));
    }

    @ParameterizedTest
    @CsvSource({
        "1, DestUnreachs",
        "2, PktTooBigs",
        "3, TimeExcds",
        "4, ParmProblems",
        "128, Echos",
        "129, EchoReplies",
        "130, GroupMembQueries",
        "131, GroupMembResponses",
        "132, GroupMembReductions",
        "133, RouterSolicits",
        "134, RouterAdvertisements",
        "135, NeighborSolicits",
        "136, NeighborAdvertisements",
        "137, Redirects",
        "143, MLDv2Reports",
    })
    void messageOfAType_isCountedByNameAndByNumber(int type, String name) {
        router.receives("west", toRouter().icmp(type, 0, 0).payload(56));

        assertThat(moved(router))
                .containsEntry("Icmp6InMsgs", 1L)
                .containsEntry("Icmp6In" + name, 1L)
                .containsEntry("Icmp6InType" + type, 1L);
        assertThat(moved(router).keySet())
                .filteredOn(each -> each.startsWith("Icmp6In"))
                .hasSize(3);
    }

    @Test
    void octets_areThoseOfThePackets() {
        router.receives("west", transit().payload(100));
        assertThat(router.counted("Ip6InOctets")).isEqualTo(140);
        assertThat(router.counted("Ip6OutOctets")).isEqualTo(140);
        router.mark().receives("west", ipv6(WEST_HOST, "ff02::4321").groupFrame().payload(60));
        assertThat(router.counted("Ip6InMcastOctets")).isEqualTo(100);
        assertThat(router.counted("Ip6OutOctets")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, NoECT", "1, ECT1", "2, ECT0", "3, CE"})
    void codepoint_isCounted(int codepoint, String name) {
        router.receives("west", transit().trafficClass(0xB8 | codepoint));

        for (String each : List.of("NoECT", "ECT1", "ECT0", "CE")) {
            assertThat(router.counted("Ip6In" + each + "Pkts"))
                    .as(each)
                    .isEqualTo(each.equals(name) ? 1 : 0);
        }
    }

    /** 40 bytes of header, 24 of message, 8 of option. */
    @Test
    void solicitation_isCountedAsSentToAGroup() {
        router.receives("west", ipv6(WEST_HOST, "2001:db8:b::77"));

        assertThat(router.counted())
                .containsEntry("Ip6OutMcastPkts", 1L)
                .containsEntry("Ip6OutMcastOctets", 72L)
                .containsEntry("Ip6OutRequests", 1L)
                .containsEntry("Icmp6OutMsgs", 1L)
                .containsEntry("Icmp6OutNeighborSolicits", 1L)
                .containsEntry("Icmp6OutType135", 1L);
    }

    @Test
    void packetThatFindsItsPortDown_isDiscardedByItsFamily() {
        router.linkGoesDown("east").receives("west", transit());

        assertThat(router.counted("Ip6OutDiscards")).isEqualTo(1);
        assertThat(router.counted("Ip.OutDiscards")).isZero();
    }

    @Test
    void echoRepliesHeldBack_areCountedByHost() {
        final TestRouter limited = Lans6.router(Part.tunable("ipv6", "{ icmp_ratemask: '129' }"));
        for (int i = 0; i < 7; i++) {
            limited.receives("west", toRouter().echo(1, i));
        }

        assertThat(limited.counted("Icmp6OutRateLimitHost")).isEqualTo(1);
        assertThat(limited.counted("Icmp6OutEchoReplies")).isEqualTo(6);
    }
}
