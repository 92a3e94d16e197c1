package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.ICMP6_BAD_CHECKSUM;
import static io.gatun.dataplane.graph.DropReason.ICMP6_ECHO_IGNORED;
import static io.gatun.dataplane.graph.DropReason.ICMP6_SHORT_QUOTE;
import static io.gatun.dataplane.graph.DropReason.ICMP6_TRUNCATED;
import static io.gatun.dataplane.graph.DropReason.ICMP6_UNKNOWN_TYPE;
import static io.gatun.dataplane.graph.DropReason.IPV6_ORIGINATED_NO_ROUTE;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.EAST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_LINK_LOCAL;
import static io.gatun.dataplane.testkit.Lans6.WEST_MAC;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.toRouter;
import static io.gatun.dataplane.testkit.Lans6.transit;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ICMPv6 to the router (RFC 4443). */
class Icmp6Test {

    private final TestRouter router = Lans6.router();

    private static Part ipv6Tunables(String settings) {
        return Part.tunable("ipv6", "{ " + settings + " }");
    }

    @ParameterizedTest
    @ValueSource(strings = {WEST_ROUTER, EAST_ROUTER, WEST_LINK_LOCAL})
    @Spec({"ICMP6-04", "DLV6-05", "DLV6-01"})
    void echoRequestToAnAddressOfOurs_isAnsweredFromIt(String address) {
        final Ipv6Frame request =
                ipv6(WEST_HOST, address).trafficClass(0xB8).hopLimit(7).echo(77, 3).payload(56);

        router.receives("west", request);

        assertThat(router)
                .droppedNothing()
                .sentOnly("west")
                .isIpv6(address, WEST_HOST)
                .isIcmp6(129, 0)
                .hasIcmp6Rest(77 << 16 | 3)
                .hasTrafficClass(0xB8)
                .hasHopLimit(64)
                .goesTo(WEST_MAC);
        assertThat(router.sent().getFirst().icmp6Data())
                .isEqualTo(Arrays.copyOfRange(request.packet(), 48, 104));
        assertThat(router.counted())
                .isEqualTo(
                        Map.of(
                                "Ip6InDelivers", 1L,
                                "Ip6OutRequests", 1L,
                                "Ip6OutTransmits", 1L,
                                "Ip6OutOctets", 104L,
                                "Icmp6InMsgs", 1L,
                                "Icmp6InEchos", 1L,
                                "Icmp6InType128", 1L,
                                "Icmp6OutMsgs", 1L,
                                "Icmp6OutEchoReplies", 1L,
                                "Icmp6OutType129", 1L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @Spec("IP6-16")
    void hopLimitOfAPacketThatArrived_isNotLookedAt(int hops) {
        router.receives("west", toRouter().hopLimit(hops).echo(1, 1));

        assertThat(router).sentOnly("west").isIcmp6(129, 0);
    }

    @Test
    @Spec({"ICMP6-04", "DLV6-06", "ICMP6-05"})
    void echoRequestToAllNodes_isAnsweredFromAUnicastAddress() {
        router.receives("west", ipv6(WEST_HOST, "ff02::1").groupFrame().echo(1, 1));

        assertThat(router).sentOnly("west").isIpv6(WEST_ROUTER, WEST_HOST).isIcmp6(129, 0);
        assertThat(router.counted("Ip6InMcastPkts")).isEqualTo(1);
    }

    @Test
    @Spec({"ICMP6-04", "IP6A-15"})
    void echoRequestToTheSubnetRouters_isAnsweredFromAUnicastAddress() {
        router.receives("west", ipv6(WEST_HOST, "2001:db8:a::").echo(1, 1));

        assertThat(router).sentOnly("west").isIpv6(WEST_ROUTER, WEST_HOST).isIcmp6(129, 0);
    }

    @Test
    void echoRequestFromALinkLocalAddress_isAnsweredOnItsLink() {
        final TestRouter known = Lans6.router(neighbor("west", "'fe80::2'", WEST_MAC));

        known.receives("west", ipv6("fe80::2", "ff02::2").groupFrame().echo(1, 1));

        assertThat(known)
                .sentOnly("west")
                .isIpv6(WEST_LINK_LOCAL, "fe80::2")
                .isIcmp6(129, 0)
                .goesTo(WEST_MAC);
    }

    @Test
    void echoRequestWithoutAWayBack_isDropped() {
        router.receives("west", ipv6("2001:db8:dead::1", WEST_ROUTER).echo(1, 1));

        assertThat(router).isSilent().droppedOne(IPV6_ORIGINATED_NO_ROUTE);
        assertThat(router.counted("Ip6OutNoRoutes")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "icmp_echo_ignore_all, 2001:db8:a::1, ''",
        "icmp_echo_ignore_multicast, ff02::1, 2001:db8:a::1",
        "icmp_echo_ignore_anycast, '2001:db8:a::', 2001:db8:a::1"
    })
    @Spec({"ICMP6-05", "DLV6-06"})
    void echoRequestsThatAreIgnored_areDropped(String setting, String ignored, String answered) {
        final TestRouter quiet = Lans6.router(ipv6Tunables(setting + ": true"));

        quiet.receives("west", ipv6(WEST_HOST, ignored).echo(1, 1));
        assertThat(quiet).isSilent().droppedOne(ICMP6_ECHO_IGNORED);

        if (!answered.isEmpty()) {
            quiet.mark().receives("west", ipv6(WEST_HOST, answered).echo(1, 1));
            assertThat(quiet).sentOnly("west").isIcmp6(129, 0);
        }
    }

    @Test
    @Spec({"ICMP6-01", "ICMP6-03"})
    void wrongChecksum_isDroppedAndCounted() {
        router.receives("west", toRouter().echo(1, 1).badIcmpChecksum());

        assertThat(router)
                .droppedSilently(
                        ICMP6_BAD_CHECKSUM,
                        "Ip6InDelivers",
                        "Icmp6InMsgs",
                        "Icmp6InErrors",
                        "Icmp6InCsumErrors");
    }

    @Test
    @Spec("ICMP6-01")
    void checksumWithoutThePseudoHeader_isWrong() {
        router.receives("west", toRouter().echo(1, 1).icmpChecksumWithoutPseudoHeader());

        assertThat(router).isSilent().droppedOne(ICMP6_BAD_CHECKSUM);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void messageShorterThanItsHeader_isDropped(int length) {
        router.receives("west", toRouter().echo(1, 1).icmpCutTo(length));

        assertThat(router).isSilent().droppedOne(ICMP6_TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, Icmp6InDestUnreachs",
        "2, 0, Icmp6InPktTooBigs",
        "3, 0, Icmp6InTimeExcds",
        "4, 1, Icmp6InParmProblems"
    })
    @Spec({"ICMP6-03", "ICMP6-06"})
    void errorAboutSomethingWeSent_isCountedAndConsumed(int type, int code, String counter) {
        final byte[] quoted = ipv6(WEST_ROUTER, WEST_HOST).udp(1, 2).packet();

        router.receives("west", toRouter().icmp(type, code, 0).payload(quoted));

        assertThat(router).isSilent().droppedNothing();
        assertThat(router.counted(counter)).isEqualTo(1);
        assertThat(router.counted("Icmp6InMsgs")).isEqualTo(1);
        assertThat(router.counted("Icmp6InType" + type)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 39, 40, 47})
    @Spec("ICMP6-06")
    void errorThatQuotesTooLittle_isDropped(int quote) {
        final byte[] quoted = ipv6(WEST_ROUTER, WEST_HOST).udp(1, 2).packet();

        router.receives("west", toRouter().icmp(1, 4, 0).payload(Arrays.copyOf(quoted, quote)));

        assertThat(router).isSilent().droppedOne(ICMP6_SHORT_QUOTE);
        assertThat(router.counted("Icmp6InErrors")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 255, 138, 150})
    @Spec({"ICMP6-09", "ICMP6-02"})
    void unknownInformationalType_isDroppedInSilence(int type) {
        router.receives("west", toRouter().icmp(type, 0, 0));

        assertThat(router).isSilent().droppedOne(ICMP6_UNKNOWN_TYPE);
        assertThat(router.counted("Icmp6InType" + type)).isEqualTo(1);
    }

    @Test
    @Spec({"ICMP6-09", "ICMP6-02"})
    void unknownError_isConsumed() {
        final byte[] quoted = ipv6(WEST_ROUTER, WEST_HOST).udp(1, 2).packet();

        router.receives("west", toRouter().icmp(100, 0, 0).payload(quoted));

        assertThat(router).isSilent().droppedNothing();
    }

    @ParameterizedTest
    @ValueSource(ints = {129, 130, 131, 132, 139, 140, 143, 144, 147})
    @Spec("ICMP6-10")
    void knownInformationalType_isCountedAndNoMore(int type) {
        router.receives("west", toRouter().icmp(type, 0, 0));

        assertThat(router).isSilent().droppedNothing();
        assertThat(router.counted("Icmp6InType" + type)).isEqualTo(1);
    }

    @Test
    void hopLimitOfReplies_isASetting() {
        final TestRouter other = Lans6.router(ipv6Tunables("hop_limit: 255"));

        other.receives("west", toRouter().echo(1, 1));
        assertThat(other).sentOnly("west").hasHopLimit(255);

        other.mark().receives("west", transit().hopLimit(1));
        assertThat(other).sentOnly("west").isIcmp6(3, 0).hasHopLimit(255);
    }
}
