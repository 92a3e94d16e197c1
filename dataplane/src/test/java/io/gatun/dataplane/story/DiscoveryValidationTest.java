package io.gatun.dataplane.story;

import static io.gatun.dataplane.graph.DropReason.ND_BAD_CODE;
import static io.gatun.dataplane.graph.DropReason.ND_BAD_DESTINATION;
import static io.gatun.dataplane.graph.DropReason.ND_BAD_OPTION;
import static io.gatun.dataplane.graph.DropReason.ND_BAD_SOURCE;
import static io.gatun.dataplane.graph.DropReason.ND_BAD_TARGET;
import static io.gatun.dataplane.graph.DropReason.ND_HOP_LIMIT;
import static io.gatun.dataplane.graph.DropReason.ND_SOLICITED_GROUP;
import static io.gatun.dataplane.graph.DropReason.ND_TRUNCATED;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Lans6.WEST_HOST;
import static io.gatun.dataplane.testkit.Lans6.WEST_ROUTER;
import static io.gatun.dataplane.testkit.Lans6.toRouter;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.testkit.Ipv6Frame;
import io.gatun.dataplane.testkit.Lans6;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which messages of Neighbor Discovery reach control (RFC 4861 §6.1, §7.1, §8.1). */
class DiscoveryValidationTest {

    private static final String SOLICITED_NODE = "ff02::1:ff00:1";
    private static final String MAC = "02:00:00:00:00:77";
    private static final int SOLICITED = 1 << 30;

    private final TestRouter router = Lans6.router();

    private static Ipv6Frame solicitation() {
        return ipv6(WEST_HOST, SOLICITED_NODE).groupFrame().solicits(WEST_ROUTER);
    }

    private static Ipv6Frame probe() {
        return ipv6("::", SOLICITED_NODE).groupFrame().solicits(WEST_ROUTER);
    }

    private static Ipv6Frame redirect(String source, String target, String destination) {
        return ipv6(source, WEST_ROUTER)
                .icmp(137, 0, 0)
                .hopLimit(255)
                .payload(address(target))
                .payload(address(destination));
    }

    private static byte[] address(String text) {
        return Arrays.copyOfRange(ipv6(text, "::").packet(), 8, 24);
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("solicitation", solicitation().linkLayer(1, MAC)),
                Arguments.of("without option", solicitation()),
                Arguments.of("with an unknown option", solicitation().payload("FE01 000000000000")),
                Arguments.of("probe", probe()),
                Arguments.of("unicast solicitation", toRouter().solicits(WEST_ROUTER)),
                Arguments.of(
                        "advertisement",
                        toRouter().advertises(WEST_HOST, SOLICITED).linkLayer(2, MAC)),
                Arguments.of(
                        "unsolicited advertisement",
                        ipv6(WEST_HOST, "ff02::1").groupFrame().advertises(WEST_HOST, 0)),
                Arguments.of(
                        "router solicitation",
                        ipv6("fe80::2", "ff02::2")
                                .groupFrame()
                                .icmp(133, 0, 0)
                                .hopLimit(255)
                                .linkLayer(1, MAC)),
                Arguments.of(
                        "router solicitation of nobody",
                        ipv6("::", "ff02::2").groupFrame().icmp(133, 0, 0).hopLimit(255)),
                Arguments.of(
                        "router advertisement",
                        ipv6("fe80::2", "ff02::1")
                                .groupFrame()
                                .icmp(134, 0, 0)
                                .hopLimit(255)
                                .payload(8)),
                Arguments.of("redirect", redirect("fe80::2", "fe80::3", "2001:db8::9")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    @Spec({"ICMP6-07", "IP6A-04"})
    void soundMessage_reachesControl(String name, Ipv6Frame message) {
        router.receives("west", message);

        assertThat(router.passed("punt-nd")).isEqualTo(1);
        assertThat(router).droppedNothing();
        assertThat(router.counted("Icmp6InMsgs")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    @Spec("ICMP6-07")
    void messageFromBeyondTheLink_isDropped(String name, Ipv6Frame message) {
        expect(ND_HOP_LIMIT, message.hopLimit(254));
    }

    @ParameterizedTest
    @ValueSource(ints = {133, 134, 135, 136, 137})
    void codeThatIsNotZero_isDropped(int type) {
        expect(
                ND_BAD_CODE,
                ipv6("fe80::2", WEST_ROUTER).icmp(type, 1, 0).hopLimit(255).payload(40));
    }

    @ParameterizedTest
    @CsvSource({"134, 15", "135, 23", "136, 23", "137, 39"})
    void messageShorterThanItsFields_isDropped(int type, int length) {
        expect(
                ND_TRUNCATED,
                ipv6("fe80::2", WEST_ROUTER)
                        .icmp(type, 0, 0)
                        .hopLimit(255)
                        .payload(40)
                        .icmpCutTo(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "0100", "0100 000000000000", "0102 000000000000", "FE01 00"})
    void optionWithoutLengthOrBeyondTheMessage_isDropped(String option) {
        expect(ND_BAD_OPTION, solicitation().payload(option));
        expect(ND_BAD_OPTION, solicitation().linkLayer(1, MAC).payload(option));
    }

    @Test
    void groupAsTarget_isDropped() {
        expect(
                ND_BAD_TARGET,
                ipv6(WEST_HOST, SOLICITED_NODE).groupFrame().solicits(SOLICITED_NODE));
        expect(ND_BAD_TARGET, toRouter().advertises("ff02::1", 0));
    }

    @Test
    void probeThatTellsAMac_isDropped() {
        expect(ND_BAD_SOURCE, probe().linkLayer(1, MAC));
        expect(
                ND_BAD_SOURCE,
                ipv6("::", "ff02::2").groupFrame().icmp(133, 0, 0).hopLimit(255).linkLayer(1, MAC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff02::1", WEST_ROUTER})
    void probeToAnotherThanTheSolicitedNodeGroup_isDropped(String destination) {
        expect(ND_BAD_DESTINATION, ipv6("::", destination).solicits(WEST_ROUTER));
    }

    @Test
    void solicitedAdvertisementToAGroup_isDropped() {
        expect(
                ND_SOLICITED_GROUP,
                ipv6(WEST_HOST, "ff02::1").groupFrame().advertises(WEST_HOST, SOLICITED));
    }

    @Test
    void advertisementOrRedirectOfNoRouter_isDropped() {
        expect(ND_BAD_SOURCE, ipv6(WEST_HOST, "ff02::1").icmp(134, 0, 0).hopLimit(255).payload(8));
        expect(ND_BAD_SOURCE, redirect(WEST_HOST, "fe80::3", "2001:db8::9"));
    }

    @Test
    void redirectToNoNeighbor_isDropped() {
        expect(ND_BAD_TARGET, redirect("fe80::2", "2001:db8::8", "2001:db8::9"));
        expect(ND_BAD_TARGET, redirect("fe80::2", "fe80::3", "ff02::9"));
    }

    private void expect(DropReason reason, Ipv6Frame message) {
        final long before = router.passed("punt-nd");
        router.mark().receives("west", message);
        assertThat(router).isSilent().droppedOne(reason);
        assertThat(router.passed("punt-nd")).isEqualTo(before);
    }
}
