package io.gatun.dataplane.graph;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.mgmt.model.TraceRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The trace of packets through a router. */
class TraceTest {

    private final TestRouter router = TwoLans.router();

    private List<String> nodes(TraceRecord trace) {
        return trace.steps().stream().map(TraceRecord.Step::node).toList();
    }

    private static String lastOutcome(TraceRecord trace) {
        return trace.steps().getLast().outcome();
    }

    @Test
    void transit_isFollowedThroughEveryNode() {
        router.sight().startTrace(Optional.of("west"), 1, FrameFilter.ALL);

        router.receives("west", transit().ttl(9));

        assertThat(router.sight().traces())
                .singleElement()
                .satisfies(trace -> {
                    assertThat(nodes(trace))
                            .containsExactly(
                                    "ipv4-fast-path",
                                    "ipv6-fast-path",
                                    "ethernet-input",
                                    "ipv4-input",
                                    "ipv4-lookup",
                                    "ipv4-forward",
                                    "ethernet-output",
                                    "port-tx");
                    assertThat(trace.port()).isEqualTo("west");
                    assertThat(trace.steps().get(5).header()).contains("ttl 9");
                    assertThat(trace.steps().get(6).header()).contains("ttl 8");
                });
    }

    @Test
    void ipv6_isFollowedAndWrittenOut() {
        final TestRouter six = Lans6.router();
        six.sight().startTrace(Optional.of("west"), 1, FrameFilter.ALL);

        six.receives("west", Lans6.transit().hopLimit(9).udp(7, 53).payload(12));

        assertThat(six.sight().traces())
                .singleElement()
                .satisfies(trace -> {
                    assertThat(nodes(trace))
                            .containsExactly(
                                    "ipv4-fast-path",
                                    "ipv6-fast-path",
                                    "ethernet-input",
                                    "ipv6-input",
                                    "ipv6-lookup",
                                    "ipv6-forward",
                                    "ethernet-output",
                                    "port-tx");
                    assertThat(trace.steps().get(5).header())
                            .endsWith(
                                    "2001:db8:a::2.7 > 2001:db8:b::9.53 udp hop limit 9 length 60");
                    assertThat(trace.steps().get(6).header()).contains("hop limit 8");
                });
    }

    @Test
    void onlySoManyPacketsOfThatPort_areFollowed() {
        router.sight().startTrace(Optional.of("east"), 2, FrameFilter.ALL);

        router.receives("west", transit());
        router.receives("east", toRouter(), toRouter(), toRouter());

        assertThat(router.sight().traces())
                .hasSize(2)
                .allMatch(trace -> trace.port().equals("east"));
    }

    @Test
    @Spec("PIPE-09")
    void droppedPacket_showsItsReason() {
        router.sight().startTrace(Optional.empty(), 10, FrameFilter.ALL);

        router.receives("west", transit().checksumError(1));

        assertThat(router.sight().traces())
                .singleElement()
                .satisfies(trace -> assertThat(lastOutcome(trace)).isEqualTo("IPV4_BAD_CHECKSUM"));
    }

    @Test
    void answeredPacket_isFollowedIntoItsAnswer() {
        router.sight().startTrace(Optional.empty(), 1, FrameFilter.ALL);

        router.receives("west", toRouter().echo(1, 1));

        assertThat(router.sight().traces())
                .singleElement()
                .satisfies(trace -> assertThat(nodes(trace)).contains("icmp4-echo", "port-tx"));
    }

    @Test
    void packetsOfABatch_keepTheirOwnWays() {
        router.sight().startTrace(Optional.empty(), 3, FrameFilter.ALL);

        router.receives("west", transit(), transit().ttl(1), ipv4(WEST_HOST, "198.51.100.1"));

        final List<TraceRecord> traces = router.sight().traces();
        assertThat(traces).hasSize(3);
        assertThat(nodes(traces.get(0))).doesNotContain("icmp4-error");
        assertThat(nodes(traces.get(1))).contains("ipv4-forward", "icmp4-error");
        assertThat(nodes(traces.get(2))).contains("icmp4-error").doesNotContain("ipv4-forward");
    }

    @Test
    void traceThatWasStopped_followsNoMore() {
        router.sight().startTrace(Optional.empty(), 10, FrameFilter.ALL);
        router.sight().stopTrace();

        router.receives("west", transit());

        assertThat(router.sight().traces()).isEmpty();
    }

    @Test
    void tracesThatStopped_stayToBeRead() {
        router.sight().startTrace(Optional.empty(), 10, FrameFilter.ALL);
        router.receives("west", transit());

        router.sight().stopTrace();
        router.receives("west", transit());

        assertThat(router.sight().traces()).hasSize(1);
    }

    @Test
    void onlyPacketsTheFilterAccepts_areFollowedAndCounted() {
        final FrameFilter dns =
                facts -> facts.protocol() == Ipv4Header.PROTOCOL_UDP && facts.dstPort() == 53;
        router.sight().startTrace(Optional.of("west"), 2, dns);

        router.receives(
                "west",
                transit().udp(1, 7),
                transit().udp(1, 53).payload(31),
                transit().udp(2, 7),
                transit().udp(2, 53).checksumError(1).payload(32));
        router.receives("west", transit().udp(3, 53).payload(33));

        assertThat(router.sight().traces())
                .extracting(TraceRecord::length)
                .containsExactly(42 + 31, 42 + 32);
    }

    @Test
    void unknownPort_isRefused() {
        assertThat(router.sight().startTrace(Optional.of("north"), 1, FrameFilter.ALL)).isFalse();
    }
}
