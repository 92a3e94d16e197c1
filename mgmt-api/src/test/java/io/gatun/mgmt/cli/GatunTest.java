package io.gatun.mgmt.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.channel.ControlThread;
import io.gatun.mgmt.counters.ExampleCounters;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class GatunTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private ControlThread router;

    @BeforeEach
    void startRouter() throws Exception {
        router = new ControlThread(folder, "edge-1");
    }

    @AfterEach
    void stopRouter() {
        router.close();
    }

    private static CommandLine commandLine() {
        return Gatun.commandLine().setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    }

    private int gatun(String... args) {
        return commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    /** A command that talks to the router of this test. */
    private int ask(String... args) {
        final List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--run-dir", folder.toString()));
        return gatun(all.toArray(String[]::new));
    }

    private void assertPrints(String expected, String... args) {
        assertThat(ask(args)).as(err.toString()).isZero();
        assertThat(out).hasToString(expected);
        assertThat(err.toString()).isEmpty();
    }

    private JsonNode json(String... args) {
        assertThat(ask(args)).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    @Test
    void showPorts_linesUpItsTable() {
        assertPrints(
                """
                port  link             rx packets  rx bytes  missed  errors  no buffer  other host  no handler  tx packets  tx bytes  tx errors  tx dropped   mtu  mac                driver   device
                west  up 10000 Mbit/s        1000     64000       0       0          0         125           0         500     32000          0           0  1500  02:00:00:00:00:01  net_tap  net_tap0,iface=gw0
                east  down                      0         0       0       0          0           0           0           0         0          0           0  1500  02:00:00:00:00:01  net_tap  net_tap0,iface=gw0
                """,
                "show",
                "ports");
    }

    @Test
    void showInterfaces_listsAllAddresses() {
        assertPrints(
                """
                interface  state  port  vlan   mtu  forwarding  mac                addresses
                west       up     west  -     1500  on          02:00:00:00:00:01  10.0.0.1/24 2001:db8:a::1/64
                east.100   up     east  100   1500  on          02:00:00:00:00:01  10.0.100.1/24
                """,
                "show",
                "interfaces");
    }

    @Test
    void showNeighbors_ofALinkInAState_listsOnlyThose() {
        assertPrints(
                """
                address   interface  mac  state       age    flags
                10.0.0.3  west       -    INCOMPLETE  0.9 s  router
                """,
                "show",
                "neighbors",
                "dev",
                "west",
                "state",
                "incomplete");
    }

    @Test
    void showKinds_tellsWhatARequestTakes() {
        assertPrints(
                """
                kind           sort     version  role   operations  fields
                set-interface  request        1  admin  change      name up
                """,
                "show",
                "kinds",
                "name",
                "set-interface");
    }

    @Test
    void fieldThatCannotBeAskedFor_isRefusedWithThoseThatCan() {
        assertThat(ask("show", "neighbors", "stat", "stale")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "gatun: rows of kind neighbor cannot be asked for by 'stat'; did you mean"
                                + " 'state'?\n");
        assertThat(ask("show", "neighbors", "dev")).isEqualTo(2);
    }

    @Test
    void showNeighbors_tellsStateAgeAndRouters() {
        assertPrints(
                """
                address   interface  mac                state       age     flags
                10.0.0.2  west       02:00:00:00:00:01  REACHABLE   12.3 s
                10.0.0.3  west       -                  INCOMPLETE  0.9 s   router
                """,
                "show",
                "neighbors");
    }

    @Test
    void showCounters_hidesZerosUnlessAllAreWanted() {
        assertPrints(
                """
                counter        value
                Ip.InReceives     17
                """,
                "show",
                "counters");

        assertThat(ask("show", "counters", "-a")).isZero();
        assertThat(out.toString()).contains("Ip.InHdrErrors");
    }

    @Test
    void showDrops_tellsWhyAndEndsWithTheLedger() {
        assertPrints(
                """
                reason             count  why                            source
                IPV4_BAD_CHECKSUM      3  IPv4 header checksum is wrong  RFC 1812 §5.2.2 (2)

                last packet        ago    port  bytes  headers
                IPV4_BAD_CHECKSUM  1.2 s  west     60  10.0.0.2 > 10.9.9.9 udp ttl 1 length 28

                received 10 + originated 2 = transmitted 8 + consumed 1 + dropped 3 + held 0: balanced
                """,
                "show",
                "drops");
    }

    @Test
    void showGraph_printsTheDrawing() {
        assertPrints("port-rx\n  ethernet-input\n", "show", "graph");
    }

    @Test
    void showGraphNodes_tellsWhatABatchAndAPacketCost() {
        assertPrints(
                """
                node            packets  batches  packets/batch  cycles/packet
                port-rx             100        4  25.0           -
                ethernet-input      100        4  25.0           25.0
                """,
                "show",
                "graph",
                "--nodes");
    }

    @Test
    void showDropsAsJson_hasDropsAndLedger() {
        final JsonNode json = json("show", "drops", "-j");

        assertThat(json.at("/drops/0/reason").asString()).isEqualTo("IPV4_BAD_CHECKSUM");
        assertThat(json.at("/drops/0/source").asString()).isEqualTo("RFC 1812 §5.2.2 (2)");
        assertThat(json.get("drops").size()).isEqualTo(2);
        assertThat(json.at("/ledger/balanced").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ports",
                "interfaces",
                "routes",
                "fib",
                "neighbors",
                "counters",
                "drops",
                "graph"
            })
    void everyNoun_printsJson(String noun) {
        assertThat(json("show", noun, "-j").isContainer()).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void capture_printsALineForEachFrame() {
        assertThat(ask("capture", "west", "udp", "port", "53", "--count", "1")).isZero();

        assertThat(out.toString())
                .matches(
                        "(?s)[0-9:.]{15} west drop 10.0.0.2 > 10.9.9.9 udp ttl 1 length 28, dropped:"
                                + " TTL ran out\\R");
        assertThat(err.toString()).matches("(?s)1 frames captured, 2 lost\\R");
    }

    @Test
    void capture_writesAFileThatBeginsAsPcapng() throws IOException {
        final Path file = folder.resolve("out.pcapng");

        assertThat(ask("capture", "any", "-c", "1", "-w", file.toString())).isZero();

        assertThat(Files.readAllBytes(file)).startsWith(0x0A, 0x0D, 0x0D, 0x0A);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "capture west hots 10.0.0.1 | did you mean 'host'?",
                "capture west --count 0 | --count 0 is below 1",
                "capture west --snaplen 13 | --snaplen 13 is not within 14..16384"
            })
    void captureOfWrongWords_isRefusedBeforeItBegins(String words, String sentence) {
        assertThat(ask(words.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void trace_printsTheWayOfEachPacket() {
        assertPrints(
                """
                packet 1 at port west, 98 bytes
                  ethernet-input  02:.. > 02:.. IPv4
                                  -> IPV4
                  ipv4-input      10.0.0.2 > 10.0.1.9 ttl 1
                                  -> drop IPV4_BAD_CHECKSUM

                """,
                "trace",
                "west",
                "--count",
                "1");
    }

    @Test
    void traceThatWaitsForMorePacketsThanCome_printsThoseThatCame() {
        assertThat(ask("trace", "--count", "2", "--wait", "0")).isZero();
        assertThat(out.toString()).startsWith("packet 1 at port west");
    }

    @Test
    void traceOfUnknownPort_failsWithTheRoutersSentence() {
        assertThat(ask("trace", "north")).isEqualTo(1);
        assertThat(err).hasToString("gatun: there is no port north; known are west, east\n");
    }

    @Test
    void traceAsJson_isAList() {
        assertThat(json("trace", "--count", "1", "-j").at("/0/steps/1/outcome").asString())
                .isEqualTo("drop IPV4_BAD_CHECKSUM");
    }

    @Test
    void topOnce_printsPortsWorkersDropsAndLedger() throws IOException {
        try (var _ = new ExampleCounters(folder, "edge-1")) {
            assertThat(ask("top", "--once", "--interval", "0.1")).as(err.toString()).isZero();
        }
        assertThat(out.toString())
                .startsWith("edge-1  gatun 0.1.0  up 1:02:03  workers 2\n")
                .contains("rx packet/s", "packet/batch", "IPv4 header checksum is wrong")
                .doesNotContain("IPV4_NO_ROUTE")
                .endsWith("held 0: balanced\n");
    }

    @Test
    void top_needsNoAnswerOfTheRouter() throws IOException {
        try (var _ = new ExampleCounters(folder, "edge-2")) {
            assertThat(ask("top", "--once", "--interval", "0.1", "--router", "edge-2"))
                    .as(err.toString())
                    .isZero();
        }
    }

    @Test
    void topWithoutCounters_saysSo() {
        assertThat(ask("top", "--once")).isEqualTo(1);
        assertThat(err.toString()).contains("no router runs here", "holds no counters");
    }

    @Test
    void help_listsEveryCommand() {
        assertThat(gatun("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "show",
                        "route",
                        "interface",
                        "trace",
                        "top",
                        "exporter",
                        "completion",
                        "test",
                        "Exit codes:");
    }

    @Test
    void helpOfEveryCommand_describesItsOptions() {
        assertHelps(commandLine(), List.of());
    }

    private void assertHelps(CommandLine line, List<String> words) {
        for (final var sub : line.getSubcommands().entrySet()) {
            final List<String> path = new ArrayList<>(words);
            path.add(sub.getKey());
            assertHelps(sub.getValue(), path);
            path.add("--help");
            out.getBuffer().setLength(0);
            assertThat(gatun(path.toArray(String[]::new))).isZero();
            assertThat(out.toString()).startsWith("Usage: gatun " + String.join(" ", words));
        }
    }

    @Test
    void version_namesGatunAndJava() {
        assertThat(gatun("--version")).isZero();
        assertThat(out.toString()).matches("gatun [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java 25.*\\)\n");
    }

    @Test
    void unknownWord_isWrongUsageWithASuggestion() {
        assertThat(ask("show", "prots")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean", "see: gatun show --help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void missingWords_areWrongUsage() {
        assertThat(gatun()).isEqualTo(2);
        assertThat(gatun("show")).isEqualTo(2);
        assertThat(gatun("route")).isEqualTo(2);
        assertThat(gatun("interface")).isEqualTo(2);
        assertThat(err)
                .hasToString(
                        """
                        gatun: a command is missing
                        see: gatun --help
                        gatun: what to show is missing: ports, interfaces, addresses, routes, fib, neighbors, tunables, counters, drops, graph, sessions, kinds
                        see: gatun show --help
                        gatun: what to do is missing: add, replace, change, append, prepend, delete, get, show, flush, import
                        see: gatun route --help
                        gatun: what to do is missing: set
                        see: gatun interface --help
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace --count 0",
                "trace --count 10001",
                "trace --count many",
                "trace --wait -1",
                "trace west udp port 65536",
                "trace any frames",
                "top --interval 0",
                "top --interval NaN",
                "top --interval 1e9",
                "exporter --listen 9797",
                "exporter --listen 127.0.0.1:65536",
                "completion fish"
            })
    void valueOutOfBounds_isWrongUsage(String words) {
        assertThat(gatun(words.split(" "))).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("gatun: ")
                .endsWith("--help\n")
                .doesNotContain("\tat ");
    }

    @Test
    void noRouter_failsInOneSentence() {
        router.close();

        assertThat(ask("show", "ports")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "gatun: no router runs here ("
                                + folder
                                + " holds no socket); start one: gatun run -c FILE\n");
    }

    @Test
    void unknownRouter_failsWithThoseThatRun() {
        assertThat(ask("show", "ports", "--router", "core")).isEqualTo(1);
        assertThat(err).hasToString("gatun: no router 'core' runs here; these do: edge-1\n");
    }

    @Test
    void debug_addsWhereAnErrorComesFrom() {
        assertThat(ask("show", "ports", "--router", "core", "--debug")).isEqualTo(1);
        assertThat(err.toString()).contains("\tat io.gatun.mgmt.channel.RouterSocket");
    }

    @Test
    void testOutsideAClone_saysWhereToRunIt() {
        assertThat(gatun("test")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "gatun: tests need the source tree; run ./gatun test at the root of a clone\n");
    }

    @Test
    void bashCompletion_isAScriptThatBashTakes() throws Exception {
        assertThat(gatun("completion", "bash")).isZero();
        final Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write(out.toString().getBytes(UTF_8));
        bash.getOutputStream().close();

        assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(bash.waitFor()).isZero();
        assertThat(out.toString())
                .contains("neighbors", "--router", "blackhole", "hoplimit", "import");
    }
}
