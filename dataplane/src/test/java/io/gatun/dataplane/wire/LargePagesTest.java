package io.gatun.dataplane.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargePagesTest {

    private static final long PAGE = 2L << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 64, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE - 1, 3 * PAGE})
    void memory_isZeroedAndWritableToItsEnd(long bytes) {
        final MemorySegment memory = LargePages.allocate(bytes);

        assertThat(memory.byteSize()).isEqualTo(bytes);
        for (long at = 0; at < bytes; at += Math.min(4096, Math.max(1, bytes - 1 - at))) {
            assertThat(memory.get(ValueLayout.JAVA_BYTE, at)).isZero();
            memory.set(ValueLayout.JAVA_BYTE, at, (byte) 1);
            if (at == bytes - 1) {
                break;
            }
        }
        assertThat(memory.get(ValueLayout.JAVA_BYTE, bytes - 1)).isEqualTo((byte) 1);
    }

    @Test
    void largeMemory_beginsAtALargePage() {
        assertThat(LargePages.allocate(2 * PAGE).address() % PAGE).isZero();
    }
}
