package io.gatun.mgmt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigDocumentTest {

    private static final Path EXAMPLES = Path.of("..", "docker", "examples");
    private static final String TEXT =
            """
            # The edge.
            router: {name: edge-1}
            interfaces:
              west: # to the provider
                addresses: [10.0.0.1/24]
                mtu: 1500 # as agreed
              east.100: {vlan: 100, addresses: [10.0.100.1/24]}
            routes:
              - {prefix: 0.0.0.0/0, via: 10.0.0.254}
              - {prefix: 10.9.0.0/16, via: 10.0.0.9, metric: 10}
              - {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}
            neighbors: []
            """;

    private static ConfigDocument document() throws YamlFlawException {
        return ConfigDocument.parse(TEXT);
    }

    private static ConfigPath path(String text) {
        return ConfigPath.parse(text);
    }

    private interface Edit {
        ConfigDocument of(ConfigDocument document) throws RefusedException;
    }

    private static void assertEdited(Edit edit, String line, String... lines) throws Exception {
        assertThat(edit.of(document()).text())
                .isEqualTo(TEXT.replace(line + "\n", String.join("", endings(lines))));
    }

    private static String[] endings(String... lines) {
        return Stream.of(lines).map(line -> line + "\n").toArray(String[]::new);
    }

    private static RefusedException refusal(Edit edit) {
        return catchThrowableOfType(RefusedException.class, () -> edit.of(document()));
    }

    @Test
    void documentThatIsNotEdited_isTheTextItWas() throws Exception {
        assertThat(document().text()).isEqualTo(TEXT);
    }

    @Test
    void setOfWhatIsThere_changesItAloneAndKeepsItsComment() throws Exception {
        assertEdited(
                document -> document.set(path("interfaces.west.mtu"), "1400"),
                "    mtu: 1500 # as agreed",
                "    mtu: 1400 # as agreed");
    }

    @Test
    void setOfWhatIsNew_goesToTheEndOfItsMapping() throws Exception {
        assertEdited(
                document -> document.set(path("interfaces.west.rp_filter"), "1"),
                "    mtu: 1500 # as agreed",
                "    mtu: 1500 # as agreed",
                "    rp_filter: 1");
    }

    @Test
    void nameWithADot_isFoundWithBracketsAndWithout() throws Exception {
        final String before = "  east.100: {vlan: 100, addresses: [10.0.100.1/24]}";
        final String after = "  east.100: {vlan: 101, addresses: [10.0.100.1/24]}";

        assertEdited(d -> d.set(path("interfaces[east.100].vlan"), "101"), before, after);
        assertEdited(d -> d.set(path("interfaces.east.100.vlan"), "101"), before, after);
    }

    @Test
    void setBelowWhatIsMissing_makesTheWay() throws Exception {
        assertEdited(
                document -> document.set(path("tunables.neigh.gc_stale_time_s"), "30"),
                "neighbors: []",
                "neighbors: []",
                "tunables:",
                "  neigh:",
                "    gc_stale_time_s: 30");
    }

    @Test
    void setInAnEmptyDocument_makesAll() throws Exception {
        assertThat(
                        ConfigDocument.EMPTY
                                .set(path("ports.west"), "{device: net_null0}")
                                .set(path("interfaces.west.addresses"), "[10.0.0.1/24]")
                                .set(path("routes[0.0.0.0/0].via"), "10.0.0.2")
                                .text())
                .isEqualTo(
                        """
                        ports:
                          west: {device: net_null0}
                        interfaces:
                          west:
                            addresses: [10.0.0.1/24]
                        routes:
                          - {prefix: 0.0.0.0/0, via: 10.0.0.2}
                        """);
    }

    @Test
    void documentOfCommentsAlone_isEmpty() throws Exception {
        final ConfigDocument document = ConfigDocument.parse("# nothing yet\n");

        assertThat(document.names(ConfigPath.ROOT)).isEmpty();
        assertThat(document.set(path("router.name"), "edge").text())
                .isEqualTo("router:\n  name: edge\n");
    }

    @Test
    void setOfARoute_changesTheOneOfThisPrefixOrMakesIt() throws Exception {
        assertEdited(
                document -> document.set(path("routes[0.0.0.0/0].via"), "10.0.0.253"),
                "  - {prefix: 0.0.0.0/0, via: 10.0.0.254}",
                "  - {prefix: 0.0.0.0/0, via: 10.0.0.253}");
        assertEdited(
                document -> document.set(path("routes[192.0.2.0/24].type"), "blackhole"),
                "  - {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}",
                "  - {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}",
                "  - {prefix: 192.0.2.0/24, type: blackhole}");
    }

    @Test
    void routesOfOnePrefix_areNamedByTheirPlace() throws Exception {
        assertThat(refusal(d -> d.set(path("routes[10.9.0.0/16].via"), "10.0.0.7")))
                .hasMessageStartingWith("routes[10.9.0.0/16] are 2; name one by its place");
        assertEdited(
                document -> document.set(path("routes[#3].via"), "10.0.0.7"),
                "  - {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}",
                "  - {prefix: 10.9.0.0/16, via: 10.0.0.7, metric: 20}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "fe80:: | \"fe80::\"",
                "2001:db8::1 | \"2001:db8::1\"",
                "02:00:00:00:00:01 | \"02:00:00:00:00:01\"",
                "10.0.0.1 | 10.0.0.1",
                "0x1818 | 0x1818",
                "true | true",
                "0-1,3-127 | \"0-1,3-127\"",
                "a: b | \"a: b\"",
                "\"a b\" | \"a b\"",
            })
    void valueAsItIsTyped_isOneValue(String typed, String written) throws Exception {
        assertEdited(
                document -> document.set(path("router.x"), typed),
                "router: {name: edge-1}",
                "router: {name: edge-1, x: " + written + "}");
    }

    @Test
    void elementsOfLists_areAddedAndRemoved() throws Exception {
        assertEdited(
                document -> document.add(path("interfaces.west.addresses"), "2001:db8::1/64"),
                "    addresses: [10.0.0.1/24]",
                "    addresses: [10.0.0.1/24, \"2001:db8::1/64\"]");
        assertEdited(
                document -> document.remove(path("interfaces.west.addresses"), "10.0.0.1/24"),
                "    addresses: [10.0.0.1/24]",
                "    addresses: []");
        assertEdited(
                document -> document.add(path("neighbors"), "{address: 10.0.0.9, interface: west}"),
                "neighbors: []",
                "neighbors:",
                "  - {address: 10.0.0.9, interface: west}");
        assertEdited(
                document -> document.remove(path("routes"), "0.0.0.0/0"),
                "  - {prefix: 0.0.0.0/0, via: 10.0.0.254}");
        assertEdited(
                document -> document.remove(path("routes"), "{prefix: 10.9.0.0/16, metric: 20}"),
                "  - {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}");
    }

    @Test
    void listThatIsMissing_isMadeByItsFirstElement() throws Exception {
        assertThat(
                        ConfigDocument.EMPTY
                                .add(path("routes"), "{prefix: 0.0.0.0/0, via: 10.0.0.2}")
                                .add(path("interfaces.west.addresses"), "10.0.0.1/24")
                                .text())
                .isEqualTo(
                        """
                        routes:
                          - {prefix: 0.0.0.0/0, via: 10.0.0.2}
                        interfaces:
                          west:
                            addresses: [10.0.0.1/24]
                        """);
    }

    @Test
    void deletedKey_takesItsCommentAlong() throws Exception {
        assertEdited(
                document -> document.delete(path("interfaces.west.mtu")),
                "    mtu: 1500 # as agreed");
        assertEdited(
                document -> document.delete(path("interfaces[east.100]")),
                "  east.100: {vlan: 100, addresses: [10.0.100.1/24]}");
        assertEdited(
                document -> document.delete(path("routes[0.0.0.0/0]")),
                "  - {prefix: 0.0.0.0/0, via: 10.0.0.254}");
    }

    @Test
    void editOfWhatIsNotThere_isRefusedWithTheNearest() {
        assertThat(refusal(document -> document.delete(path("interfaces.wset.mtu"))))
                .hasMessage("there is no interfaces.wset.mtu; did you mean 'west'?");
        assertThat(refusal(document -> document.remove(path("routes"), "10.8.0.0/16")))
                .hasMessageStartingWith("10.8.0.0/16 is not in routes; did you mean '10.9.0.0/16'");
        assertThat(refusal(d -> d.set(path("interfaces.west.addresses[10.9.9.9/24]"), "x")))
                .hasMessage(
                        "there is no interfaces.west.addresses[10.9.9.9/24]; add it to the list");
        assertThat(refusal(document -> document.set(path("router.name.first"), "x")))
                .hasMessageStartingWith("router.name is a value; nothing can stand under it");
        assertThat(refusal(document -> document.add(path("router"), "x")))
                .hasMessage("router is not a list");
        assertThat(
                        refusal(document ->
                                document.add(path("interfaces.west.addresses"), "10.0.0.1/24")))
                .hasMessage("10.0.0.1/24 is in interfaces.west.addresses already");
        assertThat(refusal(document -> document.set(path("router.name"), " ")))
                .hasMessageStartingWith("a value is missing");
        assertThat(refusal(document -> document.set(path("router"), "{name: [}")))
                .hasMessageStartingWith("'{name: [}': this is not YAML");
    }

    @Test
    void whatAnAnchorShares_isNotEdited() throws Exception {
        final ConfigDocument document =
                ConfigDocument.parse("ports:\n  west: &a {mtu: 1400}\n  east: *a\n");

        assertThatThrownBy(() -> document.set(path("ports.east.mtu"), "1500"))
                .hasMessageStartingWith("ports.east is shared through a YAML anchor");
        assertThat(document.get(path("ports.east.mtu"))).contains("1400");
    }

    @Test
    void sameKeyTwice_isRefused() {
        assertThatThrownBy(() -> ConfigDocument.parse("ports: {}\nrouter: {}\nports: {}\n"))
                .isInstanceOfSatisfying(
                        YamlFlawException.class, flaw -> assertThat(flaw.line()).isEqualTo(3))
                .hasMessage("key 'ports' stands twice, first in line 1");
    }

    @Test
    void values_areReadByPath() throws Exception {
        assertThat(document().get(path("interfaces.west.mtu"))).contains("1500");
        assertThat(document().get(path("routes[0.0.0.0/0].via"))).contains("10.0.0.254");
        assertThat(document().get(path("neighbors"))).contains("[]\n");
        assertThat(document().get(path("router.host"))).isEmpty();
        assertThat(document().names(path("interfaces"))).containsExactly("west", "east.100");
        assertThat(document().names(path("routes")))
                .containsExactly("0.0.0.0/0", "10.9.0.0/16", "10.9.0.0/16#2");
        assertThat(document().names(ConfigPath.ROOT))
                .containsExactly("router", "interfaces", "routes", "neighbors");
    }

    @Test
    void difference_isOneLineForEachPath() throws Exception {
        final ConfigDocument next =
                document()
                        .set(path("interfaces.west.mtu"), "1400")
                        .add(path("interfaces.west.addresses"), "10.0.1.1/24")
                        .set(path("interfaces.north"), "{port: west, vlan: 7}")
                        .delete(path("interfaces[east.100]"))
                        .set(path("routes[0.0.0.0/0].via"), "10.0.0.253")
                        .remove(path("routes"), "{metric: 20}")
                        .set(path("tunables.ip_default_ttl"), "63");

        assertThat(document().difference(next))
                .extracting(DocumentChange::toString)
                .containsExactly(
                        "+ interfaces.west.addresses[10.0.1.1/24]: 10.0.1.1/24",
                        "~ interfaces.west.mtu: 1500 -> 1400",
                        "- interfaces[east.100]: {vlan: 100, addresses: [10.0.100.1/24]}",
                        "+ interfaces.north: {port: west, vlan: 7}",
                        "~ routes[0.0.0.0/0].via: 10.0.0.254 -> 10.0.0.253",
                        "- routes[10.9.0.0/16#2]: {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}",
                        "+ tunables: {ip_default_ttl: 63}");
    }

    @Test
    void looks_areNoDifference() throws Exception {
        final ConfigDocument other =
                ConfigDocument.parse(
                        """
                        neighbors:
                        routes:
                        - via: "10.0.0.254"
                          prefix: 0.0.0.0/0
                        - {prefix: 10.9.0.0/16, via: 10.0.0.9, metric: 10}
                        - {prefix: 10.9.0.0/16, via: 10.0.0.8, metric: 20}
                        interfaces:
                          east.100: {vlan: 100, addresses: [10.0.100.1/24]}
                          west: {mtu: 1500, addresses: [10.0.0.1/24]}
                        router: {name: edge-1}
                        """);

        assertThat(document().difference(other)).isEmpty();
    }

    @Test
    void orderOfAList_isADifference() throws Exception {
        final ConfigDocument before = ConfigDocument.parse("addresses: [a, b]\n");
        final ConfigDocument after = ConfigDocument.parse("addresses: [b, a]\n");

        assertThat(before.difference(after))
                .extracting(DocumentChange::toString)
                .containsExactly("~ addresses: [a, b] -> [b, a]");
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExample_isEditedWithoutLosingACommentOrAnythingElse(Path file) throws Exception {
        final String text = Files.readString(file);
        final ConfigDocument before = ConfigDocument.parse(text);

        final ConfigDocument after = before.set(path("router.name"), "edited");

        assertThat(before.difference(after))
                .extracting(DocumentChange::path)
                .containsExactly("router.name");
        assertThat(comments(after.text())).isEqualTo(comments(text));
        assertThat(after.set(path("router.name"), "edited")).isEqualTo(after);
    }

    private static List<String> comments(String text) {
        return text.lines()
                .filter(line -> line.matches("(.*\\s)?#.*"))
                .map(line -> line.substring(line.indexOf('#')).strip())
                .toList();
    }
}
