package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.Ipv6Frame.ipv6;
import static io.gatun.dataplane.testkit.Operator.add;
import static io.gatun.dataplane.testkit.Operator.put;
import static io.gatun.dataplane.testkit.Operator.via;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.Packet;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two default routes alike, and what becomes of packets when a gateway answers no more. */
@ExtendWith(EveryPacketAccountedFor.class)
class DeadGatewayTest {

    private static final String REMOTE = "198.51.100.7";
    private static final String REMOTE6 = "2001:db8:ffff::7";
    private static final String FIRST = "10.0.1.8";
    private static final String SECOND = "10.0.1.9";
    private static final String FIRST_MAC = "02:00:00:00:00:08";
    private static final String SECOND_MAC = "02:00:00:00:00:09";
    private static final String FIRST6 = "2001:db8:b::8";
    private static final String SECOND6 = "2001:db8:b::9";

    /** Verified after 5 s of use, asked three times, a second apart. */
    private static final int UNTIL_GIVEN_UP_S = 10;

    private final TestRouter router =
            TestRouter.from(
                    """
                    ports: { west: {}, east: {} }
                    interfaces:
                      west: { addresses: [10.0.0.1/24, "2001:db8:a::1/64"] }
                      east: { addresses: [10.0.1.1/24, "2001:db8:b::1/64"] }
                    """);
    private final Operator operator = Operator.of(router);

    private void append(String prefix, String gateway, TableId table) {
        operator.does(put(PutMode.APPEND, prefix, via(gateway).table(table)));
    }

    private void twoDefaults() {
        append("0.0.0.0/0", FIRST, TableId.MAIN);
        append("0.0.0.0/0", SECOND, TableId.MAIN);
        bothSpeak();
    }

    private void bothSpeak() {
        router.knowsNeighbor("east", FIRST, FIRST_MAC).knowsNeighbor("east", SECOND, SECOND_MAC);
    }

    private void speaks6(String gateway, String mac) {
        router.receives(
                "east",
                ipv6(gateway, "ff02::1:ff00:1")
                        .groupFrame()
                        .fromMac(mac)
                        .solicits("2001:db8:b::1")
                        .linkLayer(1, mac));
    }

    /** Where the answers to the last frames went, and who was asked for. */
    private List<String> seenInTheEast() {
        return router.sentBy("east").stream().map(DeadGatewayTest::text).toList();
    }

    private static String text(Packet packet) {
        if (packet.isArp()) {
            return "asks for " + packet.arpTarget();
        }
        return packet.isIpv6() && packet.isDiscovery()
                ? "asks for a neighbor"
                : packet.destinationMac();
    }

    private List<String> ping(String from) {
        router.mark();
        router.receives("west", ipv4(from, "10.0.0.1").echo(1, 1));
        return seenInTheEast();
    }

    private List<String> ping6() {
        router.mark();
        router.receives("west", ipv6(REMOTE6, "2001:db8:a::1").echo(1, 1));
        return seenInTheEast();
    }

    private List<String> transit() {
        router.mark();
        router.receives("west", ipv4("10.0.0.2", REMOTE));
        return seenInTheEast();
    }

    @ParameterizedTest
    @ValueSource(longs = {254, 253})
    @Spec({"NH-11", "NUD-38"})
    void ownPackets_goPastAGatewayThatIsSilent_andTransitDoesNot(long table) {
        append("0.0.0.0/0", FIRST, new TableId(table));
        append("0.0.0.0/0", SECOND, new TableId(table));
        bothSpeak();
        assertThat(ping(REMOTE)).containsExactly(FIRST_MAC);
        assertThat(transit()).containsExactly(FIRST_MAC);

        router.passes(UNTIL_GIVEN_UP_S);
        assertThat(ping(REMOTE)).containsExactly(SECOND_MAC);
        assertThat(transit()).containsExactly("asks for " + FIRST);
        assertThat(operator.wayTo(REMOTE).via()).hasToString("Optional[" + SECOND + "]");
        assertThat(operator.wayTo(REMOTE, "west").via()).hasToString("Optional[" + FIRST + "]");
        assertThat(ping(REMOTE)).as("while the first is asked again").containsExactly(SECOND_MAC);
        assertThat(router.explain("west", ipv4("10.0.0.2", REMOTE)).steps())
                .filteredOn(step -> step.node().equals("ipv4-lookup"))
                .flatExtracting(step -> step.details())
                .singleElement()
                .asString()
                .contains("via " + FIRST);

        router.knowsNeighbor("east", FIRST, FIRST_MAC);
        assertThat(ping(REMOTE)).as("it is back").containsExactly(FIRST_MAC);
        assertThat(transit()).containsExactly(FIRST_MAC);
    }

    @Test
    @Spec("NH-11")
    void ownIpv6Packets_goPastAGatewayThatIsSilent() {
        append("::/0", FIRST6, TableId.MAIN);
        append("::/0", SECOND6, TableId.MAIN);
        speaks6(FIRST6, FIRST_MAC);
        speaks6(SECOND6, SECOND_MAC);
        assertThat(ping6()).containsExactly(FIRST_MAC);

        router.passes(UNTIL_GIVEN_UP_S);
        assertThat(ping6()).containsExactly(SECOND_MAC);
        router.mark();
        router.receives("west", ipv6("2001:db8:a::2", REMOTE6));
        assertThat(seenInTheEast()).containsExactly("asks for a neighbor");

        speaks6(FIRST6, FIRST_MAC);
        assertThat(ping6()).containsExactly(FIRST_MAC);
    }

    @Test
    void gatewayThatNeverSpoke_isAskedFirst_andThenPassedOver() {
        append("0.0.0.0/0", FIRST, TableId.MAIN);
        append("0.0.0.0/0", SECOND, TableId.MAIN);
        router.knowsNeighbor("east", SECOND, SECOND_MAC);
        assertThat(ping(REMOTE)).containsExactly("asks for " + FIRST);
        assertThat(ping(REMOTE)).as("it may yet answer").isEmpty();

        router.passes(UNTIL_GIVEN_UP_S);
        assertThat(ping(REMOTE)).containsExactly(SECOND_MAC);
    }

    @Test
    void gatewaysThatAreAllSilent_leaveItToTheFirst() {
        twoDefaults();
        ping(REMOTE);
        router.passes(UNTIL_GIVEN_UP_S);
        ping(REMOTE);
        router.passes(UNTIL_GIVEN_UP_S);

        assertThat(ping(REMOTE)).containsExactly("asks for " + FIRST);
    }

    @Test
    void defaultRouteThatIsWorse_isNoWayAround() {
        append("0.0.0.0/0", FIRST, TableId.MAIN);
        operator.does(add("0.0.0.0/0", via(SECOND).metric(5)));
        bothSpeak();
        ping(REMOTE);
        router.passes(UNTIL_GIVEN_UP_S);

        assertThat(ping(REMOTE)).containsExactly("asks for " + FIRST);
    }

    @Test
    void longerPrefix_keepsToItsGateway() {
        twoDefaults();
        append("192.0.2.0/24", FIRST, TableId.MAIN);
        append("192.0.2.0/24", SECOND, TableId.MAIN);
        ping(REMOTE);
        router.passes(UNTIL_GIVEN_UP_S);

        assertThat(ping("192.0.2.7")).containsExactly("asks for " + FIRST);
        assertThat(ping(REMOTE)).containsExactly(SECOND_MAC);
    }

    @Test
    void secondDefaultRouteThatGoes_takesItsWayAlong() {
        append("0.0.0.0/0", FIRST, TableId.MAIN);
        final long ways = ways();
        for (int i = 0; i < 3; i++) {
            append("0.0.0.0/0", SECOND, TableId.MAIN);
            bothSpeak();
            ping(REMOTE);
            router.passes(UNTIL_GIVEN_UP_S);
            router.knowsNeighbor("east", SECOND, SECOND_MAC);
            assertThat(ping(REMOTE)).containsExactly(SECOND_MAC);

            operator.does(
                    new Request.DeleteRoute(
                            RouteSelector.builder(TableId.MAIN)
                                    .exact(IpPrefix.parse("0.0.0.0/0"))
                                    .via(IpAddress.parse(SECOND))
                                    .build()));
            assertThat(ping(REMOTE)).containsExactly("asks for " + FIRST);
            assertThat(ways()).isEqualTo(ways);
        }
    }

    private long ways() {
        return router.sight().fibs().getFirst().forwardingObjects();
    }
}
