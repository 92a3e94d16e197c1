package io.gatun.dataplane.doctor;

import static io.gatun.dataplane.doctor.Finding.Verdict.MISSING;
import static io.gatun.dataplane.doctor.Finding.Verdict.OK;
import static io.gatun.dataplane.doctor.Finding.Verdict.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.linux.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {

    private static final Finding DPDK = Finding.ok("dpdk", "22.11.11");

    @TempDir Path root;

    @Test
    void wellPreparedHost_hasNothingToMend() throws IOException {
        write("proc/self/status", "Name:\tjava\nUid:\t0\t0\t0\t0\n");
        write("proc/self/mounts", "none /dev/hugepages hugetlbfs rw 0 0\n");
        write("proc/meminfo", "MemAvailable: 8388608 kB\n");
        write("proc/cpuinfo", "flags\t: sse4_2 avx2 avx512f aes vaes constant_tsc\n");
        write("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "1024\n");
        write("sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "1024\n");
        write("sys/kernel/iommu_groups/0/type", "DMA\n");
        write("sys/devices/system/cpu/online", "0-3\n");
        write("sys/devices/system/cpu/isolated", "2-3\n");
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        write("dev/net/tun", "");

        assertThat(new Examination(new HostFacts(root)).findings(DPDK))
                .allSatisfy(finding -> {
                    assertThat(finding.verdict()).as(finding.subject()).isEqualTo(OK);
                    assertThat(finding.cure()).isEmpty();
                });
    }

    @Test
    void bareHost_lacksRootAndProcessorFlags() {
        assertThat(new Examination(new HostFacts(root)).findings(DPDK))
                .filteredOn(finding -> finding.verdict() == MISSING)
                .extracting(Finding::subject)
                .containsExactly("root", "processor");
    }

    @Test
    void everyWarning_saysWhatMendsIt() {
        assertThat(new Examination(new HostFacts(root)).findings(DPDK))
                .filteredOn(finding -> finding.verdict() != OK)
                .isNotEmpty()
                .allSatisfy(
                        finding -> assertThat(finding.cure()).as(finding.subject()).isNotEmpty());
    }

    @Test
    void fewFreeHugepages_areMendedWithTheNumberOfPages() throws IOException {
        write("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "64\n");
        write("sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "32\n");

        var finding = finding("hugepages");

        assertThat(finding.verdict()).isEqualTo(WARN);
        assertThat(finding.value()).startsWith("64 MiB free");
        assertThat(finding.cure())
                .isEqualTo("echo 256 > /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages");
    }

    @Test
    void deviceBoundToTheKernel_isToBeBoundToVfio() throws IOException {
        device("0000:3b:00.0", "i40e");

        var finding = finding("0000:3b:00.0");

        assertThat(finding.verdict()).isEqualTo(WARN);
        assertThat(finding.cure()).isEqualTo("dpdk-devbind.py --bind=vfio-pci 0000:3b:00.0");
    }

    @Test
    void deviceOfTheDefaultRoute_isLeftToTheHost() throws IOException {
        device("0000:00:03.0", "virtio-pci");
        Files.createDirectories(root.resolve("sys/devices/pci0000:00/0000:00:03.0/virtio1"));
        Files.createDirectories(root.resolve("sys/class/net/eth0"));
        Files.createSymbolicLink(
                root.resolve("sys/class/net/eth0/device"),
                Path.of("../../../devices/pci0000:00/0000:00:03.0/virtio1"));
        write(
                "proc/net/route",
                "Iface\tDestination\tGateway\neth0\t00000000\t0100000A\neth0\t0000000A\t00000000\n");

        assertThat(finding("0000:00:03.0").verdict()).isEqualTo(OK);
    }

    @Test
    void bifurcatedDevice_staysWithItsDriver() throws IOException {
        device("0000:3b:00.0", "mlx5_core");

        assertThat(finding("0000:3b:00.0").verdict()).isEqualTo(OK);
    }

    @Test
    void governorThatSavesPower_isToBeChanged() throws IOException {
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");

        assertThat(finding("frequency").verdict()).isEqualTo(WARN);
    }

    private Finding finding(String subject) {
        return new Examination(new HostFacts(root))
                .findings(DPDK).stream()
                        .filter(finding -> finding.subject().equals(subject))
                        .findFirst()
                        .orElseThrow();
    }

    private void device(String address, String driver) throws IOException {
        String folder = "sys/bus/pci/devices/" + address;
        write(folder + "/class", "0x020000\n");
        write(folder + "/vendor", "0x8086\n");
        write(folder + "/device", "0x1572\n");
        Files.createDirectories(root.resolve("sys/bus/pci/drivers").resolve(driver));
        Files.createSymbolicLink(
                root.resolve(folder).resolve("driver"), Path.of("../../drivers").resolve(driver));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
