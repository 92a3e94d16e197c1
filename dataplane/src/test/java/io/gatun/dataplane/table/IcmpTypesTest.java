package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IcmpTypesTest {

    private static final int[] SOME = {0, 1, 3, 63, 64, 127, 128, 200, 255};

    @Test
    void types_areThoseTheyWereMadeOf() {
        final BitSet types = new BitSet();
        IntStream.of(SOME).forEach(types::set);

        assertThat(IntStream.range(0, 256).filter(new IcmpTypes(types)::contains))
                .containsExactly(IntStream.of(SOME).boxed().toArray(Integer[]::new));
        assertThat(new IcmpTypes(types)).isEqualTo(new IcmpTypes((BitSet) types.clone()));
    }

    @Test
    void nothing_isNoType() {
        assertThat(IntStream.range(0, 256).filter(new IcmpTypes(new BitSet())::contains)).isEmpty();
    }
}
