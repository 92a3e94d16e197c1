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

import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.RawFrame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.dataplane.wire.Bounds;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile frames, with every access to packets checked against the frame's bounds: nothing throws,
 * no packet is missing, and whatever leaves is sound.
 */
class FuzzTest {

    private static final int BURSTS = 800;
    private static final int BURST = 64;

    /** Nobody else's packets leave with these sources. */
    private static final Set<String> OWN =
            Set.of("2001:db8:a:0:0:0:0:1", "2001:db8:b:0:0:0:0:1", "2001:db8:c:0:0:0:0:1");

    private static TestRouter router() {
        return TwoLans.router(
                iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'", "'fe80::a:1/64'")
                        .with("rp_filter", 0),
                iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'", "'fe80::b:1/64'").mtu(1_280),
                iface("east.100", "10.0.100.1/24", "'2001:db8:c::1/64'").with("vlan", 100),
                neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC),
                neighbor("east", "'" + Lans6.EAST_HOST + "'", Lans6.EAST_MAC),
                neighbor("east", "'" + Lans6.GATEWAY + "'", Lans6.GATEWAY_MAC),
                route("10.0.1.9/32", GATEWAY).mtu(576),
                route("'2001:db8:77::/48'", "'" + Lans6.GATEWAY + "'"),
                route("'2001:db8:dead::/48'").with("type", "prohibit"),
                tunable("ipv6", "{ icmp_ratelimit: 0 }"),
                route("198.51.100.0/24", GATEWAY).mtu(300),
                route("203.0.113.0/24").with("type", "prohibit"),
                tunable("icmp_echo_ignore_broadcasts", false),
                tunable("icmp_ratelimit", 0),
                tunable("icmp_msgs_burst", 100_000),
                tunable("icmp_msgs_per_sec", 100_000),
                tunable("error_cost", 0),
                neigh("unres_qlen: 3, gc_thresh1: 4, gc_thresh2: 8, gc_thresh3: 16"));
    }

    @Test
    void boundsOfFrames_areChecked() {
        assertThat(Bounds.CHECKED).as("-Dgatun.checked=true").isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Spec({"ICMP4-32", "ICMP4-39", "ICMP4-53", "FRAG-08", "MIB-26"})
    void mutatedFrames_neitherBreakNorGetLost(long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final MutatedFrames four = new MutatedFrames(random);
        final MutatedFrames6 six = new MutatedFrames6(random);
        final TestRouter router = router();
        long received = 0;
        for (int i = 0; i < BURSTS; i++) {
            final String port = random.nextBoolean() ? "west" : "east";
            final Frame[] burst =
                    Stream.<Frame>generate(() -> random.nextBoolean() ? four::next : six::next)
                            .limit(BURST)
                            .toArray(Frame[]::new);
            received += BURST;
            try {
                router.receives(port, burst).passesMs(random.nextInt(100));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", burst " + i, e);
            }
            assertSound(router, seed, i);
            router.mark();
        }
        assertThat(router.ledger().received()).as("seed %d", seed).isEqualTo(received);
    }

    private static void assertSound(TestRouter router, long seed, int burst) {
        for (Packet packet : router.sent()) {
            final boolean isSound =
                    packet.isArp()
                            || isSound6(packet)
                            || (packet.isIpv4()
                                    && packet.headerChecksumIsRight()
                                    && packet.headerLength() >= 20
                                    && packet.ttl() > 0
                                    && packet.frame().length >= 60
                                    && isMannerly(packet));
            if (!isSound) {
                throw new AssertionError(
                        "seed %d, burst %d sent %s".formatted(seed, burst, packet));
            }
        }
    }

    private static boolean isSound6(Packet packet) {
        if (!packet.isIpv6() || packet.frame().length < 60 || packet.hopLimit() == 0) {
            return false;
        }
        if (OWN.contains(packet.source6()) || packet.hopLimit() == 255) {
            return packet.nextHeader() == 58
                    && packet.icmp6ChecksumIsRight()
                    && switch (packet.icmp6Type()) {
                        case 1, 2, 3, 129 -> packet.hopLimit() == 64;
                        case 4 -> packet.icmp6Rest() == 6;
                        default -> packet.isDiscovery() && packet.hopLimit() == 255;
                    };
        }
        return packet.length6() <= 1_500
                && !packet.source6().startsWith("ff")
                && !packet.source6().equals("0:0:0:0:0:0:0:0")
                && !packet.destination6().startsWith("ff")
                && !packet.destination6().startsWith("fe80");
    }

    /** Of what the router itself makes: right checksums, and no type or code it must not send. */
    private static boolean isMannerly(Packet packet) {
        final boolean isOurs =
                packet.ttl() == 64
                        && packet.protocol() == 1
                        && packet.fragment().offset() == 0
                        && !packet.fragment().more();
        if (!isOurs) {
            return true;
        }
        return packet.icmpChecksumIsRight()
                && switch (packet.icmpType()) {
                    case 0, 11 -> true;
                    case 3 -> packet.icmpCode() <= 4 || packet.icmpCode() == 13;
                    default -> false;
                };
    }

    static Stream<Frame> whole() {
        return Stream.of(
                transit().udp(1, 2).payload(40).options("9404 0000"),
                toRouter().echo(1, 1).payload(40),
                toRouter().udp(1, 2).payload(40),
                transit().vlan(100).udp(1, 2).payload(40),
                Lans6.transit().udp(1, 2).payload(40),
                Lans6.transit().hopLimit(1).extensions(0, "3C00 0104 00000000 1100 0104 00000000"),
                Lans6.transit().vlan(100).udp(1, 2).payload(40),
                Lans6.toRouter().echo(1, 1).payload(40),
                Lans6.toRouter().udp(1, 2).payload(40),
                Lans6.toRouter().icmp(1, 0, 0).payload(Lans6.transit().packet()),
                Lans6.toRouter().solicits(Lans6.WEST_ROUTER).linkLayer(1, Lans6.WEST_MAC),
                ArpFrame.whoHas(TwoLans.WEST_ROUTER, "10.0.0.88", "02:00:00:00:00:88"),
                ArpFrame.isAt("10.0.0.88", "02:00:00:00:00:88", TwoLans.WEST_ROUTER).vlan(7));
    }

    @ParameterizedTest
    @MethodSource("whole")
    @Spec("VAL-01")
    void everyTruncation_isDroppedOrHarmless(Frame frame) {
        final TestRouter router = router();
        final int length = frame.bytes(new byte[6]).length;
        for (int cut = 0; cut <= length; cut++) {
            router.receives("west", RawFrame.cut(frame, cut));
        }

        assertThat(router.ledger().received()).isEqualTo(length + 1);
    }
}
