package io.gatun.dataplane.control;

import static io.gatun.dataplane.graph.DropReason.NEIGHBOR_QUEUE_FULL;
import static io.gatun.dataplane.graph.DropReason.NEIGHBOR_UNREACHABLE;
import static io.gatun.dataplane.testkit.ArpFrame.isAt;
import static io.gatun.dataplane.testkit.ArpFrame.whoHas;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neigh;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_MAC;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every transition of a neighbor (RFC 4861 §7.3.3), with the timers at their defaults. */
class NeighborStatesTest {

    private static final String HOST = "10.0.1.50";
    private static final String MAC = "02:00:00:00:00:50";
    private static final String OTHER_MAC = "02:00:00:00:00:51";
    private static final long NS_PER_S = 1_000_000_000L;

    private final TestRouter router = TwoLans.router();

    private static Ipv4Frame packet() {
        return ipv4(WEST_HOST, HOST).payload(30);
    }

    private static Ipv4Frame[] packets(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> packet().identification(i))
                .toArray(Ipv4Frame[]::new);
    }

    private String state() {
        return router.neighborState("east", HOST);
    }

    /** INCOMPLETE by a packet, then answered. */
    private void becomesReachable() {
        router.receives("west", packet());
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER));
        router.mark();
    }

    /** Known by its own request, as for any host that speaks first. */
    private void becomesStale() {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC)).mark();
    }

    private void becomesProbed() {
        becomesStale();
        router.receives("west", packet()).passesMs(5_200).mark();
    }

    @Test
    @Spec("NUD-02")
    void nextHopNobodyNeededYet_isNotAskedForAndNotShown() {
        final TestRouter routed = TwoLans.router(route("198.51.100.0/24", HOST));

        routed.passes(60);

        assertThat(routed.neighborState("east", HOST)).isEqualTo("none");
        assertThat(routed).isSilent();
    }

    @Test
    @Spec({"NUD-03", "ARP-02", "FWD-12", "OUT-09"})
    void none_withAPacketToSend_asksAtOnceAndIsIncomplete() {
        router.receives("west", packet());

        assertThat(state()).isEqualTo("INCOMPLETE");
        assertThat(router)
                .droppedNothing()
                .sentOnly("east")
                .isArp(1, EAST_ROUTER, HOST)
                .goesTo("ff:ff:ff:ff:ff:ff")
                .goesFrom(router.mac("east"));
        final Packet request = router.sent().getFirst();
        assertThat(request.arpSenderMac()).isEqualTo(router.mac("east"));
        assertThat(request.arpTargetMac()).isEqualTo("00:00:00:00:00:00");
        assertThat(request.frame()).hasSize(60);
    }

    @Test
    @Spec({"NUD-04", "NUD-40", "NUD-32", "ARP-35"})
    void incomplete_asksThriceASecondApartAndFailsAfterThree() {
        final long begin = router.nowNs();

        router.receives("west", packets(50));
        router.passesMs(2_999);
        assertThat(state()).isEqualTo("INCOMPLETE");
        router.passesMs(1);

        assertThat(state()).isEqualTo("FAILED");
        assertThat(router.arpSentBy("east"))
                .extracting(request -> request.atNs() - begin)
                .containsExactly(0L, NS_PER_S, 2 * NS_PER_S);
        router.mark().passes(20);
        assertThat(router.arpSentBy("east")).isEmpty();
    }

    @Test
    @Spec({"NUD-05", "ARP-20", "NUD-33"})
    void incomplete_answeredToUsAlone_isReachableAndReleasesInOrder() {
        router.receives("west", packets(5)).mark();

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER));

        assertThat(state()).isEqualTo("REACHABLE");
        assertThat(router.sentBy("east"))
                .extracting(Packet::identification)
                .containsExactly(1, 2, 3, 4, 5);
        assertThat(router.sentBy("east"))
                .allSatisfy(frame -> PacketAssert.assertThat(frame).goesTo(MAC).hasTtl(63));
    }

    @Test
    @Spec({"NUD-05", "ARP-20", "NUD-16"})
    void incomplete_answeredByBroadcast_isStaleAndReleases() {
        router.receives("west", packets(2)).mark();

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).broadcast());

        assertThat(state()).isEqualTo("STALE");
        assertThat(router.sentBy("east")).hasSize(2);
    }

    @Test
    @Spec({"NUD-05", "NUD-16", "ARP-11"})
    void incomplete_askedByItsTarget_isStaleAndReleases() {
        router.receives("west", packet()).mark();

        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));

        assertThat(state()).isEqualTo("STALE");
        assertThat(router.ipv4SentBy("east")).hasSize(1);
    }

    @Test
    @Spec({"NUD-06", "ICMP4-26", "FWD-12"})
    void failed_tellsTheSourceOfEveryPacketThatWaited() {
        router.receives("west", packets(3));
        router.mark().passes(3);

        assertThat(router).dropped(3, NEIGHBOR_UNREACHABLE);
        assertThat(router.sentBy("west"))
                .hasSize(3)
                .allSatisfy(error ->
                        PacketAssert.assertThat(error).isIpv4("10.0.0.1", WEST_HOST).isIcmp(3, 1));
        assertThat(router.ledger().held()).isZero();
    }

    @Test
    @Spec("NUD-06")
    void failed_withAPacketOfTheRouterItself_saysNothing() {
        router.receives("east", ipv4(HOST, EAST_ROUTER).echo(1, 1));
        router.mark().passes(3);

        assertThat(router.ipv4SentBy("east")).isEmpty();
        assertThat(router.dropped()).containsEntry(NEIGHBOR_UNREACHABLE.name(), 1L);
    }

    @Test
    @Spec("NUD-07")
    void failed_withAPacketToSend_asksAgainAtOnce() {
        router.receives("west", packet()).passes(3).mark();

        router.receives("west", packet());

        assertThat(state()).isEqualTo("INCOMPLETE");
        assertThat(router.arpSentBy("east")).hasSize(1);
        router.mark().receives("east", isAt(HOST, MAC, EAST_ROUTER));
        assertThat(router.ipv4SentBy("east")).hasSize(1);
    }

    @Test
    @Spec("NUD-08")
    void fullQueue_dropsTheOldest() {
        final TestRouter shortQueue = TwoLans.router(neigh("unres_qlen: 3"));

        shortQueue.receives("west", packets(5));
        shortQueue.receives("east", isAt(HOST, MAC, EAST_ROUTER));

        assertThat(shortQueue.ipv4SentBy("east"))
                .extracting(Packet::identification)
                .containsExactly(3, 4, 5);
        assertThat(shortQueue).dropped(2, NEIGHBOR_QUEUE_FULL);
    }

    @Test
    @Spec("NUD-08")
    void queueOfNone_holdsNothing() {
        final TestRouter noQueue = TwoLans.router(neigh("unres_qlen: 0"));

        noQueue.receives("west", packets(2));

        assertThat(noQueue).dropped(2, NEIGHBOR_QUEUE_FULL);
        assertThat(noQueue.ledger().held()).isZero();
    }

    @Test
    @Spec("NUD-09")
    void reachable_lastsHalfToOneAndAHalfOfTheBaseDrawnAnewEveryFiveMinutes() {
        final List<Integer> lives = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
            router.receives("east", isAt(HOST, MAC, EAST_ROUTER));
            int seconds = 0;
            while (state().equals("REACHABLE") && seconds < 100) {
                router.passes(1);
                seconds++;
            }
            lives.add(seconds);
            router.passes(300);
        }

        assertThat(lives).allMatch(life -> life >= 15 && life <= 46);
        assertThat(lives.stream().distinct().count()).isGreaterThan(5);
    }

    @Test
    @Spec("NUD-10")
    void reachable_andIdle_becomesStale() {
        becomesReachable();
        router.passes(46);

        assertThat(state()).isEqualTo("STALE");
        assertThat(router).isSilent();
    }

    @Test
    @Spec({"NUD-10", "NUD-14"})
    void reachable_andInUse_isDelayedThenProbedThoughTrafficFlows() {
        becomesReachable();
        final List<String> states = new ArrayList<>();
        for (int second = 0; second < 60 && !states.contains("PROBE"); second++) {
            router.receives("west", packet()).passes(1);
            if (states.isEmpty() || !states.getLast().equals(state())) {
                states.add(state());
            }
        }

        assertThat(states).containsExactly("REACHABLE", "DELAY", "PROBE");
    }

    @Test
    @Spec("NUD-10")
    void reachable_confirmedAgain_staysSo() {
        becomesReachable();
        for (int i = 0; i < 10; i++) {
            router.passes(14).receives("east", isAt(HOST, MAC, EAST_ROUTER));
            assertThat(state()).isEqualTo("REACHABLE");
        }
    }

    @Test
    @Spec("NUD-11")
    void stale_withAPacketToSend_sendsItAtOnceAndIsDelayed() {
        becomesStale();
        router.passes(60).receives("west", packet());

        assertThat(router).droppedNothing().sentOnly("east").goesTo(MAC);
        router.mark().passesMs(100);
        assertThat(state()).isEqualTo("DELAY");
        router.passesMs(4_800);
        assertThat(router).isSilent();
    }

    @Test
    @Spec("NUD-11")
    void stale_andUnused_staysStaleAndIsNotProbed() {
        becomesStale();
        router.passes(600);

        assertThat(state()).isEqualTo("STALE");
        assertThat(router).isSilent();
    }

    @Test
    @Spec({"NUD-12", "ARP-03", "NUD-13"})
    void delay_afterFiveSeconds_isProbedByARequestToItsMac() {
        becomesStale();
        router.receives("west", packet()).mark().passesMs(5_100);

        assertThat(state()).isEqualTo("PROBE");
        assertThat(router).sentOnly("east").isArp(1, EAST_ROUTER, HOST).goesTo(MAC);
        assertThat(router.sent().getFirst().arpTargetMac()).isEqualTo("00:00:00:00:00:00");
    }

    @Test
    @Spec("NUD-12")
    void delay_confirmedMeanwhile_isReachable() {
        becomesStale();
        router.receives("west", packet()).passes(3).mark();

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER)).passes(6);

        assertThat(state()).isEqualTo("REACHABLE");
        assertThat(router).isSilent();
    }

    @Test
    @Spec("NUD-13")
    void probe_answered_isReachable() {
        becomesProbed();

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER));

        assertThat(state()).isEqualTo("REACHABLE");
        router.mark().passes(10);
        assertThat(router).isSilent();
    }

    @Test
    @Spec("NUD-13")
    void probe_unanswered_asksThriceAndFailsWithTrafficUnbrokenUntilThen() {
        becomesStale();
        router.receives("west", packet()).passesMs(5_000).mark();
        int forwarded = 0;
        while (!state().equals("FAILED") && forwarded < 100) {
            router.receives("west", packet());
            forwarded++;
            assertThat(router.ipv4SentBy("east")).hasSize(forwarded);
            router.passesMs(100);
        }

        final List<Packet> requests = router.arpSentBy("east");
        assertThat(requests)
                .hasSize(3)
                .allSatisfy(request -> PacketAssert.assertThat(request).goesTo(MAC));
        assertThat(requests.get(1).atNs() - requests.get(0).atNs()).isEqualTo(NS_PER_S);
        assertThat(requests.get(2).atNs() - requests.get(1).atNs()).isEqualTo(NS_PER_S);
        assertThat(forwarded).isBetween(30, 33);
    }

    @Test
    @Spec("NUD-17")
    void probe_withRequestsFromTheNeighbor_goesOnProbing() {
        becomesProbed();
        for (int i = 0; i < 40; i++) {
            router.receives("east", whoHas(EAST_ROUTER, HOST, MAC)).passesMs(100);
        }

        assertThat(state()).isNotEqualTo("PROBE");
        assertThat(router.arpSentBy("east").stream().filter(arp -> arp.arpOperation() == 1))
                .hasSize(2);
    }

    @Test
    @Spec({"NUD-16", "ARP-11"})
    void unknown_askingForUs_isStaleAndNeedsNoRequest() {
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC)).mark();
        assertThat(state()).isEqualTo("STALE");

        router.receives("west", packet());

        assertThat(router).sentOnly("east").goesTo(MAC);
    }

    @Test
    @Spec("NUD-17")
    void reachable_withARequestFromItsMac_staysReachable() {
        becomesReachable();

        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));

        assertThat(state()).isEqualTo("REACHABLE");
    }

    @Test
    @Spec("NUD-18")
    void reachable_withARequestFromAnotherMac_isStaleThere() {
        becomesReachable();
        router.passes(2).receives("east", whoHas(EAST_ROUTER, HOST, OTHER_MAC)).mark();
        assertThat(state()).isEqualTo("STALE");

        router.receives("west", packet());

        assertThat(router).sentOnly("east").goesTo(OTHER_MAC);
    }

    @Test
    @Spec({"NUD-20", "NST-02"})
    void permanent_isNeitherChangedNorProbed() {
        router.receives("east", isAt(EAST_HOST, OTHER_MAC, EAST_ROUTER));
        router.receives("east", whoHas(EAST_ROUTER, EAST_HOST, OTHER_MAC));
        router.receives("east", whoHas(EAST_HOST, EAST_HOST, OTHER_MAC));
        for (int i = 0; i < 100; i++) {
            router.receives("west", ipv4(WEST_HOST, EAST_HOST)).passes(1);
        }
        router.mark().receives("west", ipv4(WEST_HOST, EAST_HOST));

        assertThat(router).sentOnly("east").goesTo(EAST_MAC);
        assertThat(router.neighborState("east", EAST_HOST)).isEqualTo("PERMANENT");
    }

    @Test
    @Spec("NUD-01")
    void oneAddressOnTwoInterfaces_isTwoNeighbors() {
        router.receives("west", whoHas("10.0.0.1", "10.7.7.7", MAC));
        router.receives("east", whoHas(EAST_ROUTER, "10.7.7.7", OTHER_MAC));

        assertThat(router.neighbor("west", "10.7.7.7").orElseThrow().mac().orElseThrow())
                .hasToString(MAC);
        assertThat(router.neighbor("east", "10.7.7.7").orElseThrow().mac().orElseThrow())
                .hasToString(OTHER_MAC);
    }

    @Test
    @Spec("NUD-30")
    void solicitationsOfNone_failAtOnceInSilence() {
        final TestRouter mute = TwoLans.router(neigh("mcast_solicit: 0"));

        mute.receives("west", packet());
        mute.passes(5);

        assertThat(mute).isSilent().droppedOne(NEIGHBOR_UNREACHABLE);
        assertThat(mute.neighborState("east", HOST)).isEqualTo("FAILED");
    }

    @Test
    @Spec("NUD-33")
    void knownNeighbors_areServedWhileOthersWait() {
        router.receives(
                "west", packet(), ipv4(WEST_HOST, EAST_HOST), packet(), ipv4(WEST_HOST, EAST_HOST));

        assertThat(router.ipv4SentBy("east"))
                .hasSize(2)
                .allSatisfy(frame -> PacketAssert.assertThat(frame).goesTo(EAST_MAC));
        assertThat(router.ledger().held()).isEqualTo(2);
    }

    @Test
    @Spec("NUD-39")
    void hostWithANewCard_isFoundAgainWithinAMinuteOfTraffic() {
        becomesReachable();
        int seconds = 0;
        boolean isFound = false;
        while (!isFound && seconds < 120) {
            router.mark().receives("west", packet()).passes(1);
            seconds++;
            if (router.arpSentBy("east").stream()
                    .anyMatch(arp -> arp.destinationMac().equals("ff:ff:ff:ff:ff:ff"))) {
                router.receives("east", isAt(HOST, OTHER_MAC, EAST_ROUTER));
            }
            isFound =
                    router.ipv4SentBy("east").stream()
                            .anyMatch(frame -> frame.destinationMac().equals(OTHER_MAC));
        }

        assertThat(seconds).isLessThanOrEqualTo(60);
    }

    @Test
    @Spec({"NUD-24", "ARP-06"})
    void requestForTheRoutersOwnPacket_bearsItsSource() {
        final TestRouter twoSubnets = twoSubnetsInTheEast();

        twoSubnets.receives("east", ipv4(HOST, "10.0.2.1").echo(1, 1));

        assertThat(twoSubnets).sentOnly("east").isArp(1, "10.0.2.1", HOST);
    }

    @Test
    @Spec("ARP-07")
    void requestForTransit_bearsOurAddressInTheTargetsSubnet() {
        final TestRouter twoSubnets = twoSubnetsInTheEast();

        twoSubnets.receives("west", ipv4(WEST_HOST, "10.0.2.50"));

        assertThat(twoSubnets).sentOnly("east").isArp(1, "10.0.2.1", "10.0.2.50");
    }

    private static TestRouter twoSubnetsInTheEast() {
        return TwoLans.router(iface("east", "10.0.1.1/24", "10.0.2.1/24"));
    }

    @Test
    @Spec("NUD-13")
    void unicastSolicitationsOfNone_failWithoutAProbe() {
        final TestRouter mute = TwoLans.router(neigh("ucast_solicit: 0"));
        mute.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
        mute.receives("west", packet()).mark().passes(6);

        assertThat(mute).isSilent();
        assertThat(mute.neighborState("east", HOST)).isEqualTo("FAILED");
    }
}
