package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.PUNT_QUEUE_FULL;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.neigh;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.vector;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More than the router has room for. */
class PressureTest {

    @Test
    @Spec({"MIB-07", "NUD-33", "VAL-14"})
    void punting_dropsWhatControlHasNoTimeForWhileTransitGoesOn() {
        final TestRouter router = TwoLans.router(vector(8), neigh("unres_qlen: 1000"));
        final Ipv4Frame[] unresolved =
                IntStream.range(0, 600)
                        .mapToObj(_ -> ipv4(WEST_HOST, "10.0.1.77"))
                        .toArray(Ipv4Frame[]::new);

        router.receivesWhileControlIsBusy("west", unresolved);
        router.receivesWhileControlIsBusy("west", transit());

        assertThat(router).dropped(88, PUNT_QUEUE_FULL).sentOnly("east");
        assertThat(router.counted("Ip.InDiscards")).isEqualTo(88);
        router.receives("west");
        assertThat(router.ledger().held()).isEqualTo(512);
    }

    @Test
    @Spec("PIPE-07")
    void scanOfAPrefix_leavesNoState() {
        final TestRouter router = TwoLans.router(route("198.18.0.0/15", GATEWAY));
        final int before = router.sight().neighbors().size();

        for (int third = 0; third < 40; third++) {
            final String net = "198.18." + third + ".";
            router.receives(
                    "west",
                    IntStream.range(0, 256)
                            .mapToObj(i -> ipv4(WEST_HOST, net + i))
                            .toArray(Ipv4Frame[]::new));
        }

        assertThat(router.sentBy("east")).hasSize(40 * 256);
        assertThat(router.sight().neighbors()).hasSize(before);
        assertThat(router.passed("punt-unresolved")).isZero();
    }

    @Test
    @Spec({"FWD-24", "VAL-14"})
    void portsOutOfBuffers_loseNoneOfTheOthers() {
        final TestRouter router = TestRouter.withBuffers(8, TwoLans.parts());

        router.receives(
                "west", IntStream.range(0, 100).mapToObj(_ -> transit()).toArray(Ipv4Frame[]::new));

        assertThat(router.sentBy("east")).isNotEmpty();
        assertThat(router.buffersInUse()).isZero();
        assertThat(
                        router.sight().ports().getFirst().rxNoBuffer()
                                + router.sight().ports().getFirst().rxPackets())
                .isEqualTo(100);
    }
}
