package io.gatun.dataplane.control;

import static io.gatun.dataplane.graph.DropReason.NEIGHBOR_TABLE_FULL;
import static io.gatun.dataplane.testkit.ArpFrame.isAt;
import static io.gatun.dataplane.testkit.ArpFrame.whoHas;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.neigh;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.ArpFrame;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many neighbors the router keeps, and whom it forgets. */
class NeighborCollectionTest {

    private static final String MAC = "02:00:00:00:00:50";

    private static TestRouter withLimits(int first, int second, int third, Part... more) {
        final Part limits =
                neigh(
                        "gc_thresh1: %d, gc_thresh2: %d, gc_thresh3: %d"
                                .formatted(first, second, third));
        return TwoLans.router(
                IntStream.rangeClosed(0, more.length)
                        .mapToObj(i -> i == 0 ? limits : more[i - 1])
                        .toArray(Part[]::new));
    }

    private static ArpFrame[] hosts(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> whoHas(EAST_ROUTER, "10.0.1." + i, MAC))
                .toArray(ArpFrame[]::new);
    }

    private static long known(TestRouter router) {
        return router.sight().neighbors().stream()
                .filter(each -> !each.state().name().equals("PERMANENT"))
                .count();
    }

    @Test
    @Spec("NGC-02")
    void fewIdleNeighbors_areNeverForgotten() {
        final TestRouter router = withLimits(128, 512, 1_024);
        router.receives("east", hosts(20, 100));

        router.passes(3_600);

        assertThat(known(router)).isEqualTo(100);
    }

    @Test
    @Spec("NGC-03")
    void manyIdleNeighbors_areForgottenAfterAMinute() {
        final TestRouter router = withLimits(128, 512, 1_024);
        router.receives("east", hosts(20, 200));

        router.passes(59);
        assertThat(known(router)).isEqualTo(200);
        router.passes(20);

        assertThat(known(router)).isLessThan(128);
    }

    @Test
    @Spec({"NGC-03", "NGC-12"})
    void neighborInUseByForwarding_isNeverForgotten() {
        final TestRouter router = withLimits(10, 512, 1_024);
        router.receives("east", hosts(20, 100));
        for (int second = 0; second < 300; second++) {
            router.receives("west", ipv4(WEST_HOST, "10.0.1.77")).passes(1);
            if (!router.arpSentBy("east").isEmpty()) {
                router.receives("east", isAt("10.0.1.77", MAC, EAST_ROUTER)).mark();
            }
        }

        assertThat(router.neighborState("east", "10.0.1.77")).isNotEqualTo("none");
        assertThat(router.neighborState("east", "10.0.1.78")).isEqualTo("none");
    }

    @Test
    void nextHopOfARoute_isNeverForgotten() {
        final TestRouter router =
                withLimits(1, 512, 1_024, Part.route("198.51.100.0/24", "10.0.1.50"));
        router.receives("east", hosts(50, 100));

        router.passes(300);
        router.mark().receives("west", ipv4(WEST_HOST, "198.51.100.1"));

        assertThat(router).sentOnly("east").goesTo(MAC);
    }

    @Test
    @Spec({"NGC-05", "ARP-11"})
    void fullTableOfLiveHosts_refusesNewOnesAndServesTheOld() {
        final TestRouter router = withLimits(1, 2, 4);
        router.receives("east", hosts(50, 4)).mark();

        router.receives("west", ipv4(WEST_HOST, "10.0.1.99"));
        assertThat(router).isSilent().droppedOne(NEIGHBOR_TABLE_FULL);
        router.mark().receives("east", hosts(98, 1));
        assertThat(router).isSilent().droppedOne(NEIGHBOR_TABLE_FULL);
        router.mark().receives("west", ipv4(WEST_HOST, "10.0.1.51"));
        assertThat(router).droppedNothing().sentOnly("east").goesTo(MAC);
    }

    @Test
    void fullTableOfHostsUnheardOf_makesRoomByTheOldest() {
        final TestRouter router = withLimits(1, 3, 4);
        router.receives("east", hosts(50, 2)).passes(2);
        router.receives("east", hosts(52, 2)).passes(4).mark();

        router.receives("east", hosts(60, 1));

        assertThat(router.neighborState("east", "10.0.1.60")).isEqualTo("STALE");
        assertThat(router.neighborState("east", "10.0.1.50")).isEqualTo("none");
        assertThat(router.neighborState("east", "10.0.1.53")).isEqualTo("STALE");
    }

    @Test
    @Spec("NGC-06")
    void permanentNeighbors_doNotCountTowardTheLimits() {
        final TestRouter router =
                withLimits(
                        1,
                        2,
                        3,
                        Part.neighbor("east", "10.0.1.200", MAC),
                        Part.neighbor("east", "10.0.1.201", MAC));

        router.receives("east", hosts(50, 3));

        assertThat(router).droppedNothing();
        assertThat(known(router)).isEqualTo(3);
    }

    @Test
    void forgottenNeighbors_leaveTheirPlaceToOthers() {
        final TestRouter router =
                TwoLans.router(
                        neigh("gc_thresh1: 1, gc_thresh2: 2, gc_thresh3: 64, gc_stale_time_s: 1"));
        for (int round = 0; round < 20; round++) {
            router.receives("east", hosts(20 + round * 10, 10)).passes(40).mark();
            router.receives("east", hosts(20 + round * 10, 1)).mark();
            router.receives("west", ipv4(WEST_HOST, "10.0.1." + (20 + round * 10)));
            assertThat(router).sentOnly("east").goesTo(MAC);
        }

        assertThat(known(router)).isLessThanOrEqualTo(12);
    }
}
