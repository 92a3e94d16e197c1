package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.route;
import static io.gatun.dataplane.testkit.Part.tunable;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_ROUTER;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.testkit.Ipv4Frame;
import io.gatun.dataplane.testkit.Part;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.dataplane.testkit.TwoLans;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a switch of all interfaces and one of an interface make together, packet by packet. */
class TunableScopesTest {

    /**
     * A router with a switch in each scope; "-" is none.
     *
     * @param own of the interface west
     */
    private static TestRouter router(String key, String all, String byDefault, String own) {
        final List<Part> parts = new ArrayList<>();
        final Part west = iface("west", "10.0.0.1/24");
        parts.add(own.equals("-") ? west : west.with(key, own));
        parts.add(route("0.0.0.0/0", GATEWAY));
        if (!all.equals("-")) {
            parts.add(tunable("all", "{ " + key + ": " + all + " }"));
        }
        if (!byDefault.equals("-")) {
            parts.add(tunable("default", "{ " + key + ": " + byDefault + " }"));
        }
        return TwoLans.router(parts.toArray(Part[]::new));
    }

    private static void assertTaken(TestRouter router, Ipv4Frame packet, boolean isTaken) {
        router.receives("west", packet);
        if (isTaken) {
            assertThat(router).droppedNothing().sentOnly("east");
        } else {
            Assertions.assertThat(router.sentBy("east")).isEmpty();
        }
    }

    /** The interface's own value, else that for all, else the default, else on. */
    @ParameterizedTest
    @CsvSource({
        "false, -, false, false",
        "false, -, true,  true",
        "true,  -, false, false",
        "true,  -, true,  true",
        "false, -, -,     false",
        "true,  false, -, true",
        "-, false, -,     false",
        "-, false, true,  true",
        "-, -, -,         true",
    })
    @Spec("TUN-36")
    void forwarding_isTheInterfacesOwnOrWhatAllWrites(
            String all, String byDefault, String own, boolean isOn) {
        assertTaken(router("forwarding", all, byDefault, own), ipv4(WEST_HOST, EAST_HOST), isOn);
    }

    /** From a source that is routed to the east: 1 refuses it, 2 and 0 do not. */
    @ParameterizedTest
    @CsvSource({
        "0, -, 0, true",
        "0, -, 1, false",
        "1, -, 0, false",
        "1, -, 1, false",
        "2, -, 1, true",
        "1, -, 2, true",
        "-, 1, -, false",
        "-, 1, 0, true",
        "1, 0, -, false",
    })
    @Spec({"TUN-36", "TUN-16"})
    void reversePathFilter_isTheLarger(String all, String byDefault, String own, boolean isTaken) {
        assertTaken(router("rp_filter", all, byDefault, own), ipv4(EAST_HOST, GATEWAY), isTaken);
    }

    @ParameterizedTest
    @CsvSource({
        "false, -, false, false",
        "false, -, true,  true",
        "true,  -, false, true",
        "true,  -, true,  true",
        "-, true,  -,     true",
        "-, true,  false, false",
        "false, true, -,  true",
    })
    @Spec("TUN-36")
    void acceptLocal_isOnWhereEitherIs(String all, String byDefault, String own, boolean isOn) {
        assertTaken(
                router("accept_local", all, byDefault, own), ipv4(EAST_ROUTER, EAST_HOST), isOn);
    }

    @ParameterizedTest
    @CsvSource({
        "false, -, false, false",
        "false, -, true,  true",
        "true,  -, false, true",
        "true,  -, true,  true",
        "-, true,  -,     true",
        "-, true,  false, false",
    })
    @Spec("TUN-36")
    void routeLocalnet_isOnWhereEitherIs(String all, String byDefault, String own, boolean isOn) {
        assertTaken(
                router("route_localnet", all, byDefault, own), ipv4("127.0.0.5", EAST_HOST), isOn);
    }

    @ParameterizedTest
    @CsvSource({
        "false, -, false, false",
        "false, -, true,  true",
        "true,  -, false, true",
        "true,  -, true,  true",
        "-, true,  -,     true",
        "-, true,  false, false",
    })
    @Spec({"TUN-36", "TUN-22"})
    void dropOfUnicastInGroupFrames_isOnWhereEitherIs(
            String all, String byDefault, String own, boolean isOn) {
        final TestRouter router = router("drop_unicast_in_l2_multicast", all, byDefault, own);

        router.receives("west", TwoLans.toRouter().echo(1, 1).broadcastFrame());

        if (isOn) {
            assertThat(router).droppedSilently(DropReason.IPV4_GROUP_FRAME);
        } else {
            assertThat(router).droppedNothing().sentOnly("west").isIcmp(0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, -, false, false",
        "false, -, true,  true",
        "true,  -, false, false",
        "true,  -, true,  true",
        "true,  -, -,     true",
        "-, true,  -,     true",
        "-, -,     -,     false",
    })
    @Spec("TUN-36")
    void forwardingOfLinkLocal_isTheInterfacesOwnOrWhatAllWrites(
            String all, String byDefault, String own, boolean isOn) {
        assertTaken(
                router("forward_link_local", all, byDefault, own),
                ipv4("169.254.7.7", EAST_HOST),
                isOn);
    }

    @Test
    @Spec("TUN-36")
    void switchOfOneInterface_isNotThatOfAnother() {
        final TestRouter router = router("forwarding", "-", "-", "false");

        router.receives("east", ipv4(EAST_HOST, WEST_HOST));

        assertThat(router).droppedNothing().sentOnly("west");
    }
}
