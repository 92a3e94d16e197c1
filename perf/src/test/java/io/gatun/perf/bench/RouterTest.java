package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.configuration.ConfigurationReader;
import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.config.DpdkConfiguration.Hugepages;
import io.gatun.mgmt.config.WorkerConfiguration.Idle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterTest {

    @TempDir private Path folder;

    @Test
    void configuration_isOneTheRouterTakes() throws Exception {
        final RouterConfiguration read =
                ConfigurationReader.readText(
                        new Router("gatun", 128, Destinations.few(4)).configuration(wiring(true)),
                        "gatun.yaml",
                        Purpose.RUN);

        assertThat(read.dpdk().hugepages()).isEqualTo(Hugepages.REQUIRED);
        assertThat(read.dpdk().buffers()).isEqualTo(16_384 + 4096);
        assertThat(read.workers().cores()).contains(List.of(1));
        assertThat(read.workers().idle()).isEqualTo(Idle.SPIN);
        assertThat(read.workers().vector()).isEqualTo(128);
        assertThat(read.routes()).hasSize(16);
    }

    @Test
    void withoutHugepages_theRouterIsToldSo() throws Exception {
        final RouterConfiguration read =
                ConfigurationReader.readText(
                        new Router("gatun", 64, Destinations.few(4)).configuration(wiring(false)),
                        "gatun.yaml",
                        Purpose.RUN);

        assertThat(read.dpdk().hugepages()).isEqualTo(Hugepages.OFF);
    }

    @Test
    void process_runsThisProgramWithItsConfiguration() throws IOException {
        final List<String> command =
                new Router("gatun", 64, Destinations.few(4)).process(wiring(true)).command();

        assertThat(command)
                .contains(
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.gatun.mgmt.cli.Gatun",
                        "run");
        assertThat(Files.readString(Path.of(command.getLast())))
                .contains("router: { name: bench-7-1 }");
    }

    private Wiring wiring(boolean hugepages) {
        return new Wiring(
                folder,
                "bench-7-1",
                "net_pcap0,rx_pcap=in.pcap,infinite_rx=1",
                "net_null1",
                4096,
                1,
                hugepages);
    }
}
