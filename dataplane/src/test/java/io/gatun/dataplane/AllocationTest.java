package io.gatun.dataplane;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.Part.vector;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatun.dataplane.testkit.EndlessRouter;
import io.gatun.dataplane.testkit.Frame;
import io.gatun.dataplane.testkit.Lans6;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker allocates nothing, whatever packets do. */
class AllocationTest {

    private static final int BATCHES = 1_000;
    private static final int VECTOR = 8;

    /** Until the compiler has seen enough: what a round before it allocates is not the router's. */
    private static final int MOST_ROUNDS = 40;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> packets() {
        return Stream.of(
                Arguments.of("transit", transit().udp(1, 2).payload(30)),
                Arguments.of("short transit, padded", transit()),
                Arguments.of("echo replies", toRouter().echo(1, 1).payload(56)),
                Arguments.of("time exceeded", transit().ttl(1).payload(50)),
                Arguments.of("net unreachable", ipv4(WEST_HOST, "198.51.100.1").payload(50)),
                Arguments.of("port unreachable", toRouter().udp(1, 2).payload(50)),
                Arguments.of("fragmentation needed", transit().dontFragment().payload(1_400)),
                Arguments.of("fragments", transit().payload(1_400)),
                Arguments.of("bad checksum", transit().checksumError(1)),
                Arguments.of("other host", transit().toMac("02:00:00:00:99:99")),
                Arguments.of("martian source", ipv4("127.0.0.1", "10.0.1.9")),
                Arguments.of("group", ipv4(WEST_HOST, "224.0.0.5")),
                Arguments.of("IPv6 transit", Lans6.transit().udp(1, 2).payload(30)),
                Arguments.of(
                        "IPv6 transit past the fast path",
                        Lans6.transit().extensions(0, "3A00 0104 00000000").payload(30)),
                Arguments.of("IPv6 echo replies", Lans6.toRouter().echo(1, 1).payload(56)),
                Arguments.of("hop limit exceeded", Lans6.transit().hopLimit(1).payload(50)),
                Arguments.of("packet too big", Lans6.transit().payload(1_300)),
                Arguments.of("IPv6 no route", ipv6(Lans6.WEST_HOST, "2001:db8:dead::1").payload(9)),
                Arguments.of("IPv6 port unreachable", Lans6.toRouter().udp(1, 2)),
                Arguments.of("IPv6 group", ipv6(Lans6.WEST_HOST, "ff02::5").groupFrame()),
                Arguments.of(
                        "bad Discovery",
                        Lans6.toRouter().solicits(Lans6.WEST_ROUTER).hopLimit(64)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packets")
    void thousandBatches_allocateNothing(String name, Frame packet) {
        final EndlessRouter router =
                EndlessRouter.with(
                        iface("west", "10.0.0.1/24", "'2001:db8:a::1/64'"),
                        iface("east", "10.0.1.1/24", "'2001:db8:b::1/64'").mtu(1_280),
                        neighbor("west", "'" + Lans6.WEST_HOST + "'", Lans6.WEST_MAC),
                        neighbor("east", "'" + Lans6.EAST_HOST + "'", Lans6.EAST_MAC),
                        tunable("ipv6", "{ icmp_ratelimit: 0 }"),
                        vector(VECTOR),
                        tunable("icmp_ratelimit", 0),
                        tunable("icmp_msgs_per_sec", 1_000_000_000),
                        tunable("icmp_msgs_burst", 1_000_000_000),
                        tunable("error_cost", 0));
        router.loads(packet);
        long allocated = Long.MAX_VALUE;
        int rounds = 0;
        while (allocated != 0 && rounds < MOST_ROUNDS) {
            allocated = allocatedBy(router);
            rounds++;
        }

        assertThat(allocated).as("bytes allocated by %s after warm-up", name).isZero();
        assertThat(router.ledger().received()).isEqualTo((long) rounds * BATCHES * VECTOR);
        assertThat(router.ledger().balanced()).isTrue();
        assertThat(router.buffersInUse()).isZero();
    }

    private static long allocatedBy(EndlessRouter router) {
        final long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < BATCHES; i++) {
            router.pollsOnce();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
