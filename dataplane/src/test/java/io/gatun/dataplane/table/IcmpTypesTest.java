package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpTypesTest {

    @Test
    void rangesAndNumbers_areTheTypes() {
        final IcmpTypes types = IcmpTypes.parse("0-1,3-127, 255");

        assertThat(types.contains(0)).isTrue();
        assertThat(types.contains(1)).isTrue();
        assertThat(types.contains(2)).isFalse();
        assertThat(types.contains(3)).isTrue();
        assertThat(types.contains(64)).isTrue();
        assertThat(types.contains(127)).isTrue();
        assertThat(types.contains(128)).isFalse();
        assertThat(types.contains(255)).isTrue();
    }

    @Test
    void nothing_isNoType() {
        for (int type = 0; type <= 255; type++) {
            assertThat(IcmpTypes.parse("").contains(type)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "-1", "a", "1,,2", "5-3", "1-2-3", "0-256"})
    void anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> IcmpTypes.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
