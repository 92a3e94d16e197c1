package io.gatun.dataplane.lifecycle;

import static io.gatun.dataplane.lifecycle.Desk.ANY;
import static io.gatun.dataplane.lifecycle.Desk.candidate;
import static io.gatun.dataplane.lifecycle.Desk.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.model.ConfigurationText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As long as no field is a secret, a MAC address plays one. */
class SecretsTest {

    private static final String MAC = "02:00:00:00:00:09";
    private static final String TEXT =
            """
            ports: { west: {} }
            interfaces: { west: { addresses: [10.0.0.1/24] } }
            neighbors: # who is there
              - { address: 10.0.0.9, interface: west, mac: "02:00:00:00:00:09" }
            """;

    @TempDir private Path folder;

    private Desk desk() throws Exception {
        final Path file = folder.resolve("edge.yaml");
        Files.writeString(file, TEXT);
        return Desk.start(file, Secrets.of("neighbors.*.mac", "router.token"));
    }

    private static String shown(Desk desk, OptionalInt revision) {
        return ((ConfigurationText)
                        desk.rows(new OfConfiguration.GetConfiguration(revision)).getFirst())
                .text();
    }

    @Test
    void secret_isShownNowhere() throws Exception {
        try (Desk desk = desk()) {
            desk.rows(commit(TEXT + "tunables: { ip_default_ttl: 70 }\n"));

            assertThat(shown(desk, ANY))
                    .contains("(secret)", "# who is there")
                    .doesNotContain("02:00");
            assertThat(shown(desk, OptionalInt.of(1))).contains("(secret)").doesNotContain("02:00");
            assertThat(
                            desk.rows(
                                    new OfConfiguration.DiffConfiguration(
                                            OptionalInt.of(1), ANY, Optional.empty())))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.toString()).doesNotContain("02:00"));
            assertThat(
                            desk.rows(
                                    new OfConfiguration.DiffConfiguration(
                                            ANY,
                                            ANY,
                                            Optional.of(candidate(TEXT.replace("09", "07"))))))
                    .allSatisfy(row -> assertThat(row.toString()).doesNotContain("02:00"));
            assertThat(desk.text()).contains(MAC);
        }
    }

    @Test
    void veiledTextThatComesBack_keepsTheSecret() throws Exception {
        try (Desk desk = desk()) {
            desk.rows(commit(shown(desk, ANY) + "tunables: { ip_default_ttl: 70 }\n"));

            assertThat(desk.text()).contains(MAC, "ip_default_ttl: 70").doesNotContain("(secret)");
        }
    }

    @Test
    void veilOverNothing_isRefused() throws Exception {
        try (Desk desk = desk()) {
            assertThat(desk.refusal(commit(shown(desk, ANY).replace("10.0.0.9", "10.0.0.8"))))
                    .contains("is (secret), which stands for no value in force; write the value");
        }
    }
}
