package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.IPV4_OWN_SOURCE;
import static io.gatun.dataplane.graph.DropReason.IPV4_REVERSE_PATH;
import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.WEST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.transit;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that cannot have come this way (RFC 3704 §2.2, §2.4). */
class ReversePathTest {

    private static final String ELSEWHERE = "198.51.100.7";
    private static final String UNKNOWN = "203.0.113.7";

    /** A router that knows 198.51.100/24 in the east and checks what comes from the west. */
    private static TestRouter checking(int mode, Part... more) {
        return TwoLans.router(
                Stream.concat(
                                Stream.of(
                                        iface("west", "10.0.0.1/24").with("rp_filter", mode),
                                        route("198.51.100.0/24", GATEWAY)),
                                Stream.of(more))
                        .toArray(Part[]::new));
    }

    @Test
    @Spec({"VAL-15", "RPF-01", "RPF-04"})
    void off_acceptsAnySource() {
        for (String source : new String[] {WEST_HOST, ELSEWHERE, UNKNOWN}) {
            final TestRouter router = checking(0);
            final Ipv4Frame packet = ipv4(source, EAST_HOST);
            router.receives("west", packet);
            assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
        }
    }

    @Test
    @Spec({"VAL-15", "RPF-02"})
    void strict_acceptsWhatIsRoutedBackTheSameWay() {
        final TestRouter router = checking(1);

        router.receives("west", transit());

        assertThat(router).droppedNothing().sentOnly("east");
    }

    @ParameterizedTest
    @ValueSource(strings = {ELSEWHERE, UNKNOWN, EAST_HOST})
    @Spec({"VAL-15", "RPF-02", "MIB-17", "FWD-19", "ICMP4-51"})
    void strict_dropsAllElseInSilence(String source) {
        final TestRouter router = checking(1);

        router.receives("west", ipv4(source, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_REVERSE_PATH, "TcpExt.IPReversePathFilter");
    }

    @Test
    @Spec({"VAL-15", "RPF-03"})
    void loose_acceptsASourceRoutedAnywhere() {
        final TestRouter router = checking(2);
        final Ipv4Frame packet = ipv4(ELSEWHERE, EAST_HOST);

        router.receives("west", packet);

        assertThat(router).droppedNothing().sentOnly("east").isForwarded(packet);
    }

    @Test
    @Spec({"VAL-15", "RPF-03"})
    void loose_dropsASourceWithoutARoute() {
        final TestRouter router = checking(2);

        router.receives("west", ipv4(UNKNOWN, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_REVERSE_PATH, "TcpExt.IPReversePathFilter");
    }

    @Test
    @Spec("RPF-03")
    void loose_takesADefaultRouteForARoute() {
        final TestRouter router = checking(2, route("0.0.0.0/0", GATEWAY));

        router.receives("west", ipv4(UNKNOWN, EAST_HOST));

        assertThat(router).droppedNothing().sentOnly("east");
    }

    @ParameterizedTest
    @ValueSource(strings = {"blackhole", "unreachable", "prohibit"})
    @Spec("RPF-06")
    void sourceWhoseRouteLeadsNowhere_isDropped(String type) {
        final TestRouter router = checking(2, route("203.0.113.0/24").with("type", type));

        router.receives("west", ipv4(UNKNOWN, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_REVERSE_PATH, "TcpExt.IPReversePathFilter");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Spec("RPF-05")
    void ownSource_isDroppedWhateverTheFilterSays(int mode) {
        final TestRouter router = checking(mode);

        router.receives("west", ipv4(EAST_ROUTER, EAST_HOST).ttl(1));

        assertThat(router).droppedSilently(IPV4_OWN_SOURCE);
    }

    @Test
    @Spec("RPF-02")
    void strict_alsoGuardsTheRouterItself() {
        final TestRouter router = checking(1);

        router.receives("west", ipv4(ELSEWHERE, WEST_ROUTER).echo(1, 1));

        assertThat(router).droppedSilently(IPV4_REVERSE_PATH, "TcpExt.IPReversePathFilter");
    }

    @Test
    @Spec("RPF-07")
    void addresslessHostAskingAll_passesTheStrictCheck() {
        final TestRouter router = checking(1);

        router.receives("west", ipv4("0.0.0.0", "255.255.255.255").udp(68, 67).broadcastFrame());

        assertThat(router).isSilent().droppedOne(DropReason.UDP_GROUP_NO_LISTENER);
    }

    @Test
    @Spec({"RPF-01", "VAL-15"})
    void check_isEachInterfacesOwn() {
        final TestRouter router = checking(1);

        router.receives("east", ipv4(UNKNOWN, WEST_HOST));

        assertThat(router).droppedNothing().sentOnly("west");
    }
}
