package io.gatun.dataplane.node.hook;

import static io.gatun.dataplane.graph.DropReason.HOOK_DROPPED;
import static io.gatun.dataplane.graph.DropReason.IPV4_BAD_CHECKSUM;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY_MAC;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.toRouter;
import static io.gatun.dataplane.testkit.TwoLans.transit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import io.gatun.dataplane.wire.Ipv4Header;
import io.gatun.dataplane.wire.Ipv6Header;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Netfilter's five points, their order and their verdicts. */
class HookTest {

    private record TestHook(int priority, BiConsumer<PacketBatch, Verdicts> work) implements Hook {

        @Override
        public void judge(PacketBatch batch, Verdicts out) {
            work.accept(batch, out);
        }
    }

    private static Hook saying(Verdict verdict) {
        return new TestHook(
                0,
                (batch, out) -> {
                    for (int i = 0; i < batch.size(); i++) {
                        out.say(i, verdict);
                    }
                });
    }

    private static TestRouter with(Supplier<Hooks> hooks) {
        return TestRouter.with(hooks, TwoLans.parts(route("198.51.100.0/24", GATEWAY)));
    }

    /** Counts packets at every point. */
    private static Hooks counting(Map<HookPoint, Integer> counts) {
        final Hooks hooks = Hooks.none();
        for (HookPoint point : HookPoint.values()) {
            hooks.register(
                    point,
                    new TestHook(0, (batch, _) -> counts.merge(point, batch.size(), Integer::sum)));
        }
        return hooks;
    }

    @Test
    @Spec({"PIPE-02", "FWD-10"})
    void transit_passesPreroutingForwardAndPostrouting() {
        final Map<HookPoint, Integer> counts = new EnumMap<>(HookPoint.class);
        final TestRouter router = with(() -> counting(counts));

        router.receives("west", transit());

        assertThat(router).sentOnly("east");
        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                HookPoint.PREROUTING, 1,
                                HookPoint.FORWARD, 1,
                                HookPoint.POSTROUTING, 1));
    }

    @Test
    @Spec({"PIPE-02", "OUT-05"})
    void echo_passesPreroutingAndInputAndItsReplyOutputAndPostrouting() {
        final Map<HookPoint, Integer> counts = new EnumMap<>(HookPoint.class);
        final TestRouter router = with(() -> counting(counts));

        router.receives("west", toRouter().echo(1, 1));

        assertThat(router).sentOnly("west").isIcmp(0, 0);
        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                HookPoint.PREROUTING, 1,
                                HookPoint.INPUT, 1,
                                HookPoint.OUTPUT, 1,
                                HookPoint.POSTROUTING, 1));
    }

    private static TestRouter with6(Hooks hooks) {
        return TestRouter.with(() -> hooks, Lans6.parts());
    }

    @Test
    @Spec({"IP6-14", "PIPE-02"})
    void ipv6Transit_passesTheSamePoints() {
        final Map<HookPoint, Integer> counts = new EnumMap<>(HookPoint.class);
        final TestRouter router = with6(counting(counts));

        router.receives("west", Lans6.transit());
        router.receives("west", Lans6.transit().version(5));

        assertThat(router).sentOnly("east");
        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                HookPoint.PREROUTING, 1,
                                HookPoint.FORWARD, 1,
                                HookPoint.POSTROUTING, 1));
    }

    @Test
    @Spec({"DLV6-01", "OUT6-01"})
    void ipv6Echo_passesInputAndItsReplyOutput() {
        final Map<HookPoint, Integer> counts = new EnumMap<>(HookPoint.class);
        final TestRouter router = with6(counting(counts));

        router.receives("west", Lans6.toRouter().echo(1, 1));

        assertThat(router).sentOnly("west").isIcmp6(129, 0);
        assertThat(counts)
                .isEqualTo(
                        Map.of(
                                HookPoint.PREROUTING, 1,
                                HookPoint.INPUT, 1,
                                HookPoint.OUTPUT, 1,
                                HookPoint.POSTROUTING, 1));
    }

    @Test
    @Spec({"FWD6-02", "FWD6-05", "IP6-14"})
    void ipv6Errors_comeBeforeForwardAndAfterPrerouting() {
        final Map<HookPoint, Integer> counts = new EnumMap<>(HookPoint.class);
        final Hooks hooks = Hooks.none();
        final List<Integer> hopLimits = new ArrayList<>();
        for (HookPoint point : List.of(HookPoint.PREROUTING, HookPoint.FORWARD)) {
            hooks.register(
                    Family.IPV6,
                    point,
                    new TestHook(
                            0,
                            (batch, _) -> {
                                counts.merge(point, batch.size(), Integer::sum);
                                hopLimits.add(Ipv6Header.hopLimit(batch.network(0)));
                            }));
        }
        final TestRouter router = with6(hooks);

        router.receives("west", Lans6.transit().hopLimit(1));
        assertThat(counts).isEqualTo(Map.of(HookPoint.PREROUTING, 1));

        router.receives("west", Lans6.transit().hopLimit(9));
        assertThat(hopLimits).containsExactly(1, 9, 8);
    }

    @Test
    @Spec("FWD6-19")
    void ipv6DroppedByAHook_isNotAnswered() {
        final TestRouter router =
                with6(Hooks.none().register(Family.IPV6, HookPoint.FORWARD, saying(Verdict.DROP)));

        router.receives("west", Lans6.transit());

        assertThat(router).isSilent().droppedOne(HOOK_DROPPED);
        assertThat(router.counted("Ip6OutForwDatagrams")).isEqualTo(1);
    }

    @Test
    void hookOfOneFamily_seesNothingOfTheOther() {
        final TestRouter router =
                with(() ->
                        Hooks.none()
                                .register(Family.IPV6, HookPoint.FORWARD, saying(Verdict.DROP)));

        router.receives("west", transit());

        assertThat(router).sentOnly("east");
        assertThat(router.passed("ipv4-forward")).isZero();
    }

    @Test
    @Spec("PIPE-04")
    void badHeader_isSeenByNoHook() {
        final Map<HookPoint, Integer> counts = new EnumMap<>(HookPoint.class);
        final TestRouter router = with(() -> counting(counts));

        router.receives("west", transit().checksumError(1));

        assertThat(router).isSilent().droppedOne(IPV4_BAD_CHECKSUM);
        assertThat(counts).isEmpty();
    }

    @Test
    @Spec("PIPE-04")
    void destinationChangedAtPrerouting_changesTheRoute() {
        final TestRouter router =
                with(() ->
                        Hooks.none()
                                .register(
                                        HookPoint.PREROUTING,
                                        new TestHook(0, (batch, _) -> redirect(batch))));

        router.receives("west", toRouter().payload(40));

        assertThat(router).sentOnly("east").isIpv4(WEST_HOST, "198.51.100.7").goesTo(GATEWAY_MAC);
    }

    private static void redirect(PacketBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            Ipv4Header.destination(batch.network(i), 0xC633_6407);
            Ipv4Header.seal(batch.network(i));
        }
    }

    @Test
    @Spec("PIPE-04")
    void postrouting_seesTheWholePacketBeforeItIsFragmented() {
        final List<Integer> lengths = new ArrayList<>();
        final TestRouter router =
                TestRouter.with(
                        () ->
                                Hooks.none()
                                        .register(
                                                HookPoint.POSTROUTING,
                                                new TestHook(
                                                        0,
                                                        (batch, _) ->
                                                                lengths.add(
                                                                        Ipv4Header.totalLength(
                                                                                batch.network(
                                                                                        0))))),
                        TwoLans.parts(iface("east", "10.0.1.1/24").mtu(576)));

        router.receives("west", transit().payload(1_480));

        assertThat(router.sentBy("east")).hasSize(3);
        assertThat(lengths).containsExactly(1_500);
    }

    @Test
    @Spec("PIPE-03")
    void dropped_endsInSilenceForAReasonOfItsOwn() {
        final TestRouter router =
                with(() -> Hooks.none().register(HookPoint.FORWARD, saying(Verdict.DROP)));

        router.receives("west", transit());

        assertThat(router).isSilent().droppedOne(HOOK_DROPPED);
    }

    @Test
    @Spec("PIPE-03")
    void stolen_isTheHooksWithoutADrop() {
        final List<Long> stolen = new ArrayList<>();
        final TestRouter router =
                with(() ->
                        Hooks.none()
                                .register(
                                        HookPoint.PREROUTING,
                                        new TestHook(
                                                0,
                                                (batch, out) -> {
                                                    stolen.add(batch.handle(0));
                                                    out.say(0, Verdict.STOLEN);
                                                })));

        router.receives("west", transit());

        assertThat(router).isSilent().droppedNothing();
        assertThat(router.buffersInUse()).isEqualTo(1);
        giveBack(router, stolen.getFirst());
    }

    private static void giveBack(TestRouter router, long handle) {
        try (Arena arena = Arena.ofConfined()) {
            router.buffers().give(arena.allocateFrom(ValueLayout.JAVA_LONG, handle).address(), 1);
        }
    }

    @Test
    @Spec("PIPE-03")
    void verdictForOnePacket_leavesTheOthersOfTheBatch() {
        final TestRouter router =
                with(() ->
                        Hooks.none()
                                .register(
                                        HookPoint.FORWARD,
                                        new TestHook(0, (_, out) -> out.say(1, Verdict.DROP))));

        router.receives(
                "west",
                transit().identification(1),
                transit().identification(2),
                transit().identification(3));

        assertThat(router.sentBy("east"))
                .extracting(packet -> packet.identification())
                .containsExactly(1, 3);
        assertThat(router).droppedOne(HOOK_DROPPED);
    }

    @Test
    void hooksOfOnePoint_judgeByPriorityWhateverTheOrderOfRegistration() {
        final List<Integer> order = new ArrayList<>();
        final TestRouter router =
                with(() ->
                        Hooks.none()
                                .register(
                                        HookPoint.FORWARD,
                                        new TestHook(100, (_, _) -> order.add(100)))
                                .register(
                                        HookPoint.FORWARD,
                                        new TestHook(-150, (_, _) -> order.add(-150)))
                                .register(
                                        HookPoint.FORWARD,
                                        new TestHook(0, (_, _) -> order.add(0))));

        router.receives("west", transit());

        assertThat(order).containsExactly(-150, 0, 100);
    }

    @Test
    @Spec("PIPE-03")
    void pointWithoutAHook_hasNoNode() {
        final String without = with(Hooks::none).sight().graph().text();
        final String with =
                with(() -> Hooks.none().register(HookPoint.FORWARD, saying(Verdict.ACCEPT)))
                        .sight()
                        .graph()
                        .text();

        assertThat(without).doesNotContain(":");
        assertThat(with).contains("forward:").doesNotContain("prerouting:");
    }

    @Test
    @Spec("DEV-12")
    void lastHook_stillKnowsWhereAForwardedPacketCameIn() {
        final List<Integer> ingress = new ArrayList<>();
        final TestRouter router =
                with(() ->
                        Hooks.none()
                                .register(
                                        HookPoint.POSTROUTING,
                                        new TestHook(
                                                0, (batch, _) -> ingress.add(batch.ingress(0)))));

        router.receives("west", transit());
        router.receives("east", ipv4(TwoLans.EAST_HOST, WEST_HOST));

        assertThat(ingress).containsExactly(0, 1);
    }

    @Test
    @Spec("PIPE-06")
    void packet_isLookedUpOnce() {
        final TestRouter router = with(Hooks::none);

        router.receives("west", transit().options("01010101"));

        assertThat(router.sight().graph().nodes())
                .filteredOn(node -> node.name().equals("ipv4-lookup"))
                .singleElement()
                .matches(node -> node.packets() == 1);
    }
}
