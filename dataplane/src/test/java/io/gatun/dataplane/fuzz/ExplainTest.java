package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neigh;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.Explanation;
import io.gatun.mgmt.model.Explanation.Verdict;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an explanation says is what the router then does, and explaining changes nothing. */
class ExplainTest {

    private static final int PACKETS = 250;
    private static final int IDENTIFICATION = 18;
    private static final int CHECKSUM = 24;

    private static TestRouter router() {
        return TwoLans.router(
                iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'", "'fe80::a:1/64'")
                        .with("rp_filter", 0),
                iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'", "'fe80::b:1/64'").mtu(1_280),
                iface("east.100", "10.0.100.1/24", "'2001:db8:c::1/64'").with("vlan", 100),
                neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC),
                neighbor("east", "'" + Lans6.EAST_HOST + "'", Lans6.EAST_MAC),
                neighbor("east", "'" + Lans6.GATEWAY + "'", Lans6.GATEWAY_MAC),
                neighbor("east.100", "10.0.100.9", "02:00:00:00:00:a9"),
                route("10.0.1.9/32", GATEWAY).mtu(576),
                route("'2001:db8:77::/48'", "'" + Lans6.GATEWAY + "'"),
                route("'2001:db8:dead::/48'").with("type", "prohibit"),
                route("198.51.100.0/24", GATEWAY).mtu(300),
                route("203.0.113.0/24").with("type", "prohibit"),
                tunable("ipv6", "{ icmp_ratelimit: 0 }"),
                tunable("icmp_echo_ignore_broadcasts", false),
                tunable("icmp_ratelimit", 0),
                tunable("icmp_msgs_burst", 100_000),
                tunable("icmp_msgs_per_sec", 100_000),
                tunable("error_cost", 0),
                neigh("unres_qlen: 3, gc_thresh1: 4, gc_thresh2: 8, gc_thresh3: 16"));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void randomPackets_meetWhatIsExplained(long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final MutatedFrames four = new MutatedFrames(random);
        final MutatedFrames6 six = new MutatedFrames6(random);
        final TestRouter router = router();
        for (int i = 0; i < PACKETS; i++) {
            final String port = random.nextBoolean() ? "west" : "east";
            final byte[] frame = frame(random, router, port, four, six);
            if (frame.length == 0) {
                continue; // there is nothing to ask about
            }
            expectAsExplained(router, port, mac -> frame, "seed %d, packet %d".formatted(seed, i));
            router.passes(4).mark(); // what waits for a neighbor has waited in vain
        }
    }

    /** One in four is plain, and passes a fast path. */
    private static byte[] frame(
            SplittableRandom random,
            TestRouter router,
            String port,
            MutatedFrames four,
            MutatedFrames6 six) {
        final byte[] mac = HexFormat.ofDelimiter(":").parseHex(router.mac(port));
        return switch (random.nextInt(8)) {
            case 0 -> transit().udp(random.nextInt(65_536), 53).payload(40).bytes(mac);
            case 1 -> Lans6.transit().udp(random.nextInt(65_536), 53).payload(40).bytes(mac);
            case 2, 3, 4 -> four.next(mac);
            default -> six.next(mac);
        };
    }

    private static void expectAsExplained(
            TestRouter router, String port, Frame frame, String what) {
        final Map<String, Long> passedBefore = passed(router);

        final Explanation explanation = router.explain(port, frame);

        assertThat(router.dropped()).as("%s: dropped by the explanation", what).isEmpty();
        assertThat(router.counted()).as("%s: counted by the explanation", what).isEmpty();
        assertThat(passed(router))
                .as("%s: passed by the explanation", what)
                .isEqualTo(passedBefore);
        assertThat(router.sent()).as("%s: sent by the explanation", what).isEmpty();

        router.receives(port, frame);

        final String all = what + ": " + explanation;
        assertThat(router.dropped()).as(all).isEqualTo(drops(explanation));
        assertThat(sent(router, explanation)).as(all).isEqualTo(sent(explanation));
        assertThat(newlyPassed(router, passedBefore)).as(all).isEqualTo(explanation.nodes());
    }

    private static Map<String, Long> drops(Explanation explanation) {
        return new TreeMap<>(
                explanation.drops().stream()
                        .collect(
                                Collectors.toMap(
                                        Explanation.Drop::reason, Explanation.Drop::count)));
    }

    private static Map<String, Long> passed(TestRouter router) {
        final Map<String, Long> passed = new LinkedHashMap<>();
        router.sight().graph().nodes().forEach(node -> passed.put(node.name(), node.packets()));
        return passed;
    }

    private static List<String> newlyPassed(TestRouter router, Map<String, Long> before) {
        return passed(router).entrySet().stream()
                .filter(node -> node.getValue() > before.get(node.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, List<String>> sent(TestRouter router, Explanation explanation) {
        final Map<String, List<String>> sent = new TreeMap<>();
        for (String port : List.of("west", "east")) {
            for (Packet packet : router.sentBy(port)) {
                sent.computeIfAbsent(port, _ -> new ArrayList<>())
                        .add(text(packet.frame(), explanation));
            }
        }
        return sent;
    }

    private static Map<String, List<String>> sent(Explanation explanation) {
        final Map<String, List<String>> sent = new TreeMap<>();
        for (Explanation.Sent each : explanation.sent()) {
            sent.computeIfAbsent(each.port(), _ -> new ArrayList<>())
                    .add(text(HexFormat.of().parseHex(each.frame()), explanation));
        }
        return sent;
    }

    /** The identification of the router's own IPv4 packets is a random number. */
    private static String text(byte[] frame, Explanation explanation) {
        final byte[] bytes = frame.clone();
        if (explanation.nodes().contains("ipv4-output")) {
            final int tag = bytes[12] == (byte) 0x81 ? 4 : 0;
            for (int at : new int[] {IDENTIFICATION, CHECKSUM}) {
                bytes[at + tag] = 0;
                bytes[at + tag + 1] = 0;
            }
        }
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void rateLimits_areNotUsedUpByExplanations() {
        final TestRouter router = TwoLans.router(tunable("icmp_msgs_burst", 1));
        for (int i = 0; i < 20; i++) {
            assertThat(router.explain("west", transit().ttl(1)).sent()).hasSize(1);
        }

        router.receives("west", transit().ttl(1));

        assertThat(router.sentBy("west")).hasSize(1);
    }

    @Test
    void staleNeighbor_isNotVerifiedBecauseOfAnExplanation() {
        final TestRouter router = TwoLans.router();
        router.knowsNeighbor("east", "10.0.1.50", "02:00:00:00:00:50");
        assertThat(router.neighborState("east", "10.0.1.50")).isEqualTo("STALE");
        final Ipv4Frame packet = Ipv4Frame.ipv4(TwoLans.WEST_HOST, "10.0.1.50").payload(30);

        assertThat(router.explain("west", packet).verdict()).isEqualTo(Verdict.TRANSMITTED);
        router.passes(1);
        assertThat(router.neighborState("east", "10.0.1.50")).isEqualTo("STALE");

        router.receives("west", packet).passes(1);
        assertThat(router.neighborState("east", "10.0.1.50")).isEqualTo("DELAY");
    }

    @Test
    void unknownNeighbor_isNotAskedForBecauseOfAnExplanation() {
        final TestRouter router = TwoLans.router();

        final Explanation held =
                router.explain("west", Ipv4Frame.ipv4(TwoLans.WEST_HOST, "10.0.1.77").payload(30));

        assertThat(held.verdict()).isEqualTo(Verdict.HELD);
        assertThat(held.sent())
                .singleElement()
                .satisfies(question -> {
                    assertThat(question.port()).isEqualTo("east");
                    assertThat(question.packet()).contains("arp operation 1");
                });
        assertThat(held.notes()).singleElement().asString().contains("asks for 10.0.1.77");
        assertThat(router.neighborState("east", "10.0.1.77")).isEqualTo("none");
        assertThat(router.ledger().held()).isZero();
    }

    @Test
    void plainTransit_isToldInTheWordsOfAnOperator() {
        final Explanation way = router().explain("west", transit().ttl(9).udp(5, 53).payload(10));

        assertThat(way.verdict()).isEqualTo(Verdict.TRANSMITTED);
        assertThat(way.nodes()).containsExactly("ipv4-fast-path", "port-tx");
        assertThat(details(way, "ethernet-input")).containsExactly("interface west");
        assertThat(details(way, "ipv4-lookup"))
                .containsExactly(
                        "route 10.0.1.9/32 via 10.0.1.254 dev east, table main, static, metric 0");
        assertThat(details(way, "ipv4-forward"))
                .containsExactly("next hop 10.0.1.254 on interface east, mtu 576");
        assertThat(details(way, "ethernet-output"))
                .containsExactly(
                        "neighbor 10.0.1.254 is PERMANENT at 02:00:00:00:00:fe",
                        "written: destination 02:00:00:00:00:fe, source " + router().mac("east"));
        assertThat(details(way, "port-tx")).containsExactly("port east");
        assertThat(way.sent().getFirst().packet()).contains("ttl 8");
    }

    @Test
    void taggedWayOut_isTold() {
        final Explanation way =
                router().explain(
                                "west",
                                Ipv4Frame.ipv4(TwoLans.WEST_HOST, "10.0.100.9").payload(30));

        assertThat(details(way, "ethernet-output").getLast()).endsWith(", vlan 100");
        assertThat(way.sent().getFirst().packet()).contains("vlan 100");
    }

    @Test
    void error_isToldWithWhatItSays() {
        final Explanation way = router().explain("west", transit().ttl(1).udp(5, 53));

        assertThat(way.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(details(way, "icmp4-error"))
                .containsExactly("IPV4_TTL_EXCEEDED: answered with time exceeded (type 11 code 0)");
        assertThat(way.sent().getFirst().packet())
                .contains("10.0.0.1 > 10.0.0.2 icmp time exceeded (type 11 code 0)");
    }

    @Test
    void echoRequest_isDeliveredAndAnswered() {
        final Explanation way = router().explain("west", toRouter().echo(1, 1));

        assertThat(way.verdict()).isEqualTo(Verdict.DELIVERED);
        assertThat(way.sent().getFirst().packet()).contains("icmp echo reply");
    }

    private static List<String> details(Explanation way, String node) {
        return way.steps().stream()
                .filter(step -> step.node().equals(node))
                .findFirst()
                .orElseThrow()
                .details();
    }
}
