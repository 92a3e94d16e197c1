package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.NeighborEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a lookup leads to, and what it leaves behind: nothing. */
@ExtendWith(EveryPacketAccountedFor.class)
class RouteVerdictTest {

    private static final int ROUNDS = 50;
    private static final int FRAMES = 200;

    @Test
    @Spec("FIB-06")
    void eachTypeOfRoute_hasAnOutcomeAndCountersOfItsOwn() {
        final TestRouter router =
                TwoLans.router(
                        Part.route("198.51.100.0/24", GATEWAY),
                        Part.route("203.0.113.0/24").with("type", "prohibit"));
        final Set<String> outcomes = new LinkedHashSet<>();
        for (String destination :
                List.of("10.0.0.1", "198.51.100.7", "224.0.0.9", "10.0.1.255", "203.0.113.7")) {
            router.mark().receives("west", ipv4(WEST_HOST, destination).echo(1, 1));
            outcomes.add(
                    router.counted().keySet()
                            + " dropped "
                            + router.dropped().keySet()
                            + " east "
                            + router.sentBy("east").size());
        }

        assertThat(outcomes).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nat", "xresolve", "unspec"})
    @Spec("RT-10")
    void typeThatNobodySupports_isRefusedInTheConfiguration(String type) {
        assertThatThrownBy(() -> TwoLans.router(Part.route("198.51.100.0/24").with("type", type)))
                .hasMessageContaining(type);
    }

    private record Kept(List<FibStatus> tables, List<NeighborEntry> neighbors, int buffers) {

        static Kept by(TestRouter router) {
            return new Kept(
                    router.sight().fibs(),
                    router.sight().neighbors().stream().map(Kept::ageless).toList(),
                    router.buffersInUse());
        }

        private static NeighborEntry ageless(NeighborEntry each) {
            return new NeighborEntry(
                    each.address(),
                    each.interfaceName(),
                    each.mac(),
                    each.state(),
                    0,
                    each.router());
        }
    }

    @Test
    @Spec("FIB-20")
    void manyDestinations_leaveNoStateBehind() {
        final TestRouter router =
                TwoLans.router(
                        Part.route("0.0.0.0/0", GATEWAY), Part.route("198.51.100.0/24", GATEWAY));
        final SplittableRandom random = new SplittableRandom(20);
        Kept before = null;

        long forwarded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final Frame[] frames = new Frame[FRAMES];
            for (int i = 0; i < FRAMES; i++) { // 32.0.0.0/3 has no special address
                final int bits = 1 << 29 | random.nextInt() >>> 3;
                frames[i] = ipv4(WEST_HOST, new Ipv4Address(bits).toString());
            }
            router.mark().receives("west", frames);
            forwarded += router.sentBy("east").size();
            before = before == null ? Kept.by(router) : before; // loading has come to rest by now
        }

        assertThat(forwarded).isEqualTo((long) ROUNDS * FRAMES);
        assertThat(Kept.by(router)).isEqualTo(before);
    }

    @Test
    @Spec("RT6-09")
    void manyIpv6Destinations_leaveNoStateBehind() {
        final TestRouter router =
                TestRouter.from(
                        """
                        ports:
                          west: { mtu: 1500 }
                          east: { mtu: 1500 }
                        interfaces:
                          west: { addresses: ["2001:db8:a::1/64"] }
                          east: { addresses: ["2001:db8:b::1/64"] }
                        neighbors:
                          - { address: "2001:db8:a::2", interface: west, mac: "02:00:00:00:00:02" }
                          - { address: "2001:db8:b::9", interface: east, mac: "02:00:00:00:00:09" }
                        routes:
                          - { prefix: "::/0", via: "2001:db8:b::9" }
                        """);
        final SplittableRandom random = new SplittableRandom(6);
        Kept before = null;

        long forwarded = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final Frame[] frames = new Frame[FRAMES];
            for (int i = 0; i < FRAMES; i++) { // 2a00::/8 has no special address
                final Ipv6Address to =
                        new Ipv6Address(0x2AL << 56 | random.nextLong() >>> 8, random.nextLong());
                frames[i] = ipv6("2001:db8:a::2", to.toString());
            }
            router.mark().receives("west", frames);
            forwarded += router.sentBy("east").size();
            before = before == null ? Kept.by(router) : before; // loading has come to rest by now
        }

        assertThat(forwarded).isEqualTo((long) ROUNDS * FRAMES);
        assertThat(Kept.by(router)).isEqualTo(before);
    }
}
