package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_BROADCAST_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV4_MARTIAN_DESTINATION;
import static io.gatun.dataplane.graph.DropReason.IPV4_MARTIAN_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV4_OWN_SOURCE;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that no packet on a wire may bear (RFC 1812 §5.3.7). */
class SourceValidationTest {

    private static final String DEFAULT = "0.0.0.0/0";

    private final TestRouter router = TwoLans.router(route(DEFAULT, GATEWAY));

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "239.1.2.3", "255.255.255.255", "127.0.0.1", "127.9.9.9"})
    @Spec({"VAL-16", "FWD-19", "ICMP4-50", "ICMP4-51", "RPF-07", "RPF-09"})
    void impossibleSource_isDroppedWithoutAnError(String source) {
        router.receives("west", ipv4(source, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_MARTIAN_SOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {WEST_ROUTER, EAST_ROUTER})
    @Spec({"VAL-16", "RPF-05"})
    void ownAddressAsSource_isDropped(String source) {
        router.receives("west", ipv4(source, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_OWN_SOURCE);
    }

    @Test
    @Spec({"VAL-16", "RPF-05"})
    void ownAddressAsSource_isForwardedWhereLocalSourcesAreAccepted() {
        final TestRouter lenient =
                TwoLans.router(iface("west", "10.0.0.1/24").with("accept_local", true));
        final Ipv4Frame packet = ipv4(EAST_ROUTER, EAST_HOST);

        lenient.receives("west", packet);

        assertThat(lenient).droppedNothing().sentOnly("east").isForwarded(packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.255", "10.0.1.255"})
    @Spec({"VAL-16", "RPF-06", "ICMP4-50"})
    void broadcastAddressAsSource_isDropped(String source) {
        router.receives("west", ipv4(source, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_BROADCAST_SOURCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {EAST_HOST, WEST_ROUTER, "224.0.0.1"})
    @Spec({"VAL-16", "ICMP4-50", "RPF-07"})
    void noSource_isDroppedUnlessItBroadcastsToAll(String destination) {
        router.receives("west", ipv4("0.0.0.0", destination).ttl(1));

        assertThat(router).droppedSilently(IPV4_MARTIAN_SOURCE);
    }

    @Test
    @Spec({"VAL-19", "RPF-07"})
    void addresslessHostAskingAll_isDeliveredAndNotForwarded() {
        router.receives(
                "west", ipv4("0.0.0.0", "255.255.255.255").broadcastFrame().udp(68, 67).payload(9));

        assertThat(router).isSilent().droppedOne(DropReason.UDP_GROUP_NO_LISTENER);
        assertThat(router.counted("Ip.InDelivers")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1"})
    @Spec({"VAL-17", "RPF-08", "RPF-09"})
    void impossibleDestination_isDroppedWithoutAnError(String destination) {
        router.receives("west", ipv4(WEST_HOST, destination).ttl(1));

        assertThat(router).droppedSilently(IPV4_MARTIAN_DESTINATION);
    }

    @Test
    @Spec("RPF-08")
    void restOfNetworkZero_isForwardedLikeAnyOther() {
        final Ipv4Frame packet = ipv4(WEST_HOST, "0.1.2.3");

        router.receives("west", packet);

        assertThat(router).sentOnly("east").isForwarded(packet);
    }

    @Test
    @Spec("RPF-09")
    void loopbackSource_isAcceptedWhereItIsRouted() {
        final TestRouter lenient =
                TwoLans.router(iface("west", "10.0.0.1/24").with("route_localnet", true));
        final Ipv4Frame packet = ipv4("127.0.0.5", EAST_HOST);

        lenient.receives("west", packet);

        assertThat(lenient).droppedNothing().sentOnly("east").isForwarded(packet);
    }

    @Test
    @Spec({"VAL-18", "RPF-10"})
    void classE_isForwardedByDefault() {
        final Ipv4Frame there = ipv4(WEST_HOST, "250.0.0.1");
        final Ipv4Frame from = ipv4("250.0.0.1", EAST_HOST);

        router.receives("west", there);
        assertThat(router).sentOnly("east").isForwarded(there);
        router.mark().receives("west", from);
        assertThat(router).sentOnly("east").isForwarded(from);
    }

    @Test
    @Spec({"VAL-18", "RPF-10", "ICMP4-50"})
    void classE_isDroppedWhenSwitchedOff() {
        final TestRouter strict =
                TwoLans.router(route(DEFAULT, GATEWAY), tunable("class_e_forwarding", false));

        strict.receives("west", ipv4(WEST_HOST, "250.0.0.1").ttl(1));
        assertThat(strict).droppedSilently(IPV4_MARTIAN_DESTINATION);
        strict.mark().receives("west", ipv4("250.0.0.1", EAST_HOST).ttl(1));
        assertThat(strict).droppedSilently(IPV4_MARTIAN_SOURCE);
    }
}
