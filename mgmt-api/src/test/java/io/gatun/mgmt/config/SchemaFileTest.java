package io.gatun.mgmt.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.gatun.mgmt.codec.JsonText;
import io.gatun.mgmt.schema.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schema that editors are given, judged by a validator that is not ours. */
class SchemaFileTest {

    private static final Path EXAMPLES = Path.of("..", "docker", "examples");
    private static final Path FILE = EXAMPLES.resolve("gatun.schema.json");
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(
                            JsonText.pretty(JsonSchema.of(ConfigurationFile.SHAPE, "")),
                            InputFormat.JSON);

    private static List<String> errors(String yaml) {
        final LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        return SCHEMA
                .validate(
                        JsonText.pretty(new Load(settings).loadFromString(yaml)), InputFormat.JSON)
                .stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void shippedFile_isWhatTheSettingsSay() throws IOException {
        assertThat(Files.readString(FILE))
                .as("make it anew: gatun config schema > docker/examples/gatun.schema.json")
                .isEqualTo(
                        JsonText.pretty(
                                        JsonSchema.of(
                                                ConfigurationFile.SHAPE, ConfigurationFile.TITLE))
                                + "\n");
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExample_isValid(Path example) throws IOException {
        assertThat(errors(Files.readString(example))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    router: { name: edge } | ports
                    prots: {} | prots
                    router: { name: Edge_1 } | name
                    dpdk: { hugepages: maybe } | hugepages
                    dpdk: { memory: 1 } | memory
                    workers: { cores: [1, x] } | cores
                    workers: { cores: 1 } | cores
                    workers: { vector: 300 } | vector
                    ports: { "we st": {} } | we st
                    ports: { west: { mtu: 67 } } | mtu
                    ports: { west: { mtu: big } } | mtu
                    ports: { west: { mac: 02-00-00-00-00-01 } } | mac
                    ports: { west: { promiscuous: 1 } } | promiscuous
                    interfaces: { west: { rp_filter: 3 } } | rp_filter
                    interfaces: { west: { vlan: 4095 } } | vlan
                    interfaces: { west: { addresses: [10.0.0.1] } } | addresses
                    interfaces: { west: { send_redirects: true } } | send_redirects
                    routes: [ { via: 10.0.0.2 } ] | prefix
                    routes: [ { prefix: 10.0.0.0/8, type: nat } ] | type
                    routes: [ { prefix: 10.0.0.0/8, metric: -1 } ] | metric
                    routes: { prefix: 10.0.0.0/8 } | routes
                    imports: [ { file: a, via: [{}] } ] | via
                    neighbors: [ { address: 10.0.0.2, interface: west } ] | mac
                    tunables: { ip_default_ttl: 0 } | ip_default_ttl
                    tunables: { ipv6: { icmp_ratemask: all } } | icmp_ratemask
                    tunables: { neigh: { gc_thresh1: 0 } } | gc_thresh1
                    """)
    void brokenFile_isInvalidWhereItIsBroken(String text, String key) {
        final String file =
                text.startsWith("ports") || key.equals("ports") ? text : text + "\nports: {}";

        assertThat(errors(file))
                .hasSizeGreaterThan(0)
                .allSatisfy(error -> assertThat(error).contains(key));
    }
}
