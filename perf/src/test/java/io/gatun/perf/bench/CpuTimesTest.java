package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimesTest {

    @Test
    void busiestThread_isTheOneThatGainedMost() {
        final CpuTimes start = new CpuTimes(1000, Map.of("1", 500L, "2", 9000L));
        final CpuTimes end = new CpuTimes(2000, Map.of("1", 1250L, "2", 9100L, "3", 200L));

        assertThat(end.busiestSince(start)).isEqualTo(0.75);
    }

    @Test
    void threadsOfThisProcess_areSeen() throws BenchFailure {
        final CpuTimes times = CpuTimes.of(ProcessHandle.current().pid());

        assertThat(times.byThread()).containsKey("" + ProcessHandle.current().pid());
        assertThat(times.byThread().values()).anyMatch(ns -> ns > 0);
    }

    @Test
    void processThatIsGone_isNamed() {
        assertThatThrownBy(() -> CpuTimes.of(Integer.MAX_VALUE))
                .hasMessageContaining("process 2147483647");
    }
}
