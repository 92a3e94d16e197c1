package io.gatun.dataplane.doctor;

import io.gatun.linux.HostFacts;
import io.gatun.linux.PciNetworkDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Goes through a host's facts and judges each: what DPDK and a polling worker want. */
public final class Examination {

    private static final int JAVA_RELEASE = 25;
    private static final long HUGEPAGES_WANTED_MIB = 512;
    private static final long MEMORY_WANTED_MIB = 1024;
    private static final String KERNEL_COMMAND_LINE =
            "add %s to GRUB_CMDLINE_LINUX in /etc/default/grub; update-grub; reboot";

    /** Drivers that DPDK works beside, so that their devices stay bound to the kernel. */
    private static final Set<String> BIFURCATED = Set.of("mlx4_core", "mlx5_core");

    private static final Set<String> USER_SPACE = Set.of("vfio-pci", "uio_pci_generic", "igb_uio");

    /** Debian builds DPDK for x86-64-v2. */
    private static final String CPU_FLAG_NEEDED = "sse4_2";

    private static final List<String> CPU_FLAGS_WANTED =
            List.of("avx2", "avx512f", "aes", "vaes", "constant_tsc");

    private final HostFacts host;

    public Examination(HostFacts host) {
        this.host = host;
    }

    /** Findings in order of need: what the router cannot run without comes first. */
    public List<Finding> findings(Finding dpdk) {
        final var findings = new ArrayList<>(List.of(java(), dpdk, root(), memory(), cpu()));
        findings.add(processors());
        findings.add(hugepages());
        findings.add(hugepageMount());
        findings.add(tun());
        findings.add(iommu());
        findings.addAll(devices());
        findings.add(isolation());
        findings.add(governor());
        return findings;
    }

    private static Finding java() {
        final Runtime.Version version = Runtime.version();
        return version.feature() == JAVA_RELEASE
                ? Finding.ok("java", version.toString())
                : Finding.warn(
                        "java",
                        "%s, tested with %d".formatted(version, JAVA_RELEASE),
                        "export JAVA_HOME=/usr/lib/jvm/temurin-%d-jdk-amd64"
                                .formatted(JAVA_RELEASE));
    }

    private Finding root() {
        return host.isRoot()
                ? Finding.ok("root", "yes")
                : Finding.missing("root", "no", "sudo gatun ...");
    }

    private Finding memory() {
        final long available = host.availableMemoryMib();
        final String value = available + " MiB available";
        return available >= MEMORY_WANTED_MIB
                ? Finding.ok("memory", value)
                : Finding.warn(
                        "memory",
                        value + ", %d wanted".formatted(MEMORY_WANTED_MIB),
                        "lower dpdk.buffers and dpdk.memory in the configuration");
    }

    private Finding cpu() {
        final Set<String> flags = host.cpuFlags();
        if (!flags.contains(CPU_FLAG_NEEDED)) {
            return Finding.missing(
                    "processor",
                    "no " + CPU_FLAG_NEEDED,
                    "use an x86-64-v2 processor, or let the hypervisor pass the host's on");
        }
        final String absent =
                CPU_FLAGS_WANTED.stream()
                        .filter(flag -> !flags.contains(flag))
                        .collect(Collectors.joining(" "));
        return absent.isEmpty()
                ? Finding.ok("processor", String.join(" ", CPU_FLAGS_WANTED))
                : Finding.warn(
                        "processor",
                        "without " + absent,
                        "on a virtual machine, let the hypervisor pass the host's processor on");
    }

    private Finding processors() {
        final int count = host.onlineProcessors().size();
        return count > 1
                ? Finding.ok("processors", count + " online")
                : Finding.warn(
                        "processors",
                        "%d online, worker and control share it".formatted(count),
                        "set workers.idle to backoff in the configuration");
    }

    private Finding hugepages() {
        final long free = host.freeHugepageMib();
        final String value = free + " MiB free";
        return free >= HUGEPAGES_WANTED_MIB
                ? Finding.ok("hugepages", value)
                : Finding.warn(
                        "hugepages",
                        value + ", %d wanted".formatted(HUGEPAGES_WANTED_MIB),
                        "echo %d > /sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages"
                                .formatted(HUGEPAGES_WANTED_MIB / 2));
    }

    private Finding hugepageMount() {
        final String mounts =
                host.hugepageMounts().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" "));
        return mounts.isEmpty()
                ? Finding.warn(
                        "hugetlbfs",
                        "not mounted",
                        "mkdir -p /dev/hugepages && mount -t hugetlbfs none /dev/hugepages")
                : Finding.ok("hugetlbfs", mounts);
    }

    private Finding tun() {
        return host.hasTun()
                ? Finding.ok("tap devices", "/dev/net/tun")
                : Finding.warn("tap devices", "no /dev/net/tun", "modprobe tun");
    }

    private Finding iommu() {
        return host.hasIommu()
                ? Finding.ok("iommu", "on")
                : Finding.warn(
                        "iommu",
                        "off or absent",
                        KERNEL_COMMAND_LINE.formatted("'intel_iommu=on iommu=pt'"));
    }

    private List<Finding> devices() {
        final List<PciNetworkDevice> devices = host.networkDevices();
        if (devices.isEmpty()) {
            return List.of(Finding.ok("pci devices", "no network device; virtual ones work"));
        }
        final Stream<Finding> vfio =
                host.hasVfioPci()
                        ? Stream.empty()
                        : Stream.of(Finding.warn("vfio-pci", "not loaded", "modprobe vfio-pci"));
        return Stream.concat(vfio, devices.stream().map(this::device)).toList();
    }

    private Finding device(PciNetworkDevice device) {
        final String value =
                "%s bound to %s"
                        .formatted(
                                device.id(),
                                device.driver().isEmpty() ? "no driver" : device.driver());
        if (USER_SPACE.contains(device.driver()) || BIFURCATED.contains(device.driver())) {
            return Finding.ok(device.address(), value);
        }
        if (host.carriesDefaultRoute(device.address())) {
            return Finding.ok(device.address(), value + "; the host's default route needs it");
        }
        return Finding.warn(
                device.address(), value, "dpdk-devbind.py --bind=vfio-pci " + device.address());
    }

    private Finding isolation() {
        final List<Integer> isolated = host.isolatedProcessors();
        if (!isolated.isEmpty()) {
            return Finding.ok("isolated cores", isolated.toString());
        }
        final List<Integer> online = host.onlineProcessors();
        if (online.size() < 2) {
            return Finding.warn("isolated cores", "none", "use a machine with two cores or more");
        }
        final String workers = "1-" + online.getLast();
        return Finding.warn(
                "isolated cores",
                "none",
                KERNEL_COMMAND_LINE.formatted(
                        "'isolcpus=%1$s nohz_full=%1$s rcu_nocbs=%1$s'".formatted(workers)));
    }

    private Finding governor() {
        final Set<String> governors = host.frequencyGovernors();
        final String value = governors.isEmpty() ? "not scaled here" : String.join(" ", governors);
        return governors.isEmpty() || governors.equals(Set.of("performance"))
                ? Finding.ok("frequency", value)
                : Finding.warn(
                        "frequency",
                        value,
                        "echo performance | tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor");
    }
}
