package io.gatun.mgmt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.channel.Answer;
import io.gatun.mgmt.channel.Caller;
import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.channel.Limits;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands about routes, and what reaches a router that only listens. */
@Timeout(120)
class RouteCommandTest {

    private static final RouteEntry ROUTE =
            new RouteEntry(
                    IpPrefix.parse("10.0.0.0/24"),
                    TableId.MAIN,
                    RouteType.UNICAST,
                    RouteProtocol.STATIC,
                    0,
                    0,
                    RouteScope.UNIVERSE,
                    Optional.of(IpAddress.parse("10.0.1.2")),
                    Optional.of("east"),
                    Optional.empty(),
                    false,
                    RouteMetrics.NONE,
                    Set.of());

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private ControlThread router;

    @BeforeEach
    void startRouter() throws Exception {
        router = new ControlThread(folder, "edge-1", Limits.DEFAULT, this::answer);
    }

    @AfterEach
    void stopRouter() {
        router.close();
    }

    private Answer answer(Request request, Caller caller) {
        requests.add(request);
        return switch (request) {
            case Request.PutRoute put when put.prefix().length() == 9 ->
                    Answer.refused(RefusalCode.EXISTS, "the route is there already");
            case Request.PutRoutes put ->
                    Answer.rows(ResourceKind.ROUTE_TALLY, List.of(tally(put)));
            case Request.GetRoute get when get.ingress().filter("none"::equals).isPresent() ->
                    new Answer.Last(
                            new Reply.Refusal(
                                    RefusalCode.NOT_FOUND, "iif", "none", "", "no interface none"));
            case Request.GetRoute get when get.destination().toString().startsWith("172.") ->
                    new Answer.Last(
                            new Reply.Refusal(
                                    RefusalCode.NOT_FOUND,
                                    "destination",
                                    get.destination().toString(),
                                    "",
                                    "no route leads there"));
            default -> ControlThread.answer(request, caller);
        };
    }

    /** Refuses every prefix of length 9. */
    private static RouteTally tally(Request.PutRoutes put) {
        final int[] refused =
                IntStream.range(0, put.prefixes().size())
                        .filter(i -> put.prefixes().get(i).length() == 9)
                        .toArray();
        return new RouteTally(
                put.prefixes().size() - refused.length,
                refused.length,
                refused.length == 0 ? OptionalInt.empty() : OptionalInt.of(refused[0]),
                refused.length == 0 ? "" : "it is there already");
    }

    private int gatun(Writer to, String... args) {
        final List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--run-dir", folder.toString()));
        return Gatun.commandLine()
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(new PrintWriter(to))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private int gatun(String line) {
        return gatun(out, line.split(" "));
    }

    private void assertDone(String line) {
        assertThat(gatun(line)).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
    }

    private JsonNode json(String line) {
        assertDone(line);
        return JsonMapper.shared().readTree(out.toString());
    }

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("routes.txt"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "add, CREATE",
        "replace, REPLACE",
        "change, CHANGE",
        "append, APPEND",
        "prepend, PREPEND"
    })
    void verb_putsTheRouteInItsMode(String verb, PutMode mode) {
        assertDone("route " + verb + " 10.9.0.0/16 via 10.0.1.2 dev east metric 50");

        assertThat(requests)
                .containsExactly(
                        new Request.PutRoute(
                                mode,
                                IpPrefix.parse("10.9.0.0/16"),
                                RouteAttributes.builder()
                                        .via(IpAddress.parse("10.0.1.2"))
                                        .interfaceName("east")
                                        .metric(50)
                                        .build()));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void optionsOfTheFamily_mayStandBeforeOrAfterTheWords() {
        assertDone("route add -6 blackhole default");
        assertDone("route add blackhole default -6");

        assertThat(requests).hasSize(2).allMatch(requests.getFirst()::equals);
        assertThat(((Request.PutRoute) requests.getFirst()).prefix()).hasToString("::/0");
    }

    @Test
    void refusedRoute_failsInTheRouterSWords() {
        assertThat(gatun("route add 10.0.0.0/9 via 10.0.1.2")).isEqualTo(1);
        assertThat(err).hasToString("gatun: the route is there already\n");
    }

    @Test
    void wrongWord_isWrongUsageAndAsksNothing() {
        assertThat(gatun("route add 10.0.0.0/8 vai 10.0.1.2")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("gatun: 'vai' is no word of a route; did you mean 'via'?")
                .endsWith("see: gatun route add --help\n");
        assertThat(requests).isEmpty();
    }

    @Test
    void delete_sendsWhatIsSaidOfTheRoute() {
        assertDone("route delete blackhole 192.0.2.0/24 table 100");
        assertDone("route del 192.0.2.0/24 metric 5");

        assertThat(requests)
                .containsExactly(
                        new Request.DeleteRoute(
                                RouteSelector.builder(new TableId(100))
                                        .exact(IpPrefix.parse("192.0.2.0/24"))
                                        .type(RouteType.BLACKHOLE)
                                        .build()),
                        new Request.DeleteRoute(
                                RouteSelector.builder(TableId.MAIN)
                                        .exact(IpPrefix.parse("192.0.2.0/24"))
                                        .metric(5)
                                        .build()));
    }

    @Test
    void deleteWithoutPrefix_isWrongUsage() {
        assertThat(gatun("route delete dev east")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        "gatun: the prefix of the route is missing; many go with: gatun route flush\n");
        assertThat(requests).isEmpty();
    }

    @Test
    void flush_tellsHowManyWent() {
        assertDone("route flush proto bgp");

        assertThat(out).hasToString("3 routes deleted\n");
        assertThat(requests)
                .containsExactly(
                        new Request.FlushRoutes(
                                RouteSelector.builder(TableId.MAIN)
                                        .protocol(RouteProtocol.parse("bgp"))
                                        .build()));
    }

    @Test
    void flushWithoutWords_isWrongUsage() {
        assertThat(gatun("route flush")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("gatun: which routes is missing; all of them are: table main\n");
        assertThat(requests).isEmpty();
    }

    @Test
    void get_explainsTheWay() {
        assertDone("route get 192.0.2.7 from 10.0.0.9 iif west oif east mark 7 tos 0x10");

        assertThat(out)
                .hasToString(
                        """
                        192.0.2.7 via 10.0.0.2 dev west src 10.0.0.1
                          route     192.0.2.0/24 table main proto static scope universe metric 0 tos 0x10
                          mtu       1500
                          neighbor  10.0.0.2 02:00:00:00:00:01 REACHABLE
                        """);
        assertThat(requests)
                .containsExactly(
                        new Request.GetRoute(
                                IpAddress.parse("192.0.2.7"),
                                Optional.of(IpAddress.parse("10.0.0.9")),
                                Optional.of("west"),
                                Optional.of("east"),
                                OptionalLong.of(7),
                                OptionalInt.of(16)));
    }

    @Test
    void getOfManyAddresses_goesOverOneSessionAndAnswersEach() {
        final InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream("192.0.2.2\n\n 172.16.0.1 \n2001:db8::1".getBytes(UTF_8)));
        try {
            assertThat(gatun("route get -j 192.0.2.1 - 192.0.2.3")).isEqualTo(1);
        } finally {
            System.setIn(before);
        }
        final JsonNode answers = JsonMapper.shared().readTree(out.toString());

        assertThat(requests)
                .map(request -> ((Request.GetRoute) request).destination().toString())
                .containsExactly(
                        "192.0.2.1", "192.0.2.2", "172.16.0.1", "2001:db8::1", "192.0.2.3");
        assertThat(answers).hasSize(5);
        assertThat(answers.get(0).get("prefix").asString()).isEqualTo("192.0.2.0/24");
        assertThat(answers.get(2))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"destination": "172.16.0.1", "code": "not_found",
                                         "sentence": "no route leads there"}\
                                        """));
    }

    @Test
    void getWithoutARoute_saysSoAndFails() {
        assertThat(gatun("route get 172.16.0.1")).isEqualTo(1);
        assertThat(out).hasToString("172.16.0.1: no route leads there\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "route get 192.0.2.7 iif none | 1 | gatun: no interface none",
                "route get 192.0.2 | 2 | gatun: address: '192.0.2' is not an IPv4 address: it has 3 parts and needs 4",
                "route get 192.0.2.7 form 10.0.0.1 | 2 | gatun: 'form' is no address; did you mean 'from'?; allowed are from, iif, oif, mark, tos",
                "route get from 10.0.0.1 | 2 | gatun: the address is missing",
                "route get 192.0.2.7 mark x | 2 | gatun: mark x is not a number within 0..4294967295",
            })
    void wrongQuestion_isAnsweredInOneSentence(String line, int code, String sentence) {
        assertThat(gatun(line)).isEqualTo(code);
        assertThat(err.toString().lines().findFirst()).contains(sentence);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void show_listsRoutesInEitherCommand() {
        final String table =
                """
                prefix                   type       via                      interface  table  protocol  scope         metric  source    mtu        flags  state
                10.0.0.0/24              unicast    -                        west       main   kernel    link               0  10.0.0.1  -          U      installed
                ::/0                     unicast    2001:db8:b::fe onlink    east       1000   static    universe          20  -         lock 1400  G      dead linkdown
                203.0.113.0/24 tos 0x10  blackhole  -                        -          main   77        universe  4294967295  -         -          !      -
                """
                        .replace("      interface", "    interface")
                        .replace("-                        ", "-                      ")
                        .replace("onlink    east", "onlink  east");
        assertDone("show routes");
        assertThat(out).hasToString(table);
        out.getBuffer().setLength(0);
        assertDone("route show table all dev east -6");
        assertThat(out).hasToString(table);
        assertThat(requests)
                .element(0)
                .isEqualTo(new Request.ListRoutes(RouteSelector.all(TableId.MAIN)));
    }

    @Test
    void showAsJson_isAnArrayOfRoutes() {
        final JsonNode routes = json("route show -j");

        assertThat(routes).hasSize(3);
        assertThat(routes.get(1).get("metrics").get("mtu").asInt()).isEqualTo(1400);
    }

    @Test
    void aLongTable_isStreamedAndNeverHeld() throws Exception {
        router.close();
        final int count = 300_000;
        final AtomicInteger made = new AtomicInteger();
        final Iterator<RouteEntry> routes =
                IntStream.range(0, count)
                        .mapToObj(i -> {
                            made.set(i + 1);
                            return ROUTE;
                        })
                        .iterator();
        router =
                new ControlThread(
                        folder,
                        "edge-1",
                        Limits.DEFAULT,
                        (_, _) -> new Answer.Rows(ResourceKind.ROUTE, routes));
        final LineCounter lines = new LineCounter(made);

        assertThat(gatun(lines, "show", "routes")).as(err.toString()).isZero();

        assertThat(lines.count).isEqualTo(count + 1);
        assertThat(made.get()).isEqualTo(count);
        assertThat(lines.madeAtFirstLine).isBetween(GrowingTable.ROWS_HELD, count / 6);
    }

    /** Counts lines and remembers how many routes were made when the first one came out. */
    private static final class LineCounter extends Writer {

        private final AtomicInteger made;
        private int madeAtFirstLine;
        private int count;

        private LineCounter(AtomicInteger made) {
            this.made = made;
        }

        @Override
        public void write(char[] text, int from, int length) {
            madeAtFirstLine = count == 0 ? made.get() : madeAtFirstLine;
            for (int i = from; i < from + length; i++) {
                count += text[i] == '\n' ? 1 : 0;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void showFib_tellsSizesAndHowFullTheyAre() {
        assertDone("show fib");

        assertThat(out)
                .hasToString(
                        """
                        family  routes  prefixes  ways  nodes      of  entries       of  full     bytes  updates
                        inet    901899    901930     7     12  262144   262144  8388608  3.1 %  6600000       12

                        family  bits    nodes
                        inet    0..23   65536
                        inet    24..31     12
                        """);
    }

    @Test
    void interfaceSet_takesItUpOrDown() {
        assertDone("interface set east down");
        assertDone("interface set east up");

        assertThat(requests)
                .containsExactly(
                        new Request.SetInterface("east", false),
                        new Request.SetInterface("east", true));
        assertThat(gatun("interface set east sideways")).isEqualTo(2);
    }

    private List<Request.PutRoutes> puts() {
        return requests.stream().map(Request.PutRoutes.class::cast).toList();
    }

    @Test
    void imported_routesTravelByNextHop() throws Exception {
        final Path file =
                file(
                        """
                        10.0.0.0/8 10.0.1.2
                        11.0.0.0/8 10.0.1.3
                        12.0.0.0/8 10.0.1.2
                        2001:db8::/32 2001:db8:b::2
                        10.0.0.0/8 10.0.1.9
                        13.1.0.0/8 10.0.1.3
                        """);
        assertDone("route import " + file + " --table 100 --proto bgp --metric 20 --replace");

        assertThat(puts())
                .extracting(put -> put.attributes().via().orElseThrow() + " " + put.prefixes())
                .containsExactly(
                        "10.0.1.2 [10.0.0.0/8, 12.0.0.0/8]",
                        "10.0.1.3 [11.0.0.0/8, 13.0.0.0/8]",
                        "2001:db8:b::2 [2001:db8::/32]");
        assertThat(puts().getFirst().mode()).isEqualTo(PutMode.REPLACE);
        assertThat(puts().getFirst().attributes())
                .isEqualTo(
                        RouteAttributes.builder()
                                .via(IpAddress.parse("10.0.1.2"))
                                .table(new TableId(100))
                                .protocol(RouteProtocol.parse("bgp"))
                                .metric(20)
                                .build());
        assertThat(out.toString().replaceFirst("in [0-9.]+ s", "in T s"))
                .isEqualTo(
                        """
                        5 routes in force (the file has 4 IPv4 and 1 IPv6), in T s
                        1 more for a prefix that had one: left out
                        1 with bits set after the prefix length: cleared
                        """);
    }

    @Test
    void importInBulk_fillsFramesAndLosesNothing() throws Exception {
        final StringBuilder text = new StringBuilder();
        final Set<IpPrefix> expected = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            final IpPrefix prefix = new Ipv4Prefix(0x1400_0000 + (i << 8), 24);
            expected.add(prefix);
            text.append(prefix).append('\n');
        }
        final IpPrefix longest = IpPrefix.parse("fe80:1111:2222:3333:4444:5555:6666:7777/128");
        for (int i = 0; i < 3_000; i++) {
            final String prefix =
                    longest.toString()
                            .replace("3333", String.format(Locale.ROOT, "f%03x", i & 0xFFF));
            expected.add(IpPrefix.parse(prefix));
            text.append(prefix).append('\n');
        }
        final JsonNode summary =
                json(
                        "route import -j --via 10.0.1.2 --via 10.0.1.3 --via 2001:db8::1 "
                                + file(text.toString()));

        final Set<IpPrefix> sent = new HashSet<>();
        for (final Request.PutRoutes put : puts()) {
            assertThat(put.mode()).isEqualTo(PutMode.CREATE);
            assertThat(put.attributes().protocol()).isEqualTo(RouteProtocol.STATIC);
            assertThat(put.prefixes()).hasSizeBetween(1, RouteSender.MOST_IN_REQUEST);
            put.prefixes().forEach(prefix -> assertThat(sent.add(prefix)).isTrue());
        }
        assertThat(sent).isEqualTo(expected);
        assertThat(puts()).hasSizeLessThan(104);
        assertThat(summary.get("put").asLong()).isEqualTo(103_000);
        assertThat(summary.get("refused").asLong()).isZero();
        assertThat(summary.get("read").get("ipv6").asLong()).isEqualTo(3_000);
    }

    @Test
    void importOfOneFamily_leavesOutTheOther() throws Exception {
        assertDone("route import -6 --dev east " + file("10.0.0.0/8\n2001:db8::/32\n"));

        assertThat(puts()).hasSize(1);
        assertThat(puts().getFirst().prefixes()).containsExactly(IpPrefix.parse("2001:db8::/32"));
        assertThat(puts().getFirst().attributes())
                .isEqualTo(
                        RouteAttributes.builder()
                                .interfaceName("east")
                                .protocol(RouteProtocol.STATIC)
                                .build());
        assertThat(out.toString()).contains("1 of the other family: left out\n");
    }

    @Test
    void refusedRoutesOfAnImport_areCountedAndTheFirstIsNamed() throws Exception {
        final Path file = file("10.0.0.0/8\n10.0.0.0/9\n11.0.0.0/9\n12.0.0.0/8\n");

        assertThat(gatun("route import --via 10.0.1.2 " + file)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("2 routes in force ")
                .contains("2 refused, first 10.0.0.0/9: it is there already\n");
    }

    @Test
    void flawedFile_changesNothing() throws Exception {
        final Path file = file("10.0.0.0/8\n".repeat(3_000) + "10.0.0.0/40\n");

        assertThat(gatun("route import --via 10.0.1.2 " + file)).isEqualTo(1);
        assertThat(err)
                .hasToString("gatun: " + file + ":3001: prefix length 40 is not within 0..32\n");
        assertThat(requests).isEmpty();
    }

    @Test
    void prefixWithoutNextHop_isWrongUsageAndChangesNothing() throws Exception {
        final Path file = file("10.0.0.0/8 10.0.1.2\n2001:db8::/32\n");

        assertThat(gatun("route import --via 10.0.1.2 " + file)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        "gatun: prefix 2001:db8::/32 of the file has no next hop, and none is given"
                                + " for IPv6; name one with --via\n");
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--via 10.0.1 | '10.0.1' is not an IPv4 address: it has 3 parts and needs 4",
                "--table mian | 'mian' is not a table: main, local, default or a number",
                "--metric -1 | --metric -1 is not within 0..4294967295",
                "--format pcap | expected one of",
            })
    void wrongOptionOfAnImport_isWrongUsage(String option, String sentence) throws Exception {
        assertThat(gatun("route import " + file("") + " " + option)).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void missingFile_isNamed() {
        assertThat(gatun("route import /nowhere/rib.gz --via 10.0.1.2")).isEqualTo(1);
        assertThat(err).hasToString("gatun: there is no file /nowhere/rib.gz\n");
    }
}
