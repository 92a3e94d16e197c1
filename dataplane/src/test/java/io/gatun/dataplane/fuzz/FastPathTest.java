package io.gatun.dataplane.fuzz;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.node.hook.Hook;
import io.gatun.dataplane.node.hook.HookPoint;
import io.gatun.dataplane.node.hook.Hooks;
import io.gatun.dataplane.node.hook.Verdicts;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A router whose graph a hook keeps from the fast path does the same with every frame. */
class FastPathTest {

    private static final int BURSTS = 300;
    private static final int BURST = 64;

    private static final List<String> RECEIPTS =
            List.of("Ip.InReceives", "IpExt.InOctets", "IpExt.InNoECTPkts", "IpExt.InCEPkts");

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
        return TwoLans.parts(
                iface("east", "10.0.1.1/24").mtu(576),
                iface("east.100", "10.0.100.1/24").with("vlan", 100),
                route("198.51.100.0/24", GATEWAY).mtu(300),
                route("240.0.0.0/4", GATEWAY),
                route("203.0.113.0/24").with("type", "prohibit"),
                tunable("icmp_ratelimit", 0),
                tunable("icmp_msgs_burst", 100_000),
                tunable("error_cost", 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void bothWays_sendDropAndCountTheSame(long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final MutatedFrames frames = new MutatedFrames(random);
        final TestRouter fast = TestRouter.with(parts());
        final TestRouter slow =
                TestRouter.with(
                        () -> Hooks.none().register(HookPoint.FORWARD, ACCEPT_ALL), parts());
        assertThat(slow.sight().graph().text()).doesNotContain("fast-path");
        for (int i = 0; i < BURSTS; i++) {
            final String port = random.nextBoolean() ? "west" : "east";
            final byte[][] bytes =
                    Stream.generate(() -> frames.next(macOf(fast, port)))
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
        }
        assertThat(fast.passed("ipv4-fast-path")).isPositive();
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
