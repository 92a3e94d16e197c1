package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.node.hook.Hook;
import io.gatun.dataplane.node.hook.HookPoint;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.node.hook.Verdicts;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.TestRouter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router whose graph a hook keeps from the IPv6 fast path does the same with every frame. */
class FastPath6Test {

    private static final int BURSTS = 300;
    private static final int BURST = 64;

    private static final List<String> RECEIPTS =
            List.of(
                    "Ip6InReceives",
                    "Ip6InOctets",
                    "Ip6InNoECTPkts",
                    "Ip6InECT0Pkts",
                    "Ip6InECT1Pkts",
                    "Ip6InCEPkts",
                    "Ip.InReceives");

    private static final Hook ACCEPT_ALL =
            new Hook() {
                @Override
                public int priority() {
                    return 0;
                }

                @Override
                public void judge(PacketBatch batch, Verdicts out) {}
            };

    private static Part[] parts() {
        return Lans6.parts(
                iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'", "'fe80::a:1/64'"),
                iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'", "'fe80::b:1/64'").mtu(1_280),
                iface("east.100", "10.0.100.1/24", "'2001:db8:c::1/64'").with("vlan", 100),
                neighbor("east", "10.0.1.9", Lans6.EAST_MAC),
                route("'2001:db8:77::/48'", "'" + Lans6.GATEWAY + "'"),
                route("'fd00::/8'", "'" + Lans6.GATEWAY + "'"),
                route("'2001:db8:dead::/48'").with("type", "prohibit"),
                route("'2001:db8:d00d::/48'").with("type", "blackhole"),
                tunable("ipv6", "{ icmp_ratelimit: 0 }"),
                tunable("icmp_ratelimit", 0),
                tunable("icmp_msgs_burst", 100_000),
                tunable("error_cost", 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void bothWays_sendDropAndCountTheSame(long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final MutatedFrames6 six = new MutatedFrames6(random);
        final MutatedFrames four = new MutatedFrames(random);
        final TestRouter fast = TestRouter.with(parts());
        final TestRouter slow =
                TestRouter.with(
                        () -> Hooks.none().register(Family.IPV6, HookPoint.FORWARD, ACCEPT_ALL),
                        parts());
        assertThat(slow.sight().graph().text()).doesNotContain("ipv6-fast-path");
        long onlyFast = 0;
        for (int i = 0; i < BURSTS; i++) {
            final String port = random.nextBoolean() ? "west" : "east";
            final byte[] mac = macOf(fast, port);
            final int fours = random.nextInt(8) == 0 ? 2 : 0;
            final byte[][] bytes =
                    Stream.generate(() ->
                                    random.nextInt(8) < fours ? four.next(mac) : six.next(mac))
                            .limit(BURST)
                            .toArray(byte[][]::new);
            fast.mark().receives(port, copies(bytes));
            slow.mark().receives(port, copies(bytes));
            final String what = "seed %d, burst %d".formatted(seed, i);
            assertThat(fast.dropped()).as(what).isEqualTo(slow.dropped());
            assertThat(fast.counted()).as(what).isEqualTo(slow.counted());
            for (String receipt : RECEIPTS) {
                assertThat(fast.counted(receipt)).as(what).isEqualTo(slow.counted(receipt));
            }
            assertThat(sent(fast)).as(what).isEqualTo(sent(slow));
            onlyFast = slow.passed("ipv6-forward") - fast.passed("ipv6-forward");
        }
        assertThat(onlyFast).as("packets the fast path took").isGreaterThan(BURSTS);
    }

    private static byte[] macOf(TestRouter router, String port) {
        final String[] parts = router.mac(port).split(":", 6);
        final byte[] mac = new byte[6];
        for (int i = 0; i < mac.length; i++) {
            mac[i] = (byte) Integer.parseInt(parts[i], 16);
        }
        return mac;
    }

    private static Frame[] copies(byte[][] bytes) {
        return Stream.of(bytes).map(each -> (Frame) _ -> each.clone()).toArray(Frame[]::new);
    }

    /** Whatever the order between packets of the two ways. */
    private static List<String> sent(TestRouter router) {
        return router.sent().stream().map(Packet::toString).sorted().toList();
    }
}
