package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatun.dpdk.ffm.DpdkVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EalExtension.class)
class EalTest {

    private final Eal eal;

    EalTest(Eal eal) {
        this.eal = eal;
    }

    @Test
    void secondStartInOneProcess_isRefused() {
        assertThatThrownBy(() -> Eal.start(EalOptions.defaults()))
                .isInstanceOf(DpdkException.class)
                .hasMessage(
                        "DPDK has been started in this process already; it starts once per process");
    }

    @Test
    void version_isOneOfTheKnown() {
        assertThat(DpdkVersion.releases()).contains(eal.version().release());
    }

    @Test
    void runtimeFolder_hasTheTelemetrySocketUnderTheFilePrefix() {
        assertThat(eal.runtimeFolder())
                .hasFileName("gatun-test-" + ProcessHandle.current().pid())
                .isDirectoryContaining("glob:**/dpdk_telemetry.v2");
    }

    @Test
    void registeredThread_hasAnLcoreIdUntilItIsUnregistered() throws InterruptedException {
        var ids = new int[2];
        var worker =
                new Thread(() -> {
                    ids[0] = eal.registerThread();
                    eal.unregisterThread();
                    ids[1] = eal.registerThread();
                    eal.unregisterThread();
                });
        worker.start();
        worker.join();

        assertThat(ids[0]).isPositive();
        assertThat(ids[1]).isEqualTo(ids[0]);
    }
}
