package io.gatun.mgmt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BegunPrefixTest {

    /** Roots, and "all" where none is given. */
    @ParameterizedTest
    @CsvSource({
        "'', all",
        "1, 1.0.0.0/8 all",
        "10., 10.0.0.0/7",
        "10.1, 10.1.0.0/16 10.0.0.0/7",
        "10.0.0.0/2, 10.0.0.0/7",
        "10.300, 10.0.0.0/7",
        "192.0.2.1, 192.0.2.1/32 192.0.2.0/23",
        "0., 0.0.0.0/0",
        "2001:, 2001::/16",
        "2001:db8, 2001:db8::/29 2001::/16",
        "2001:db8::, 2001:db8::/29",
        "2001:db8::1, 2001:db8::1/128 2001:db8::/29",
        "2001:db8::1:, 2001:db8::1/128",
        "1:2:3:4:5:6:7, 1:2:3:4:5:6:7:0/112 1:2:3:4:5:6::/95",
        "1:2:3:4:5:6:7:8/, 1:2:3:4:5:6:7:8/125",
        "fe8, all",
        "::, ::/0",
        "1:2:3:4:5:6:7:8:9:, ''",
        "via, ''",
        "1:2:3:4:5:6:7:8:9, 1:2:3:4:5:6:7:8/125",
    })
    void roots_areTheAddressesThatBeginSo(String begun, String roots) {
        assertThat(
                        String.join(
                                " ",
                                BegunPrefix.selectors(List.of("route", "show"), begun).stream()
                                        .map(BegunPrefixTest::root)
                                        .toList()))
                .isEqualTo(roots);
    }

    private static String root(RouteSelector selector) {
        return selector.root().map(Object::toString).orElse("all");
    }

    @Test
    void tableAndFamily_areThoseOfTheWordsBefore() {
        assertThat(BegunPrefix.selectors(List.of("show", "-6", "table", "100", "root"), ""))
                .containsExactly(
                        RouteSelector.builder(new TableId(100))
                                .family(AddressFamily.INET6)
                                .build());
        assertThat(BegunPrefix.selectors(List.of("show", "table", "x"), ""))
                .containsExactly(RouteSelector.all(TableId.MAIN));
    }
}
