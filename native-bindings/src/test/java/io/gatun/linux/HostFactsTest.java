package io.gatun.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFactsTest {

    @TempDir Path root;

    @Test
    void emptyHost_hasNothing() {
        var facts = new HostFacts(root);

        assertThat(facts.hugepages()).isEmpty();
        assertThat(facts.freeHugepageMib()).isZero();
        assertThat(facts.hasIommu()).isFalse();
        assertThat(facts.hasVfioPci()).isFalse();
        assertThat(facts.hasTun()).isFalse();
        assertThat(facts.isRoot()).isFalse();
        assertThat(facts.networkDevices()).isEmpty();
        assertThat(facts.isolatedProcessors()).isEmpty();
        assertThat(facts.cpuFlags()).isEmpty();
        assertThat(facts.frequencyGovernors()).isEmpty();
        assertThat(facts.availableMemoryMib()).isZero();
        assertThat(facts.hugepageMounts()).isEmpty();
    }

    @Test
    void hugepages_areListedBySizeAndSummed() throws IOException {
        reserve("hugepages-1048576kB", 2, 1);
        reserve("hugepages-2048kB", 512, 100);

        var facts = new HostFacts(root);

        assertThat(facts.hugepages())
                .containsExactly(new HugepagePool(2048, 512, 100), new HugepagePool(1048576, 2, 1));
        assertThat(facts.freeHugepageMib()).isEqualTo(200 + 1024);
    }

    @Test
    void pciDevices_areThoseOfTheNetworkClassWithTheirDriver() throws IOException {
        device("0000:3b:00.1", "0x020000", "");
        device("0000:3b:00.0", "0x020000", "i40e");
        device("0000:00:1f.2", "0x010601", "ahci");

        var facts = new HostFacts(root);

        assertThat(facts.networkDevices())
                .containsExactly(
                        new PciNetworkDevice("0000:3b:00.0", "8086:1572", "i40e"),
                        new PciNetworkDevice("0000:3b:00.1", "8086:1572", ""));
        assertThat(facts.driverOf("0000:3b:00.0")).contains("i40e");
        assertThat(facts.hasPciDevice("0000:3b:00.2")).isFalse();
    }

    @Test
    void governorsMemoryAndMounts_areRead() throws IOException {
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
        write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
        write("proc/meminfo", "MemTotal:  4096000 kB\nMemAvailable:    2048000 kB\n");
        write(
                "proc/self/mounts",
                "proc /proc proc rw 0 0\nnone /dev/hugepages hugetlbfs rw,pagesize=2M 0 0\n");

        var facts = new HostFacts(root);

        assertThat(facts.frequencyGovernors()).containsExactly("performance", "powersave");
        assertThat(facts.availableMemoryMib()).isEqualTo(2000);
        assertThat(facts.hugepageMounts()).containsExactly(Path.of("/dev/hugepages"));
    }

    @Test
    void processorsAndFlags_areRead() throws IOException {
        write("sys/devices/system/cpu/isolated", "2-4,7\n");
        write("sys/devices/system/cpu/online", "0-7\n");
        write("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu avx2 avx512f vaes\n");

        var facts = new HostFacts(root);

        assertThat(facts.isolatedProcessors()).containsExactly(2, 3, 4, 7);
        assertThat(facts.onlineProcessors()).hasSize(8);
        assertThat(facts.cpuFlags()).containsExactlyInAnyOrder("fpu", "avx2", "avx512f", "vaes");
    }

    @Test
    void rootIommuVfioAndTun_areSeenByTheirFiles() throws IOException {
        write("proc/self/status", "Name:\tjava\nUid:\t1000\t0\t0\t0\n");
        Files.createDirectories(root.resolve("sys/kernel/iommu_groups/0"));
        Files.createDirectories(root.resolve("sys/bus/pci/drivers/vfio-pci"));
        write("dev/net/tun", "");

        var facts = new HostFacts(root);

        assertThat(facts.isRoot()).isTrue();
        assertThat(facts.hasIommu()).isTrue();
        assertThat(facts.hasVfioPci()).isTrue();
        assertThat(facts.hasTun()).isTrue();
    }

    private void reserve(String size, int total, int free) throws IOException {
        write("sys/kernel/mm/hugepages/%s/nr_hugepages".formatted(size), total + "\n");
        write("sys/kernel/mm/hugepages/%s/free_hugepages".formatted(size), free + "\n");
    }

    private void device(String address, String type, String driver) throws IOException {
        String folder = "sys/bus/pci/devices/%s/".formatted(address);
        write(folder + "class", type + "\n");
        write(folder + "vendor", "0x8086\n");
        write(folder + "device", "0x1572\n");
        if (!driver.isEmpty()) {
            Files.createSymbolicLink(
                    root.resolve(folder + "driver"), Path.of("../../drivers/" + driver));
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
