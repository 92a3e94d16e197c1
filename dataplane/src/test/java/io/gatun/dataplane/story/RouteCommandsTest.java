package io.gatun.dataplane.story;

import static io.gatun.dataplane.testkit.TwoLans.EAST_HOST;
import static io.gatun.dataplane.testkit.TwoLans.EAST_MAC;
import static io.gatun.dataplane.testkit.TwoLans.GATEWAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.testkit.EveryPacketAccountedFor;
import io.gatun.dataplane.testkit.ManagedRouter;
import io.gatun.dataplane.testkit.ManagedRouter.Result;
import io.gatun.dataplane.testkit.Spec;
import io.gatun.dataplane.testkit.TwoLans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types, and what the router then does and says. */
@ExtendWith(EveryPacketAccountedFor.class)
@Timeout(120)
class RouteCommandsTest {

    @TempDir private Path folder;
    private ManagedRouter router;

    @BeforeEach
    void startRouter() throws IOException {
        router = ManagedRouter.of(TwoLans.router(), folder);
    }

    @AfterEach
    void stopRouter() {
        router.close();
        assertThat(router.faults()).isEmpty();
    }

    private String done(String line) {
        final Result result = router.gatun(line);
        assertThat(result.code()).as(line + "\n" + result.err()).isZero();
        assertThat(result.err()).isEmpty();
        return result.out();
    }

    private String refused(String line) {
        final Result result = router.gatun(line);
        assertThat(result.code()).as(line + "\n" + result.out()).isEqualTo(1);
        return result.out() + result.err();
    }

    @Test
    @Spec({"FIB-23", "FIB-30"})
    void addedRoute_isExplainedWithItsNextHopAndNeighbor() {
        done("route add 192.0.2.0/24 via " + GATEWAY + " metric 50 proto bgp mtu 1400");

        assertThat(done("route get 192.0.2.7"))
                .isEqualTo(
                        """
                        192.0.2.7 via 10.0.1.254 dev east src 10.0.1.1
                          route     192.0.2.0/24 table main proto bgp scope universe metric 50
                          mtu       1400
                          neighbor  10.0.1.254 02:00:00:00:00:fe PERMANENT
                        """);
        assertThat(refused("route add 192.0.2.0/24 via " + GATEWAY + " metric 50"))
                .startsWith("gatun: there is a route to 192.0.2.0/24 with metric 50 already");
    }

    @Test
    @Spec("FIB-30")
    void replacedAndChangedRoutes_takeThePlaceOfTheOld() {
        assertThat(refused("route change 192.0.2.0/24 via " + GATEWAY))
                .startsWith("gatun: there is no route to 192.0.2.0/24 with metric 0 to change");
        done("route replace 192.0.2.0/24 via " + GATEWAY);
        done("route change 192.0.2.0/24 via " + EAST_HOST);

        assertThat(done("route get 192.0.2.7")).contains("via " + EAST_HOST, EAST_MAC);
        done("route replace prohibit 192.0.2.0/24");
        assertThat(done("route get 192.0.2.7")).startsWith("prohibit 192.0.2.7\n");
    }

    @Test
    @Spec({"FIB-23", "RT-06", "RT-07", "RT-08"})
    void packetThatWouldBeDropped_isToldItsReason() {
        for (final String type : List.of("blackhole", "unreachable", "prohibit")) {
            done("route replace " + type + " 192.0.2.0/24");
            done("route replace " + type + " 2001:db8:1::/48");
            final String reason = type.equals("prohibit") ? "prohibited" : type;
            assertThat(done("route get 192.0.2.7").lines())
                    .startsWith(type + " 192.0.2.7")
                    .endsWith("  dropped   IPV4_" + reason.toUpperCase(Locale.ROOT));
            assertThat(done("route get 2001:db8:1::7").lines())
                    .endsWith("  dropped   IPV6_" + reason.toUpperCase(Locale.ROOT));
        }
        assertThat(refused("route get 198.51.100.7")).contains("dropped as IPV4_NO_ROUTE;");
        assertThat(refused("route get 127.0.0.1")).contains("dropped as IPV4_MARTIAN_DESTINATION;");
        assertThat(refused("route get 239.0.0.1"))
                .contains("dropped as IPV4_MULTICAST_NOT_JOINED;");
        assertThat(refused("route get 2001:db8:9::1")).contains("dropped as IPV6_NO_ROUTE;");
        assertThat(done("route get " + EAST_HOST)).doesNotContain("dropped");
    }

    @Test
    @Spec({"FIB-31", "NLK-43"})
    void deletedRoute_isGone_andCannotBeDeletedTwice() {
        done("route add 192.0.2.0/24 via " + GATEWAY);
        done("route append 192.0.2.0/24 via " + EAST_HOST + " metric 7");
        done("route delete 192.0.2.0/24 via " + EAST_HOST);

        assertThat(done("route get 192.0.2.7")).contains("via " + GATEWAY);
        done("route del 192.0.2.0/24");
        assertThat(refused("route del 192.0.2.0/24")).startsWith("gatun: table main has no such");
        assertThat(refused("route get 192.0.2.7"))
                .startsWith("192.0.2.7: network unreachable: no route leads to 192.0.2.7");
    }

    @Test
    @Spec("FIB-24")
    void shownRoutes_areThoseOfTableMain_othersOnRequest() {
        done("route add 192.0.2.0/24 via " + GATEWAY + " table 100");
        done("route add blackhole 198.51.100.0/24 proto static");

        assertThat(done("show routes"))
                .contains("10.0.0.0/24", "10.0.1.0/24", "198.51.100.0/24")
                .doesNotContain("192.0.2.0/24", "10.0.0.1/32");
        assertThat(done("route show table 100")).contains("192.0.2.0/24").doesNotContain("10.0.0.");
        assertThat(done("route show table local")).contains("10.0.0.1/32", "10.0.0.255/32");
        assertThat(done("route show table all root 192.0.0.0/8").lines()).hasSize(2);
        assertThat(done("route show match 198.51.100.1/32").lines()).hasSize(2);
        assertThat(done("route show type blackhole -j")).contains("\"198.51.100.0/24\"");
    }

    @Test
    void importedFile_isRoutedByAndFlushedAgain() throws IOException {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append(20 + i / 65_536 + "." + i / 256 % 256 + "." + i % 256 + ".0/24\n");
        }
        final Path file = Files.writeString(folder.resolve("prefixes.txt"), text);

        assertThat(done("route import " + file + " --via " + GATEWAY + " --via " + EAST_HOST))
                .startsWith("20,000 routes in force (the file has 20,000 IPv4 and 0 IPv6), in ");
        final String first = done("route get 20.0.7.9");
        assertThat(first).contains("  route     20.0.7.0/24 table main proto static");
        assertThat(done("route show proto static").lines()).hasSize(20_001);
        assertThat(refused("route import " + file + " --via " + GATEWAY))
                .contains("20,000 refused, first 20.0.0.0/24: there is a route to 20.0.0.0/24");
        done("route import --replace " + file + " --via " + GATEWAY);
        assertThat(done("route get 20.0.7.9")).contains("via " + GATEWAY);
        assertThat(done("route flush proto static")).isEqualTo("20,000 routes deleted\n");
        assertThat(refused("route get 20.0.7.9")).contains("no route leads to 20.0.7.9");
    }

    @Test
    void importedRoutesThatCannotBe_areCountedAndTheFirstIsNamed() throws IOException {
        final Path file =
                Files.writeString(
                        folder.resolve("prefixes.txt"),
                        "20.0.0.0/24 10.0.1.254\n20.0.1.0/24 172.16.0.1\n224.0.0.0/8 10.0.1.254\n");

        assertThat(refused("route import " + file))
                .startsWith("1 routes in force ")
                .contains("2 refused, first ");
    }

    @Test
    void interfaceDown_takesItsRoutesAndGivesThemBack() {
        done("route add 192.0.2.0/24 via " + GATEWAY);
        done("interface set east down");

        assertThat(refused("route get 192.0.2.7")).contains("no route leads to 192.0.2.7");
        assertThat(done("show interfaces").lines().filter(line -> line.startsWith("east")))
                .singleElement()
                .asString()
                .contains("down");
        done("interface set east up");
        assertThat(done("route get " + EAST_HOST)).contains("dev east");
        assertThat(refused("interface set eats up"))
                .isEqualTo(
                        "gatun: no interface is called eats; gatun show interfaces lists them\n");
    }

    @Test
    @Spec("FIB-26")
    void fib_tellsHowManyRoutesItHolds() {
        final long before = routesInFib();
        done("route add 192.0.2.0/24 via " + GATEWAY);
        done("route add 192.0.2.0/25 via " + EAST_HOST);

        assertThat(routesInFib()).isEqualTo(before + 2);
    }

    private long routesInFib() {
        final String row =
                done("show fib")
                        .lines()
                        .filter(line -> line.startsWith("inet "))
                        .findFirst()
                        .orElseThrow();
        return Long.parseLong(row.split(" +", -1)[1]);
    }
}
