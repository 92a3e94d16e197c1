package io.gatun.mgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, true",
        "127.8.8.8:0, true",
        "[::1]:65535, true",
        "0.0.0.0:80, false",
        "[::]:80, false",
        "192.0.2.1:443, false"
    })
    void addressAndPort_areReadAndWritten(String text, boolean isLoopback) {
        assertThat(ListenAddress.parse(text)).hasToString(text);
        assertThat(ListenAddress.parse(text).isLoopback()).isEqualTo(isLoopback);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8080",
                "127.0.0.1",
                "localhost:8080",
                "127.0.0.1:65536",
                "127.0.0.256:80",
                "::1:80",
                "[::1",
                "[zz::1]:80",
                "127.0.0.1:-1",
                "127.0.0.1:80 "
            })
    void nonsense_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ListenAddress.parse(text));
    }
}
