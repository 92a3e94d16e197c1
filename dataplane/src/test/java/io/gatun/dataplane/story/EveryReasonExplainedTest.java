package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neigh;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.node.hook.Hook;
import io.gatun.dataplane.node.hook.HookPoint;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.node.hook.Verdict;
import io.gatun.dataplane.node.hook.Verdicts;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.RawFrame;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.Explanation;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One packet for every reason to drop one, and an explanation that names exactly what then happens.
 */
class EveryReasonExplainedTest {

    private static final String MAC = "02:00:00:00:00:77";
    private static final int SOLICITED = 1 << 30;
    private static final String SOLICITED_NODE = "ff02::1:ff00:1";

    /** Reasons that no packet meets by what it is, and why. */
    private static final Map<DropReason, String> EXEMPT =
            Map.of(
                    DropReason.NONE, "is none",
                    DropReason.PUNT_QUEUE_FULL, "needs a full ring to control",
                    DropReason.INJECT_QUEUE_FULL, "needs a full ring from control",
                    DropReason.TX_QUEUE_FULL, "needs a device with a full queue",
                    DropReason.IPV4_FRAGMENT_NO_BUFFER, "needs an exhausted pool",
                    DropReason.NEIGHBOR_GONE, "needs a route that goes between worker and control",
                    DropReason.SHUTDOWN, "needs a router that stops while the packet waits",
                    DropReason.ICMP6_ECHO_LIMITED,
                            "needs a rate limit that earlier packets used up");

    /** A router, and the packet that meets the reason there. */
    private record Meeting(Supplier<TestRouter> router, String port, Frame frame) {}

    private static final Map<DropReason, Meeting> MEETINGS = new EnumMap<>(DropReason.class);

    private static void meets(DropReason reason, Meeting meeting) {
        assertThat(MEETINGS.put(reason, meeting)).as(reason.name()).isNull();
    }

    private static void four(DropReason reason, Frame frame, Part... parts) {
        meets(reason, new Meeting(() -> TwoLans.router(parts), "west", frame));
    }

    private static void six(DropReason reason, Frame frame, Part... parts) {
        meets(reason, new Meeting(() -> Lans6.router(parts), "west", frame));
    }

    static {
        ethernet();
        arp();
        headers4();
        forwarding4();
        headers6();
        forwarding6();
        neighbors();
        local4();
        local6();
        discovery();
        ends();
    }

    private static void ethernet() {
        four(DropReason.FRAME_IN_PIECES, transit().payload(9_300));
        four(DropReason.ETHERNET_TRUNCATED, RawFrame.cut(transit(), 13));
        four(DropReason.ETHERNET_OTHER_HOST, transit().toMac("02:00:00:00:99:99"));
        four(DropReason.ETHERNET_UNKNOWN_TYPE, transit().etherType(0x88CC));
        meets(
                DropReason.ETHERNET_NO_INTERFACE,
                new Meeting(
                        () -> TwoLans.router(iface("south.7", "10.0.7.1/24").with("vlan", 7)),
                        "south",
                        transit()));
        four(DropReason.VLAN_TRUNCATED, RawFrame.cut(transit().vlan(100), 15));
        four(DropReason.VLAN_UNKNOWN, transit().vlan(100));
    }

    private static void arp() {
        four(DropReason.ARP_TRUNCATED, ArpFrame.whoHas(WEST_ROUTER, WEST_HOST, MAC).length(27));
        four(DropReason.ARP_NOT_IPV4, ArpFrame.whoHas(WEST_ROUTER, WEST_HOST, MAC).hardware(7));
        four(DropReason.ARP_BAD_OPERATION, ArpFrame.operation(3, WEST_HOST, MAC, WEST_ROUTER));
        four(DropReason.ARP_BAD_SENDER, ArpFrame.whoHas(WEST_ROUTER, "224.0.0.1", MAC));
        four(
                DropReason.ARP_REVERSE_PATH,
                ArpFrame.whoHas(WEST_ROUTER, EAST_HOST, MAC),
                iface("west", "10.0.0.1/24").with("rp_filter", 1));
        four(
                DropReason.ARP_OFF,
                ArpFrame.whoHas(WEST_ROUTER, WEST_HOST, MAC),
                iface("west", "10.0.0.1/24").with("arp", false));
    }

    private static void headers4() {
        four(DropReason.IPV4_TRUNCATED, RawFrame.cut(transit(), 14 + 19));
        four(DropReason.IPV4_BAD_VERSION, transit().version(5));
        four(DropReason.IPV4_BAD_HEADER_LENGTH, transit().ihl(4));
        four(DropReason.IPV4_BAD_CHECKSUM, transit().checksumError(1));
        four(DropReason.IPV4_BAD_TOTAL_LENGTH, transit().totalLength(19));
        four(DropReason.IPV4_SHORTER_THAN_TOTAL_LENGTH, transit().payload(60).totalLength(81));
        four(DropReason.IPV4_MARTIAN_SOURCE, ipv4("127.0.0.1", EAST_HOST));
        four(DropReason.IPV4_OWN_SOURCE, ipv4(WEST_ROUTER, EAST_HOST));
        four(DropReason.IPV4_BROADCAST_SOURCE, ipv4("10.0.0.255", EAST_HOST));
        four(DropReason.IPV4_MARTIAN_DESTINATION, ipv4(WEST_HOST, "127.0.0.1"));
        four(
                DropReason.IPV4_REVERSE_PATH,
                ipv4("10.0.1.44", EAST_HOST),
                iface("west", "10.0.0.1/24").with("rp_filter", 1));
        meets(
                DropReason.IPV4_OFF,
                new Meeting(
                        () -> TwoLans.router(iface("south", "2001:db8::1/64")),
                        "south",
                        ipv4("10.0.9.9", EAST_HOST)));
        four(DropReason.IPV4_MULTICAST_NOT_JOINED, ipv4(WEST_HOST, "224.0.0.5"));
    }

    private static void forwarding4() {
        four(
                DropReason.IPV4_BLACKHOLE,
                ipv4(WEST_HOST, "203.0.113.9"),
                route("203.0.113.0/24").with("type", "blackhole"));
        four(DropReason.IPV4_NO_ROUTE, ipv4(WEST_HOST, "198.51.100.1"));
        four(
                DropReason.IPV4_UNREACHABLE,
                ipv4(WEST_HOST, "203.0.113.9"),
                route("203.0.113.0/24").with("type", "unreachable"));
        four(
                DropReason.IPV4_PROHIBITED,
                ipv4(WEST_HOST, "203.0.113.9"),
                route("203.0.113.0/24").with("type", "prohibit"));
        four(
                DropReason.IPV4_FORWARDING_OFF,
                transit(),
                iface("west", "10.0.0.1/24").with("forwarding", false));
        four(DropReason.IPV4_GROUP_FRAME, transit().broadcastFrame());
        four(
                DropReason.IPV4_LINK_LOCAL,
                ipv4("169.254.3.4", EAST_HOST),
                iface("west", "10.0.0.1/24").with("forward_link_local", false));
        four(DropReason.IPV4_TTL_EXCEEDED, transit().ttl(1));
        four(DropReason.IPV4_FRAGMENTATION_NEEDED, transit().dontFragment().payload(1_600));
        four(DropReason.IPV4_ORIGINATED_NO_ROUTE, ipv4("198.51.100.7", WEST_ROUTER).echo(1, 1));
    }

    private static void headers6() {
        meets(
                DropReason.IPV6_OFF,
                new Meeting(
                        () -> Lans6.router(iface("south", "10.0.9.1/24")),
                        "south",
                        Lans6.transit()));
        six(DropReason.IPV6_TRUNCATED, RawFrame.cut(Lans6.transit(), 14 + 39));
        six(DropReason.IPV6_BAD_VERSION, Lans6.transit().version(5));
        six(DropReason.IPV6_LOOPBACK, ipv6("::1", Lans6.EAST_HOST));
        six(DropReason.IPV6_RESERVED_SCOPE, ipv6(Lans6.WEST_HOST, "ff01::1").groupFrame());
        six(DropReason.IPV6_MULTICAST_SOURCE, ipv6("ff02::1", Lans6.EAST_HOST));
        six(
                DropReason.IPV6_SHORTER_THAN_PAYLOAD_LENGTH,
                Lans6.transit().payload(100).payloadLength(101));
        six(DropReason.IPV6_NO_ROOM_FOR_OPTIONS, Lans6.transit().nextHeader(0));
        six(DropReason.IPV6_OWN_SOURCE, ipv6(Lans6.WEST_ROUTER, Lans6.EAST_HOST));
        six(DropReason.IPV6_UNSPECIFIED_SOURCE, ipv6("::", Lans6.EAST_HOST));
        six(DropReason.IPV6_UNSPECIFIED_DESTINATION, ipv6(Lans6.WEST_HOST, "::"));
        six(DropReason.IPV6_MULTICAST_NOT_JOINED, ipv6(Lans6.WEST_HOST, "ff0e::99").groupFrame());
    }

    private static void forwarding6() {
        final Ipv6Frame packet = ipv6(Lans6.WEST_HOST, "2001:db8:dead::1");
        six(
                DropReason.IPV6_BLACKHOLE,
                packet,
                route("'2001:db8:dead::/48'").with("type", "blackhole"));
        six(DropReason.IPV6_NO_ROUTE, packet);
        six(
                DropReason.IPV6_UNREACHABLE,
                packet,
                route("'2001:db8:dead::/48'").with("type", "unreachable"));
        six(
                DropReason.IPV6_PROHIBITED,
                packet,
                route("'2001:db8:dead::/48'").with("type", "prohibit"));
        six(
                DropReason.IPV6_FORWARDING_OFF,
                Lans6.transit(),
                Lans6.west().with("forwarding", false));
        six(DropReason.IPV6_GROUP_FRAME, Lans6.transit().toMac("33:33:00:00:00:01"));
        six(DropReason.IPV6_LINK_LOCAL_DESTINATION, ipv6(Lans6.WEST_HOST, "fe80::b"));
        six(DropReason.IPV6_HOP_LIMIT_EXCEEDED, Lans6.transit().hopLimit(1));
        six(DropReason.IPV6_BEYOND_SCOPE, ipv6("fe80::2", Lans6.EAST_HOST));
        six(DropReason.IPV6_PACKET_TOO_BIG, Lans6.transit().payload(1_600));
        six(
                DropReason.IPV6_ORIGINATED_NO_ROUTE,
                ipv6("2001:db8:dead::1", Lans6.WEST_ROUTER).echo(1, 1));
        six(DropReason.IPV6_ORIGINATED_TOO_BIG, Lans6.toRouter().echo(1, 1).payload(1_600));
    }

    private static void neighbors() {
        final Ipv4Frame packet = ipv4(WEST_HOST, "10.0.1.77");
        four(DropReason.NEIGHBOR_QUEUE_FULL, packet, neigh("unres_qlen: 0"));
        four(DropReason.NEIGHBOR_UNREACHABLE, packet, neigh("mcast_solicit: 0"));
        meets(
                DropReason.NEIGHBOR_TABLE_FULL,
                new Meeting(
                        () ->
                                TwoLans.router(neigh("gc_thresh1: 1, gc_thresh2: 1, gc_thresh3: 1"))
                                        .knowsNeighbor("west", "10.0.0.50", MAC),
                        "west",
                        packet));
    }

    private static void local4() {
        four(DropReason.LOCAL_FRAGMENT, toRouter().udp(1, 2).payload(64).moreFragments());
        four(DropReason.LOCAL_UNKNOWN_PROTOCOL, toRouter().protocol(253).payload(40));
        four(DropReason.TCP_NO_LISTENER, toRouter().tcp(1, 2));
        four(DropReason.UDP_TRUNCATED, toRouter().protocol(17).payload(7));
        four(DropReason.UDP_BAD_CHECKSUM, toRouter().udp(1, 2).payload(5).badUdpChecksum());
        four(DropReason.UDP_GROUP_NO_LISTENER, ipv4(WEST_HOST, "224.0.0.1").udp(1, 2));
        four(DropReason.UDP_NO_LISTENER, toRouter().udp(1, 2));
        four(DropReason.ICMP_TRUNCATED, toRouter().echo(1, 1).icmpCutTo(7));
        four(DropReason.ICMP_BAD_CHECKSUM, toRouter().echo(1, 1).badIcmpChecksum());
        four(DropReason.ICMP_SHORT_QUOTE, toRouter().icmp(3, 3, 0).payload(4));
        four(DropReason.ICMP_UNKNOWN_TYPE, toRouter().icmp(100, 0, 0));
        four(
                DropReason.ICMP_ECHO_IGNORED,
                toRouter().echo(1, 1),
                tunable("icmp_echo_ignore_all", true));
        four(
                DropReason.ICMP_BROADCAST_IGNORED,
                ipv4(WEST_HOST, "255.255.255.255").icmp(5, 0, 0).payload(28));
    }

    private static void local6() {
        six(
                DropReason.LOCAL6_EXTENSION_HEADER,
                Lans6.toRouter().echo(1, 1).extensions(0, "3A00 0104 00000000"));
        six(DropReason.LOCAL6_NO_NEXT_HEADER, Lans6.toRouter().nextHeader(59).payload(8));
        six(DropReason.LOCAL6_UNKNOWN_NEXT_HEADER, Lans6.toRouter().nextHeader(253).payload(8));
        six(DropReason.UDP6_TRUNCATED, Lans6.toRouter().nextHeader(17).payload(7));
        six(DropReason.UDP6_NO_CHECKSUM, Lans6.toRouter().udp(1, 2).noUdpChecksum());
        six(DropReason.UDP6_BAD_CHECKSUM, Lans6.toRouter().udp(1, 2).badUdpChecksum());
        six(
                DropReason.UDP6_GROUP_NO_LISTENER,
                ipv6(Lans6.WEST_HOST, "ff02::1").udp(1, 2).groupFrame());
        six(DropReason.UDP6_NO_LISTENER, Lans6.toRouter().udp(1, 2));
        six(DropReason.ICMP6_TRUNCATED, Lans6.toRouter().echo(1, 1).icmpCutTo(7));
        six(DropReason.ICMP6_BAD_CHECKSUM, Lans6.toRouter().echo(1, 1).badIcmpChecksum());
        six(DropReason.ICMP6_SHORT_QUOTE, Lans6.toRouter().icmp(1, 4, 0).payload(20));
        six(DropReason.ICMP6_UNKNOWN_TYPE, Lans6.toRouter().icmp(200, 0, 0));
        six(
                DropReason.ICMP6_ECHO_IGNORED,
                Lans6.toRouter().echo(1, 1),
                tunable("ipv6", "{ icmp_echo_ignore_all: true }"));
    }

    private static void discovery() {
        final Ipv6Frame solicitation =
                ipv6(Lans6.WEST_HOST, SOLICITED_NODE).groupFrame().solicits(Lans6.WEST_ROUTER);
        six(DropReason.ND_HOP_LIMIT, Lans6.toRouter().solicits(Lans6.WEST_ROUTER).hopLimit(254));
        six(
                DropReason.ND_BAD_CODE,
                ipv6("fe80::2", Lans6.WEST_ROUTER).icmp(135, 1, 0).hopLimit(255).payload(40));
        six(
                DropReason.ND_TRUNCATED,
                ipv6("fe80::2", Lans6.WEST_ROUTER)
                        .icmp(135, 0, 0)
                        .hopLimit(255)
                        .payload(40)
                        .icmpCutTo(23));
        six(DropReason.ND_BAD_OPTION, solicitation.payload("0100"));
        six(
                DropReason.ND_BAD_TARGET,
                ipv6(Lans6.WEST_HOST, SOLICITED_NODE).groupFrame().solicits(SOLICITED_NODE));
        six(
                DropReason.ND_BAD_SOURCE,
                ipv6("::", SOLICITED_NODE)
                        .groupFrame()
                        .solicits(Lans6.WEST_ROUTER)
                        .linkLayer(1, MAC));
        six(DropReason.ND_BAD_DESTINATION, ipv6("::", "ff02::1").solicits(Lans6.WEST_ROUTER));
        six(
                DropReason.ND_SOLICITED_GROUP,
                ipv6(Lans6.WEST_HOST, "ff02::1")
                        .groupFrame()
                        .advertises(Lans6.WEST_HOST, SOLICITED));
    }

    private static void ends() {
        meets(
                DropReason.HOOK_DROPPED,
                new Meeting(
                        () ->
                                TestRouter.with(
                                        () ->
                                                Hooks.none()
                                                        .register(HookPoint.FORWARD, new Closed()),
                                        TwoLans.parts()),
                        "west",
                        transit()));
        meets(
                DropReason.TX_LINK_DOWN,
                new Meeting(
                        () -> TwoLans.router().linkGoesDown("east"),
                        "west",
                        transit().payload(40)));
    }

    /** Lets nothing through. */
    private record Closed() implements Hook {

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void judge(PacketBatch batch, Verdicts out) {
            for (int i = 0; i < batch.size(); i++) {
                out.say(i, Verdict.DROP);
            }
        }
    }

    static Stream<Arguments> reasons() {
        return MEETINGS.entrySet().stream()
                .map(meeting -> Arguments.of(meeting.getKey(), meeting.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void reason_isNamedBeforeItHappensAndThenHappens(DropReason reason, Object met) {
        final Meeting meeting = (Meeting) met;
        final TestRouter router = meeting.router().get().mark();

        final Explanation explanation = router.explain(meeting.port(), meeting.frame());

        assertThat(explanation.drops().getFirst().reason()).isEqualTo(reason.name());
        assertThat(explanation.drops().getFirst().sentence()).isEqualTo(reason.sentence());
        assertThat(explanation.drops().getFirst().source()).isEqualTo(reason.source());
        assertThat(router.dropped()).as("dropped by an explanation").isEmpty();
        router.receives(meeting.port(), meeting.frame());
        assertThat(router.dropped()).containsKey(reason.name());
    }

    @Test
    void everyReasonAPacketCanMeet_hasAPacketHere() {
        for (DropReason reason : DropReason.values()) {
            assertThat(MEETINGS.containsKey(reason))
                    .as("%s needs a packet in this table, or a word on why none meets it", reason)
                    .isNotEqualTo(EXEMPT.containsKey(reason));
        }
    }
}
