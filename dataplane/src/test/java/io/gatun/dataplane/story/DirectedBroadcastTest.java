package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.ICMP_BROADCAST_IGNORED;
import static io.gatun.dataplane.graph.DropReason.IPV4_FORWARDING_OFF;
import static io.gatun.dataplane.graph.DropReason.IPV4_FRAGMENTATION_NEEDED;
import static io.gatun.dataplane.graph.DropReason.IPV4_GROUP_FRAME;
import static io.gatun.dataplane.graph.DropReason.IPV4_NO_ROUTE;
import static io.gatun.dataplane.graph.DropReason.IPV4_TTL_EXCEEDED;
import static io.gatun.dataplane.graph.DropReason.UDP_GROUP_NO_LISTENER;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.PacketAssert;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets to the broadcast address of a subnet the router is attached to (RFC 2644). */
class DirectedBroadcastTest {

    private static final String EVERYBODY = "ff:ff:ff:ff:ff:ff";
    private static final String EAST_BROADCAST = "10.0.1.255";
    private static final Part ALL = tunable("all", "{ bc_forwarding: true }");

    private static Part west() {
        return iface("west", WEST_ROUTER + "/24").with("bc_forwarding", true);
    }

    private static Part east() {
        return iface("east", EAST_ROUTER + "/24");
    }

    private static Ipv4Frame smurf() {
        return ipv4(WEST_HOST, EAST_BROADCAST).udp(1, 2).payload(32);
    }

    private final TestRouter router = TwoLans.router(west(), ALL);

    @ParameterizedTest
    @CsvSource({
        "-,     -, -,     false",
        "-,     -, true,  false",
        "true,  -, -,     false",
        "true,  -, true,  true",
        "true,  -, false, false",
        "false, -, true,  false",
        "true,  true, -,  true",
        "true,  true, false, false",
        "-,     true, -,  false",
    })
    @Spec({"TUN-14", "FWD-17", "TUN-36"})
    void subnetBroadcast_isForwardedWhereAllAndTheIngressSaySo(
            String all, String byDefault, String own, boolean isForwarded) {
        final List<Part> parts = new ArrayList<>();
        final Part west = iface("west", WEST_ROUTER + "/24");
        parts.add(own.equals("-") ? west : west.with("bc_forwarding", own));
        if (!all.equals("-")) {
            parts.add(tunable("all", "{ bc_forwarding: " + all + " }"));
        }
        if (!byDefault.equals("-")) {
            parts.add(tunable("default", "{ bc_forwarding: " + byDefault + " }"));
        }
        final TestRouter some = TwoLans.router(parts.toArray(Part[]::new));
        final Ipv4Frame packet = smurf();

        some.receives("west", packet);

        if (isForwarded) {
            assertThat(some)
                    .droppedNothing()
                    .sentOnly("east")
                    .isForwarded(packet)
                    .goesTo(EVERYBODY)
                    .goesFrom(some.mac("east"));
            assertThat(some.counted("Ip.InDelivers")).isZero();
        } else {
            assertThat(some).isSilent().droppedOne(UDP_GROUP_NO_LISTENER);
            assertThat(some.counted("Ip.InDelivers")).isEqualTo(1);
            assertThat(some.counted("IpExt.OutBcastPkts")).isZero();
        }
    }

    @Test
    @Spec("TUN-14")
    void switch_isOffByDefaultAndIsTrueOrFalse() {
        assertThat(Operator.of(TwoLans.router()).tunables())
                .filteredOn(each -> each.name().equals("bc_forwarding"))
                .allSatisfy(each -> {
                    assertThat(each.value()).isEqualTo("false");
                    assertThat(each.fallback()).isEqualTo("false");
                })
                .extracting(each -> each.scope())
                .containsExactly("west", "east");
        assertThatThrownBy(() ->
                        TestRouter.configuration(
                                iface("west", "10.0.0.1/24").with("bc_forwarding", 2)))
                .hasMessageContaining("bc_forwarding of interface west is '2', not true or false");
    }

    @Test
    @Spec("FWD-17")
    void limitedBroadcast_isNeverForwarded() {
        router.receives("west", ipv4(WEST_HOST, "255.255.255.255").udp(1, 2));
        assertThat(router).isSilent().droppedOne(UDP_GROUP_NO_LISTENER);
        assertThat(router.counted("Ip.InDelivers")).isEqualTo(1);
    }

    /** As in Linux, which looks at {@code forwarding} only after it has looked at this. */
    @Test
    @Spec({"TUN-14", "FWD-17"})
    void subnetBroadcast_isForwardedWhereNothingElseIs() {
        final TestRouter host = TwoLans.router(west().with("forwarding", false), ALL);
        final Ipv4Frame packet = smurf();

        host.receives("west", packet);
        assertThat(host).droppedNothing().sentOnly("east").isForwarded(packet).goesTo(EVERYBODY);

        host.mark().receives("west", TwoLans.transit());
        assertThat(host).isSilent().droppedOne(IPV4_FORWARDING_OFF);
    }

    /** The other side has not been asked. */
    @Test
    void subnetBroadcastFromAnotherInterface_isTheRoutersOwn() {
        router.receives("east", ipv4(EAST_HOST, "10.0.0.255").echo(1, 1));

        assertThat(router).isSilent().droppedOne(ICMP_BROADCAST_IGNORED);
    }

    @Test
    void forwardedBroadcast_isCountedInAndOut() {
        router.receives("west", smurf());

        assertThat(router.counted())
                .containsEntry("IpExt.InBcastPkts", 1L)
                .containsEntry("IpExt.InBcastOctets", 60L)
                .containsEntry("IpExt.OutBcastPkts", 1L)
                .containsEntry("IpExt.OutBcastOctets", 60L)
                .containsEntry("Ip.ForwDatagrams", 1L)
                .containsEntry("Ip.OutTransmits", 1L);
        router.mark().receives("west", TwoLans.transit());
        assertThat(router.counted()).doesNotContainKeys("IpExt.InBcastPkts", "IpExt.OutBcastPkts");
    }

    /** As in Linux: whoever forwards them does not take them itself, and a frame for all stops. */
    @Test
    void broadcastOnItsOwnLink_isNotAnsweredAndNotRepeated() {
        router.receives("west", ipv4(WEST_HOST, "10.0.0.255").echo(1, 1).broadcastFrame());

        assertThat(router).isSilent().droppedOne(IPV4_GROUP_FRAME);
    }

    @Test
    void broadcastThatRunsOutOfHopsOrIsTooLong_drawsNoError() {
        router.receives("west", smurf().ttl(1));
        assertThat(router).isSilent().droppedOne(IPV4_TTL_EXCEEDED);

        final TestRouter narrow = TwoLans.router(west(), east().mtu(600), ALL);
        narrow.receives("west", smurf().payload(1_000).dontFragment());
        assertThat(narrow).isSilent().droppedOne(IPV4_FRAGMENTATION_NEEDED);
    }

    @Test
    void broadcastLongerThanTheMtu_goesOutInPiecesToEverybody() {
        final TestRouter narrow = TwoLans.router(west(), east().mtu(600), ALL);

        narrow.receives("west", smurf().payload(1_000));

        assertThat(narrow.sentBy("east")).hasSize(2);
        narrow.sentBy("east").forEach(each -> PacketAssert.assertThat(each).goesTo(EVERYBODY));
        assertThat(narrow.counted("IpExt.OutBcastPkts")).isEqualTo(2);
        assertThat(narrow.counted("IpExt.OutBcastOctets"))
                .isEqualTo(narrow.counted("IpExt.OutOctets"));
    }

    @Test
    void broadcastBehindATag_isTagged() {
        final TestRouter tagged =
                TwoLans.router(west(), iface("east.7", "10.0.7.1/24").with("vlan", 7), ALL);

        tagged.receives("west", ipv4(WEST_HOST, "10.0.7.255").udp(1, 2));

        assertThat(tagged).droppedNothing().sentOnly("east").hasVlan(7).goesTo(EVERYBODY);
    }

    @Test
    void switch_changesWhileTheRouterRuns() {
        final TestRouter some = TwoLans.router();
        for (int i = 0; i < 3; i++) {
            some.applies(TestRouter.configuration(TwoLans.parts(west(), east(), ALL))).mark();
            some.receives("west", smurf());
            assertThat(some).droppedNothing().sentOnly("east").goesTo(EVERYBODY);
            some.applies(TestRouter.configuration(TwoLans.parts())).mark();
            some.receives("west", smurf());
            assertThat(some).isSilent().droppedOne(UDP_GROUP_NO_LISTENER);
        }
    }

    @Test
    void subnetWhoseInterfaceIsDown_isNotReached() {
        final Operator operator = Operator.of(router);
        operator.sets("east", false);
        router.mark().receives("west", smurf());
        assertThat(router).droppedOne(IPV4_NO_ROUTE);

        operator.sets("east", true);
        router.mark().receives("west", smurf());
        assertThat(router).sentOnly("east").goesTo(EVERYBODY);
    }

    @Test
    void explanation_namesTheFrameForEverybody() {
        assertThat(router.explain("west", smurf()).toString())
                .contains("to everybody on the link")
                .contains("destination " + EVERYBODY + ", source " + router.mac("east"));
    }
}
