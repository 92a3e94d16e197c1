package io.gatun.dataplane.control;

import static io.gatun.dataplane.testkit.Icmp6Frame.echo;
import static io.gatun.dataplane.testkit.Icmp6Frame.isAt;
import static io.gatun.dataplane.testkit.Icmp6Frame.routerSolicitation;
import static io.gatun.dataplane.testkit.Icmp6Frame.whoHas;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans6.EAST_LINK_LOCAL;
import static io.gatun.dataplane.testkit.TwoLans6.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans6.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans6.WEST_MAC;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.Icmp6Frame;
import io.gatun.dataplane.testkit.NdPacket;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans6;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transition of a neighbor that Neighbor Discovery makes (RFC 4861 §7.3.3, §7.2.5). */
class NdStatesTest {

    private static final String HOST = "2001:db8:b::50";
    private static final String MAC = "02:00:00:00:00:50";
    private static final String OTHER_MAC = "02:00:00:00:00:51";
    private static final long NS_PER_S = 1_000_000_000L;
    private static final int IDENTIFIER = 14 + 40 + 4;

    private final TestRouter router = TwoLans6.router();

    private static Icmp6Frame packet() {
        return echo(WEST_HOST, WEST_MAC, HOST);
    }

    private static Icmp6Frame[] packets(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> packet().identifier(i))
                .toArray(Icmp6Frame[]::new);
    }

    /** Identifiers of the echo requests that left for the host, and to which MAC address. */
    private List<String> forwarded() {
        final List<String> forwarded = new ArrayList<>();
        for (Packet each : router.sentBy("east")) {
            final byte[] frame = each.frame();
            if (frame[54] == (byte) 128) {
                forwarded.add(frame[IDENTIFIER + 1] + " to " + each.destinationMac());
            }
        }
        return forwarded;
    }

    private String state() {
        return router.neighborState("east", HOST);
    }

    private String mac() {
        return router.neighbor("east", HOST).orElseThrow().mac().orElseThrow().toString();
    }

    private List<NdPacket> solicitations() {
        return NdPacket.sentBy(router, "east").stream()
                .filter(message -> message.type() == 135)
                .toList();
    }

    private void becomes(String state) {
        switch (state) {
            case "INCOMPLETE" -> router.receives("west", packet());
            case "FAILED" -> router.receives("west", packet()).passes(3);
            case "REACHABLE" ->
                    router.receives("west", packet())
                            .receives("east", isAt(HOST, MAC, EAST_ROUTER));
            case "STALE" -> router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
            case "DELAY" -> {
                becomes("STALE");
                router.receives("west", packet()).passesMs(200);
            }
            case "PROBE" -> {
                becomes("STALE");
                router.receives("west", packet()).passesMs(5_200);
            }
            default -> throw new IllegalArgumentException(state);
        }
        assertThat(state()).isEqualTo(state);
        router.mark();
    }

    @Test
    @Spec({"NUD-03", "ND-05"})
    void none_withAPacketToSend_asksAtOnceAndIsIncomplete() {
        router.receives("west", packet());

        assertThat(state()).isEqualTo("INCOMPLETE");
        assertThat(solicitations()).hasSize(1);
        assertThat(router).droppedNothing();
    }

    @Test
    @Spec({"NUD-04", "NUD-06", "NUD-32", "ND-27"})
    void incomplete_asksThriceASecondApartThenTellsTheSources() {
        final long begin = router.nowNs();

        router.receives("west", packets(5));
        router.passesMs(2_999);
        assertThat(state()).isEqualTo("INCOMPLETE");
        router.passesMs(1);

        assertThat(state()).isEqualTo("FAILED");
        assertThat(solicitations())
                .extracting(question -> question.atNs() - begin)
                .containsExactly(0L, NS_PER_S, 2 * NS_PER_S);
        assertThat(router.counted("Icmp6OutDestUnreachs"))
                .as("as many as the limit on errors lets through")
                .isPositive();
        for (Packet error : router.sentBy("west")) {
            assertThat(error.frame()[54]).as("type").isEqualTo((byte) 1);
            assertThat(error.frame()[55]).as("code").isEqualTo((byte) 3);
            assertThat(error.frame()[14 + 40 + 8 + 7])
                    .as("the quote has the hop limit it came with")
                    .isEqualTo((byte) 64);
        }
        assertThat(router.dropped()).containsOnlyKeys("NEIGHBOR_UNREACHABLE");
    }

    @Test
    @Spec({"NUD-05", "ND-21", "NUD-33"})
    void incomplete_answered_releasesInOrder() {
        router.receives("west", packets(5)).mark();

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER));

        assertThat(state()).isEqualTo("REACHABLE");
        assertThat(forwarded())
                .containsExactly(
                        "1 to " + MAC, "2 to " + MAC, "3 to " + MAC, "4 to " + MAC, "5 to " + MAC);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true, REACHABLE",
        "true, false, REACHABLE",
        "false, true, STALE",
        "false, false, STALE"
    })
    @Spec("ND-21")
    void incomplete_advertised_takesTheMacWhateverOverrideSays(
            boolean solicited, boolean override, String expected) {
        becomes("INCOMPLETE");

        router.receives("east", advertisement(solicited, override, MAC));

        assertThat(state()).isEqualTo(expected);
        assertThat(mac()).isEqualTo(MAC);
        assertThat(forwarded()).hasSize(1);
    }

    @Test
    @Spec({"ND-21", "ND-34"})
    void incomplete_advertisedWithoutAMac_staysIncomplete() {
        becomes("INCOMPLETE");

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).withoutOption());

        assertThat(state()).isEqualTo("INCOMPLETE");
        assertThat(forwarded()).isEmpty();
    }

    @Test
    @Spec({"NUD-05", "NUD-16", "ND-11"})
    void incomplete_askedByIt_isStaleAndReleases() {
        becomes("INCOMPLETE");

        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));

        assertThat(state()).isEqualTo("STALE");
        assertThat(forwarded()).hasSize(1);
    }

    @Test
    @Spec("ND-20")
    void failed_advertised_staysFailed() {
        becomes("FAILED");

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER));

        assertThat(state()).isEqualTo("FAILED");
    }

    @Test
    @Spec("ND-11")
    void failed_askedByIt_isStale() {
        becomes("FAILED");

        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));

        assertThat(state()).isEqualTo("STALE");
    }

    @Test
    @Spec({"NUD-03", "NUD-07"})
    void failed_withAPacketToSend_isAskedForAgainAtOnce() {
        becomes("FAILED");

        router.receives("west", packet());

        assertThat(state()).isEqualTo("INCOMPLETE");
        assertThat(solicitations()).hasSize(1);
    }

    @Test
    @Spec({"NUD-09", "NUD-10", "NUD-11"})
    void reachable_unused_isStaleAndNotAskedFor() {
        becomes("REACHABLE");

        router.passes(60);

        assertThat(state()).isEqualTo("STALE");
        assertThat(solicitations()).isEmpty();
        router.receives("west", packet());
        assertThat(forwarded()).as("the packet goes at once").hasSize(1);
    }

    @Test
    @Spec({"NUD-11", "NUD-12", "ND-07"})
    void stale_used_isAskedAloneAfterFiveSeconds() {
        becomes("STALE");

        router.receives("west", packet()).passesMs(4_900);
        assertThat(state()).isEqualTo("DELAY");
        assertThat(solicitations()).isEmpty();
        router.passesMs(300);

        assertThat(state()).isEqualTo("PROBE");
        final NdPacket question = solicitations().getFirst();
        assertThat(question.goes(EAST_LINK_LOCAL, HOST)).isTrue();
        assertThat(question.toMac()).isEqualTo(MAC);
        assertThat(question.options()).isEqualTo("01:01:" + router.mac("east"));
    }

    @Test
    @Spec({"NUD-13", "ND-07"})
    void probe_unanswered_asksThriceAndFailsWhilePacketsFlow() {
        becomes("STALE");
        final long begin = router.nowNs();
        router.receives("west", packet()).mark();

        router.passesMs(7_900);
        router.receives("west", packet());
        assertThat(forwarded()).hasSize(1);
        router.passesMs(400);

        assertThat(state()).isEqualTo("FAILED");
        assertThat(solicitations())
                .extracting(question -> (question.atNs() - begin) / (NS_PER_S / 2))
                .containsExactly(10L, 12L, 14L);
        assertThat(solicitations()).allMatch(question -> question.toMac().equals(MAC));
    }

    @Test
    @Spec({"NUD-13", "NUD-14"})
    void probe_answered_isReachable() {
        becomes("PROBE");

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).withoutOption());

        assertThat(state()).isEqualTo("REACHABLE");
    }

    @Test
    @Spec("NUD-17")
    void probe_askedByItWithTheSameMac_goesOnProbing() {
        becomes("PROBE");

        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));

        assertThat(state()).isEqualTo("PROBE");
    }

    @ParameterizedTest
    @CsvSource({"REACHABLE", "STALE", "DELAY", "PROBE"})
    @Spec({"ND-11", "NUD-18"})
    void known_askedByItWithAnotherMac_isStaleThere(String state) {
        becomes(state);

        router.receives("east", whoHas(EAST_ROUTER, HOST, OTHER_MAC));

        assertThat(state()).isEqualTo("STALE");
        assertThat(mac()).isEqualTo(OTHER_MAC);
        router.mark().receives("west", packet().identifier(7));
        assertThat(forwarded()).containsExactly("7 to " + OTHER_MAC);
    }

    static Stream<List<Object>> advertisements() {
        final List<List<Object>> all = new ArrayList<>();
        for (String state : List.of("REACHABLE", "STALE", "DELAY", "PROBE")) {
            for (boolean solicited : List.of(true, false)) {
                for (boolean override : List.of(true, false)) {
                    for (String told : List.of(MAC, OTHER_MAC, "")) {
                        all.add(List.of(state, solicited, override, told));
                    }
                }
            }
        }
        return all.stream();
    }

    /** The table of RFC 4861 App. C, and §7.2.5. */
    @ParameterizedTest
    @MethodSource("advertisements")
    @Spec({"ND-22", "NUD-18", "NUD-19"})
    void known_advertised_followsTheTable(List<Object> given) {
        final String before = (String) given.get(0);
        final boolean solicited = (boolean) given.get(1);
        final boolean override = (boolean) given.get(2);
        final String told = (String) given.get(3);
        final boolean isOther = told.equals(OTHER_MAC);
        becomes(before);

        router.receives("east", advertisement(solicited, override, told));

        final String expected;
        if (isOther && !override) {
            expected = before.equals("REACHABLE") ? "STALE" : before;
        } else if (solicited) {
            expected = "REACHABLE";
        } else {
            expected = isOther ? "STALE" : before;
        }
        assertThat(state()).isEqualTo(expected);
        assertThat(mac()).isEqualTo(isOther && override ? OTHER_MAC : MAC);
    }

    private static Icmp6Frame advertisement(boolean solicited, boolean override, String mac) {
        Icmp6Frame frame = isAt(HOST, mac.isEmpty() ? MAC : mac, EAST_ROUTER);
        frame = solicited ? frame : frame.toAll();
        frame = override ? frame : frame.withoutOverride();
        return mac.isEmpty() ? frame.withoutOption() : frame;
    }

    @Test
    @Spec("ND-23")
    void routerFlag_followsEveryAdvertisementThatIsBelieved() {
        becomes("REACHABLE");
        assertThat(isRouter()).isFalse();

        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).fromRouter());
        assertThat(isRouter()).isTrue();
        router.receives("east", isAt(HOST, OTHER_MAC, EAST_ROUTER).withoutOverride());
        assertThat(isRouter()).as("not believed").isTrue();
        router.receives("east", whoHas(EAST_ROUTER, HOST, MAC));
        assertThat(isRouter()).as("a solicitation does not say").isTrue();
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).withoutOption());
        assertThat(isRouter()).isFalse();
    }

    @Test
    @Spec("ND-26")
    void routerFlag_goesWithARouterSolicitation() {
        becomes("INCOMPLETE");
        router.receives("east", isAt(HOST, MAC, EAST_ROUTER).fromRouter());

        router.receives("east", routerSolicitation(HOST, MAC));

        assertThat(isRouter()).isFalse();
    }

    private boolean isRouter() {
        return router.neighbor("east", HOST).orElseThrow().router();
    }

    /** Its host route goes: nobody is told to go where nobody is. */
    @Test
    @Spec("NUD-13")
    void failedAgain_packetsAreHeldAgain() {
        becomes("PROBE");
        router.passes(4);
        router.mark();

        router.receives("west", packet());

        assertThat(forwarded()).isEmpty();
        assertThat(state()).isEqualTo("INCOMPLETE");
    }
}
