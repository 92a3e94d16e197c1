package io.gatun.mgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.mgmt.Spec;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteWordsTest {

    @ParameterizedTest
    @CsvSource({
        "main,254",
        "local,255",
        "default,253",
        "all,0",
        "1,1",
        "1000,1000",
        "4294967295,4294967295"
    })
    void table_isReadAndWrittenByNameOrNumber(String text, long id) {
        assertThat(TableId.parse(text)).isEqualTo(new TableId(id)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mian", "-1", "4294967296", "99999999999", "0x10"})
    void otherTable_isRefused(String text) {
        assertThatThrownBy(() -> TableId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"kernel,2", "boot,3", "static,4", "ra,9", "bgp,186", "ospf,188", "77,77"})
    void protocol_isReadAndWrittenByNameOrNumber(String text, int number) {
        assertThat(RouteProtocol.parse(text))
                .isEqualTo(new RouteProtocol(number))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "256", "quagga", "-1"})
    void otherProtocol_isRefused(String text) {
        assertThatThrownBy(() -> RouteProtocol.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,UNICAST,10.1.1.1,,UG",
        "10.1.1.9/32,UNICAST,10.1.1.1,,UGH",
        "10.0.0.0/8,UNICAST,,,U",
        "10.0.0.0/8,UNICAST,10.1.1.1,DEAD,G",
        "2001:db8::/32,UNREACHABLE,,,!",
        "2001:db8::1/128,LOCAL,,,UH"
    })
    @Spec("FIB-25")
    void letters_areThoseOfRoute8(
            String prefix, RouteType type, String via, RouteFlag flag, String letters) {
        final RouteEntry route =
                new RouteEntry(
                        IpPrefix.parse(prefix),
                        TableId.MAIN,
                        type,
                        RouteProtocol.BOOT,
                        0,
                        0,
                        RouteScope.UNIVERSE,
                        Optional.ofNullable(via).map(IpAddress::parse),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        RouteMetrics.NONE,
                        flag == null ? Set.of() : Set.of(flag));

        assertThat(route.letters()).isEqualTo(letters);
    }
}
