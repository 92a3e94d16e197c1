package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.Ipv4Frame.ipv4;
import static io.gatun.dataplane.testkit.RouterAssert.assertThat;
import static io.gatun.dataplane.testkit.TwoLans.WEST_HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.control.ConfigurationKeeper;
import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.Operator;
import io.gatun.dataplane.testkit.TestRouter;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.Ipv6Prefix;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.table.TableCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Routes of files that the configuration names. */
@ExtendWith(EveryPacketAccountedFor.class)
class ImportedRoutesTest {

    private static final List<String> HOPS =
            List.of("10.0.1.9", "10.0.1.254", "2001:db8:b::9", "2001:db8:b::fe");

    @TempDir private Path folder;

    private TestRouter router(String routes, String table, String more) throws IOException {
        return TestRouter.from(yaml(routes, table, more));
    }

    private String yaml(String routes, String table, String more) throws IOException {
        final Path file = Files.writeString(folder.resolve("table.txt"), table);
        return """
        ports:
          west: { mtu: 1500 }
          east: { mtu: 1500 }
        interfaces:
          west: { addresses: [10.0.0.1/24, "2001:db8:a::1/64"] }
          east: { addresses: [10.0.1.1/24, "2001:db8:b::1/64"] }
        neighbors:
          - { address: 10.0.0.2, interface: west, mac: "02:00:00:00:00:02" }
          - { address: 10.0.1.9, interface: east, mac: "02:00:00:00:00:09" }
          - { address: 10.0.1.254, interface: east, mac: "02:00:00:00:00:fe" }
        imports:
          - { file: %s%s }
        %s
        """
                .formatted(file, more, routes.isEmpty() ? "" : "routes: [" + routes + "]");
    }

    private static String via(TestRouter router, String destination) {
        final RouteAnswer answer = Operator.of(router).wayTo(destination);
        return answer.prefix() + answer.via().map(via -> " " + via).orElse(" " + answer.type());
    }

    @Test
    void configuredRoute_takesThePlaceOfTheImportedOne_andLeavesItToIt() throws IOException {
        final String table = "192.0.2.0/24 10.0.1.254\n198.51.100.0/24 10.0.1.254\n";
        final String other = "{ prefix: 192.0.2.0/24, via: 10.0.1.9 }";
        final TestRouter router = router(other, table, "");
        assertThat(via(router, "192.0.2.1")).isEqualTo("192.0.2.0/24 10.0.1.9");

        router.applies(TestRouter.parse(yaml("", table, "")));
        assertThat(via(router, "192.0.2.1")).isEqualTo("192.0.2.0/24 10.0.1.254");

        router.applies(TestRouter.parse(yaml(other, table, "")));
        assertThat(via(router, "192.0.2.1")).isEqualTo("192.0.2.0/24 10.0.1.9");
        assertThat(via(router, "198.51.100.1")).isEqualTo("198.51.100.0/24 10.0.1.254");

        router.applies(TestRouter.parse(yaml("", table, "")));
        assertThat(via(router, "192.0.2.1")).isEqualTo("192.0.2.0/24 10.0.1.254");
    }

    @Test
    void importThatChanges_takesARestart() throws IOException {
        final TestRouter router = router("", "192.0.2.0/24 10.0.1.254\n", "");
        final RouterConfiguration next =
                TestRouter.parse(yaml("", "192.0.2.0/24 10.0.1.254\n", ", metric: 7"));

        assertThatThrownBy(() -> router.router().control().configuration().apply(next))
                .hasMessageContaining("files of routes are read when the router starts");
        assertThat(via(router, "192.0.2.1")).isEqualTo("192.0.2.0/24 10.0.1.254");
    }

    @Test
    void packetToAnImportedPrefix_goesToItsNextHop() throws IOException {
        final TestRouter router =
                router("", "192.0.2.0/24 10.0.1.254\n192.0.2.128/25 10.0.1.9\n", "");

        router.receives("west", ipv4(WEST_HOST, "192.0.2.7"), ipv4(WEST_HOST, "192.0.2.200"));

        assertThat(router).droppedNothing();
        assertThat(router.sentBy("east"))
                .extracting(packet -> packet.destinationMac())
                .containsExactly("02:00:00:00:00:fe", "02:00:00:00:00:09");
    }

    @Test
    void routeOfTheConfiguration_staysWhereTheFileHasTheSame() throws IOException {
        final TestRouter router =
                router(
                        "{ prefix: 192.0.2.0/24, type: blackhole }, { prefix: 198.51.100.0/24, type:"
                                + " blackhole, metric: 5 }",
                        "192.0.2.0/24\n198.51.100.0/24\n",
                        ", via: 10.0.1.9");

        assertThat(via(router, "192.0.2.7")).isEqualTo("192.0.2.0/24 BLACKHOLE");
        assertThat(via(router, "198.51.100.7")).isEqualTo("198.51.100.0/24 10.0.1.9");
    }

    @Test
    void fileForAnotherTable_forwardsNothing() throws IOException {
        final TestRouter router = router("", "192.0.2.0/24 10.0.1.9\n", ", table: 100");

        router.receives("west", ipv4(WEST_HOST, "192.0.2.7"));

        assertThat(router.sentBy("east")).isEmpty();
        assertThat(router.sentBy("west"))
                .extracting(packet -> packet.icmpType() + " " + packet.icmpCode())
                .containsExactly("3 0");
    }

    @Test
    void largeTable_isLookedUpAsALinearScanDoes() throws IOException {
        final long seed = 20_261_120;
        final SplittableRandom random = new SplittableRandom(seed);
        final Map<IpPrefix, String> table = new LinkedHashMap<>();
        table.put(IpPrefix.parse("0.0.0.0/0"), HOPS.get(0));
        table.put(IpPrefix.parse("::/0"), HOPS.get(2));
        for (int i = 0; i < 6_000; i++) {
            final IpPrefix ipv4 =
                    new Ipv4Address(20 << 24 | random.nextInt(1 << 20) << 4)
                            .prefix(random.nextInt(8, 33));
            table.putIfAbsent(ipv4, HOPS.get(random.nextInt(2)));
            final IpPrefix ipv6 =
                    new Ipv6Address(
                                    (0x2600L << 48) | ((long) random.nextInt(1 << 12) << 36),
                                    random.nextLong())
                            .prefix(random.nextInt(16, 129));
            table.putIfAbsent(ipv6, HOPS.get(2 + random.nextInt(2)));
        }
        final StringBuilder text = new StringBuilder();
        table.forEach((prefix, hop) -> text.append(prefix + " " + hop + "\n"));
        final TestRouter router = router("", text.toString(), "");
        final Operator operator = Operator.of(router);

        final List<IpPrefix> prefixes = new ArrayList<>(table.keySet());
        for (int i = 0; i < 1_000; i++) {
            final IpAddress address = near(prefixes.get(random.nextInt(prefixes.size())), random);
            final IpPrefix expected =
                    prefixes.stream()
                            .filter(prefix -> prefix.contains(address))
                            .max(Comparator.comparingInt(IpPrefix::length))
                            .orElseThrow();
            final RouteAnswer answer = operator.wayTo(address.toString());
            assertThat(answer.prefix()).as("%s, seed %d", address, seed).isEqualTo(expected);
            assertThat(answer.via().orElseThrow())
                    .as("%s, seed %d", address, seed)
                    .hasToString(table.get(expected));
        }
    }

    /** In the prefix, at one of its ends, or right beside it. */
    private static IpAddress near(IpPrefix prefix, SplittableRandom random) {
        final int step = random.nextInt(-1, 2);
        return switch (prefix) {
            case Ipv4Prefix ipv4 ->
                    new Ipv4Address(
                            (random.nextBoolean() ? ipv4.bits() : ipv4.last().bits()) + step);
            case Ipv6Prefix ipv6 -> new Ipv6Address(ipv6.high(), ipv6.low() + Math.max(step, 0));
        };
    }

    @Test
    void givenNextHops_shareThePrefixes() throws IOException {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            text.append("20.0." + i + ".0/24\n");
        }
        final TestRouter router = router("", text.toString(), ", via: [10.0.1.9, 10.0.1.254]");

        final List<String> ways = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ways.add(via(router, "20.0." + i + ".1"));
        }
        assertThat(ways).filteredOn(way -> way.endsWith(" 10.0.1.9")).hasSizeBetween(70, 130);
        assertThat(ways).filteredOn(way -> way.endsWith(" 10.0.1.254")).hasSizeBetween(70, 130);
    }

    @Test
    void file_isReadOnce_withTheConfiguration() throws IOException {
        final String table =
                """
                192.0.2.77/24 10.0.1.254
                192.0.2.0/24 10.0.1.9
                198.51.100.0/24 10.0.1.9
                2001:db8:1::/48 2001:db8:b::9
                2001:db8:1:2:3:4:5:6/127 2001:db8:b::fe
                """;
        final RouterConfiguration read = TestRouter.parse(yaml("", table, ""));
        Files.delete(folder.resolve("table.txt"));

        final TestRouter router = TestRouter.of(read);

        assertThat(Operator.of(router).routes(TableId.MAIN))
                .filteredOn(route -> route.via().isPresent())
                .extracting(route -> route.prefix() + " " + route.via().orElseThrow())
                .containsExactly(
                        "192.0.2.0/24 10.0.1.254",
                        "198.51.100.0/24 10.0.1.9",
                        "2001:db8:1::/48 2001:db8:b::9",
                        "2001:db8:1:2:3:4:5:6/127 2001:db8:b::fe");
        assertThat(read.imports().getFirst().counts()).isEqualTo(new TableCounts(2, 2, 1, 1, 0, 0));
    }

    @Test
    void configurationInForce_keepsNoRoutesOfFiles() throws IOException {
        final String table = "192.0.2.0/24 10.0.1.254\n";
        final RouterConfiguration first = TestRouter.parse(yaml("", table, ""));
        final TestRouter router = TestRouter.of(first);
        assertThat(first.tables().take()).isEmpty();

        final RouterConfiguration next =
                TestRouter.parse(yaml("{ prefix: 198.51.100.0/24, via: 10.0.1.9 }", table, ""));
        router.applies(next);
        assertThat(router.router().control().configuration().current()).isSameAs(next);
        assertThat(next.tables().take()).isEmpty();
    }

    @Test
    void secondRouterOfTheSameReading_isRefused() throws IOException {
        final RouterConfiguration read =
                TestRouter.parse(yaml("", "192.0.2.0/24 10.0.1.254\n", ""));
        TestRouter.of(read);

        assertThatThrownBy(() -> TestRouter.of(read))
                .hasMessage("another router took the routes of imported files");
    }

    @Test
    void fileThatChanges_isNewsWhereItsCountsAre() throws Exception {
        final TestRouter router = router("", "192.0.2.0/24 10.0.1.254\n", "");
        final ConfigurationKeeper keeper = router.router().control().configuration();

        assertThat(keeper.plan(TestRouter.parse(yaml("", "192.0.2.0/24 10.0.1.254\n", ""))))
                .isEmpty();
        assertThat(keeper.plan(TestRouter.parse(yaml("", "198.51.100.0/24 10.0.1.9\n", ""))))
                .isEmpty();
        final RouterConfiguration more =
                TestRouter.parse(yaml("", "192.0.2.0/24 10.0.1.9\n198.51.100.0/24 10.0.1.9\n", ""));
        assertThatThrownBy(() -> keeper.plan(more))
                .hasMessageContaining("files of routes are read when the router starts");
    }

    @Test
    void nextHopOfADuplicate_isNotLookedAt() throws IOException {
        final TestRouter router =
                router("", "192.0.2.0/24 10.0.1.254\n192.0.2.0/24 10.9.9.9\n", "");

        assertThat(via(router, "192.0.2.1")).isEqualTo("192.0.2.0/24 10.0.1.254");
    }

    @Test
    void nextHopThatARouteOfTheConfigurationCoversUp_isRefusedByFileAndPrefix() {
        assertThatThrownBy(() ->
                        router(
                                "{ prefix: 10.0.1.9/32, type: local }",
                                "192.0.2.0/24 10.0.1.254\n198.51.100.0/24 10.0.1.9\n",
                                ""))
                .hasMessageContaining(
                        "table.txt: prefix 198.51.100.0/24: invalid gateway 10.0.1.9: 10.0.1.9/32"
                                + " of type local covers it");
    }

    @Test
    void flawedFile_isRefusedBeforeAnythingStarts() {
        assertThatThrownBy(() -> router("", "192.0.2.0/24 10.0.1.9\n192.0.2.0/33 10.0.1.9\n", ""))
                .hasMessageContaining("table.txt:2: prefix length 33 is not within 0..32");
    }
}
