package io.gatun.mgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpTypeRangesTest {

    @Test
    void rangesAndNumbers_areTheTypes() {
        final IcmpTypeRanges ranges = IcmpTypeRanges.parse("0-1,3-5, 255");

        assertThat(ranges.types()).hasToString("{0, 1, 3, 4, 5, 255}");
        assertThat(ranges)
                .hasToString("0-1,3-5, 255")
                .isEqualTo(IcmpTypeRanges.parse("255,3-5,0,1"));
    }

    @Test
    void nothing_isNoType() {
        assertThat(IcmpTypeRanges.parse("").types().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "-1", "a", "1,,2", "5-3", "1-2-3", "0-256"})
    void anythingElse_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IcmpTypeRanges.parse(text))
                .withMessageStartingWith("'" + text + "' is not a list of types like 0-1,3-127: ");
    }
}
