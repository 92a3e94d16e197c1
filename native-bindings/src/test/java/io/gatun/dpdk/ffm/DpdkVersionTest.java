package io.gatun.dpdk.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpdkVersionTest {

    @ParameterizedTest
    @CsvSource({
        "DPDK 22.11.11, 22.11, 22.11.11",
        "DPDK 23.11.0, 23.11, 23.11.0",
        "DPDK 24.11.1-rc1, 24.11, 24.11.1-rc1",
    })
    void knownRelease_isParsed(String words, String release, String whole) {
        DpdkVersion version = DpdkVersion.parse(words);

        assertThat(version.release()).isEqualTo(release);
        assertThat(version).hasToString(whole);
    }

    @Test
    void unknownRelease_isRefusedByName() {
        assertThatThrownBy(() -> DpdkVersion.parse("DPDK 25.11.0"))
                .isInstanceOf(NativeAccessException.class)
                .hasMessage(
                        "DPDK 25.11 is not known to these bindings (known: 22.11, 23.11, 24.11); its burst table may lie elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DPDK", "grout 1.0"})
    void wordsThatAreNoVersion_areRefused(String words) {
        assertThatThrownBy(() -> DpdkVersion.parse(words))
                .hasMessage("rte_version() says '%s', not 'DPDK <year>.<month>'", words);
    }
}
