package io.gatun.dataplane.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A set of addresses against one of the JDK's. */
class AddressSetTest {

    @Test
    void everyMember_isFoundAndNoOther() {
        final SplittableRandom random = new SplittableRandom(4);
        final Set<Integer> members = new HashSet<>();
        while (members.size() < 500) {
            members.add(random.nextInt());
        }
        final AddressSet set =
                AddressSet.of(members.stream().mapToInt(Integer::intValue).toArray());

        assertThat(members).allMatch(set::contains);
        for (int i = 0; i < 100_000; i++) {
            final int address = random.nextInt();
            assertThat(set.contains(address)).isEqualTo(members.contains(address));
        }
    }

    @Test
    void emptySet_holdsNothing() {
        assertThat(AddressSet.of().isEmpty()).isTrue();
        assertThat(AddressSet.of().contains(0)).isFalse();
    }
}
