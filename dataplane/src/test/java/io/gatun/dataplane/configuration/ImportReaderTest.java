package io.gatun.dataplane.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.table.TableCounts;
import io.gatun.mgmt.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code imports}, and the files it names. */
class ImportReaderTest {

    @TempDir private Path folder;
    private Path yaml;

    @BeforeEach
    void writeFiles() throws IOException {
        yaml = folder.resolve("edge.yaml");
        write("plain.txt", "192.0.2.0/24\n2001:db8:1::/48\n");
        write("hops.txt", "192.0.2.0/24 10.0.1.2\n2001:db8:1::/48 2001:db8:a::2\n");
        write("far.txt", "192.0.2.0/24 10.0.1.2\n198.51.100.0/24 10.9.9.9\n");
        write("mixed.txt", "192.0.2.0/24 10.0.1.2\n2001:db8:1::/48 10.0.1.2\n");
        write("groups.txt", "192.0.2.0/24 10.0.1.2\n224.0.0.0/8 10.0.1.2\n");
        write("flawed.txt", "192.0.2.0/24\n192.0.2.0/40\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private RouterConfiguration read(String entry) throws ConfigurationException {
        return ConfigurationReader.readText(
                """
                ports:
                  west: { device: net_null0 }
                  east: { device: net_null1 }
                interfaces:
                  west: { addresses: [10.0.0.1/24, "2001:db8:a::1/64"] }
                  east: { addresses: [10.0.1.1/24] }
                imports:
                  - { file: %s }
                """
                        .formatted(entry),
                yaml.toString(),
                Purpose.RUN);
    }

    private List<String> problems(String entry) {
        final ConfigurationException refused =
                catchThrowableOfType(ConfigurationException.class, () -> read(entry));
        assertThat(refused).as("the file is accepted").isNotNull();
        return refused.problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    @Test
    void wholeEntry_isReadAndItsFileCounted() throws ConfigurationException {
        assertThat(
                        read("plain.txt, format: prefixes, family: ipv4, via: [10.0.1.2, 10.0.0.2],"
                                        + " table: 100, protocol: bgp, metric: 20")
                                .imports())
                .containsExactly(
                        new ImportConfiguration(
                                folder.resolve("plain.txt"),
                                TableFormat.PREFIXES,
                                Optional.of(AddressFamily.INET),
                                List.of(IpAddress.parse("10.0.1.2"), IpAddress.parse("10.0.0.2")),
                                Optional.empty(),
                                new TableId(100),
                                RouteProtocol.parse("bgp"),
                                OptionalLong.of(20),
                                new TableCounts(1, 0, 0, 0, 1, 0)));
    }

    @Test
    void shortEntry_takesNextHopsOfTheFileAndTheDefaults() throws ConfigurationException {
        assertThat(read("hops.txt").imports())
                .containsExactly(
                        new ImportConfiguration(
                                folder.resolve("hops.txt"),
                                TableFormat.AUTO,
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                TableId.MAIN,
                                RouteProtocol.STATIC,
                                OptionalLong.empty(),
                                new TableCounts(1, 1, 0, 0, 0, 0)));
    }

    @Test
    void oneNextHop_needsNoList() throws ConfigurationException {
        assertThat(read("plain.txt, family: ipv4, via: 10.0.1.2").imports().getFirst().via())
                .containsExactly(IpAddress.parse("10.0.1.2"));
    }

    @Test
    void textThatIsNoFile_importsFromTheFolderItIsGiven() throws ConfigurationException {
        final String text =
                """
                ports: { west: { device: net_null0 } }
                interfaces: { west: { addresses: [10.0.0.1/24] } }
                imports: [{ file: plain.txt, family: ipv4, via: 10.0.0.2 }]
                """;

        assertThat(ConfigurationReader.readText(text, "candidate", folder, Purpose.RUN).imports())
                .first()
                .extracting(ImportConfiguration::file)
                .isEqualTo(folder.resolve("plain.txt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "none.txt, via: 10.0.1.2 | edge.yaml:8: there is no file none.txt",
                "flawed.txt, via: 10.0.1.2 | flawed.txt:2: prefix length 40 is not within 0..32",
                "plain.txt, via: 10.0.1.2 | edge.yaml:8: prefix 2001:db8:1::/48 of the file has no next hop, and none is given for IPv6; name one under via",
                "plain.txt | edge.yaml:8: prefix 192.0.2.0/24 of the file has no next hop, and none is given for IPv4; name one under via",
                "plain.txt, via: 10.9.9.9 | edge.yaml:8: via 10.9.9.9 of import plain.txt lies in no connected subnet (10.0.0.0/24 on west, 10.0.1.0/24 on east); a next hop is a neighbor (RFC 1812 §5.2.4.2)",
                "plain.txt, via: [10.0.1.1] | edge.yaml:8: via 10.0.1.1 of import plain.txt is this router's own address on interface east",
                "plain.txt, via: [10.0.1] | edge.yaml:8: via of import plain.txt: '10.0.1' is not an IPv4 address: it has 3 parts and needs 4",
                "plain.txt, interface: eats | edge.yaml:8: interface eats of import plain.txt does not exist; did you mean 'east'?",
                "far.txt | far.txt:2: next hop 10.9.9.9 lies in no connected subnet (10.0.0.0/24 on west, 10.0.1.0/24 on east); a next hop is a neighbor (RFC 1812 §5.2.4.2); give others under via",
                "mixed.txt | mixed.txt:2: next hop 10.0.1.2 is of another IP version than the prefix; give others under via",
                "groups.txt | groups.txt:2: prefix 224.0.0.0/8 is for multicast, which is not forwarded by unicast routes (RFC 1812 §5.3.4)",
                "hops.txt, format: mrt | hops.txt:1: byte 0: record: its length 808399412 is above 16777216 bytes",
                "hops.txt, format: text | edge.yaml:8: format of import hops.txt is 'text', not one of auto, prefixes, mrt",
                "hops.txt, family: inet | edge.yaml:8: family of import hops.txt is 'inet', not one of ipv4, ipv6",
                "hops.txt, table: mian | edge.yaml:8: table of import hops.txt: 'mian' is not a table: main, local, default or a number",
                "hops.txt, metric: -1 | edge.yaml:8: metric -1 of import hops.txt is below 0, the best metric",
                "hops.txt, prefix: 10.0.0.0/8 | edge.yaml:8: unknown key 'prefix' in import hops.txt; known are family, file, format, interface, metric, protocol, table, via",
            })
    void wrongEntryOrFile_isRefusedWithFileAndLine(String entry, String sentence) {
        assertThat(problems(entry)).containsExactly(sentence);
    }
}
