package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AddressSet6Test {

    private static final long LINK_LOCAL = 0xFE80L << 48;
    private static final long GLOBAL = 0x2001_0DB8L << 32;

    @Test
    void contains_exactlyItsAddresses() {
        final AddressSet6 set = AddressSet6.of(GLOBAL, 7, LINK_LOCAL, 1, GLOBAL, -1, 0, 0);

        assertThat(set.contains(GLOBAL, 7)).isTrue();
        assertThat(set.contains(GLOBAL, -1)).isTrue();
        assertThat(set.contains(LINK_LOCAL, 1)).isTrue();
        assertThat(set.contains(0, 0)).isTrue();
        assertThat(set.contains(GLOBAL, 1)).isFalse();
        assertThat(set.contains(LINK_LOCAL, 7)).isFalse();
        assertThat(AddressSet6.of().contains(0, 0)).isFalse();
    }

    @Test
    void globalHalves_leavesLinkLocalAddressesOut() {
        final long lastLinkLocal = (0xFEBFL << 48) | (-1L >>> 16);
        final long siteLocal = 0xFEC0L << 48;

        final long[] halves =
                AddressSet6.of(LINK_LOCAL, 1, GLOBAL, 7, lastLinkLocal, -1, siteLocal, 2)
                        .globalHalves();

        assertThat(halves).containsExactlyInAnyOrder(GLOBAL, 7, siteLocal, 2);
    }

    @Test
    void halfAnAddress_isRefused() {
        assertThatThrownBy(() -> AddressSet6.of(GLOBAL, 7, GLOBAL))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
