package io.gatun.mgmt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigPathTest {

    @ParameterizedTest
    @CsvSource({
        "router.name, router|name, router.name",
        "interfaces[east.100].mtu, interfaces|east.100|mtu, interfaces[east.100].mtu",
        "interfaces[west].mtu, interfaces|west|mtu, interfaces.west.mtu",
        "routes[10.0.0.0/8], routes|10.0.0.0/8, routes[10.0.0.0/8]",
        "routes[2001:db8::/32].via, routes|2001:db8::/32|via, routes[2001:db8::/32].via",
        "interfaces.west.addresses[#2], interfaces|west|addresses|#2, interfaces.west.addresses[#2]",
    })
    void path_isReadAndWritten(String text, String steps, String written) {
        final ConfigPath path = ConfigPath.parse(text);

        assertThat(path.steps()).containsExactly(steps.split("\\|"));
        assertThat(path).hasToString(written);
        assertThat(ConfigPath.parse(written)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".router", "router.", "routes[", "routes]", "a..b", "a[]"})
    void whatIsNoPath_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfigPath.parse(text))
                .withMessageContaining("is not a path such as");
    }
}
