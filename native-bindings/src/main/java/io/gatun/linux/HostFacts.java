package io.gatun.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the host offers a fast router, read anew from {@code /proc}, {@code /sys} and {@code /dev}
 * at each question. A file that is absent reads as "no".
 */
public final class HostFacts {

    private static final String NETWORK_CLASS = "0x02";

    private final Path root;

    /** Facts of the files below a folder, which stands for {@code /}. */
    public HostFacts(Path root) {
        this.root = root;
    }

    public static HostFacts ofThisHost() {
        return new HostFacts(Path.of("/"));
    }

    /** The reserves of hugepages, smallest page first. */
    public List<HugepagePool> hugepages() {
        return list("sys/kernel/mm/hugepages").stream()
                .map(folder ->
                        new HugepagePool(
                                Long.parseLong(
                                        folder.getFileName().toString().replaceAll("\\D", "")),
                                number(folder.resolve("nr_hugepages")),
                                number(folder.resolve("free_hugepages"))))
                .sorted(Comparator.comparingLong(HugepagePool::pageKib))
                .toList();
    }

    /** Memory in free hugepages of all sizes. */
    public long freeHugepageMib() {
        return hugepages().stream().mapToLong(HugepagePool::freeMib).sum();
    }

    /** Whether the kernel groups devices behind an IOMMU. */
    public boolean hasIommu() {
        return !list("sys/kernel/iommu_groups").isEmpty();
    }

    /** Whether the vfio-pci driver is there to bind devices to. */
    public boolean hasVfioPci() {
        return Files.isDirectory(root.resolve("sys/bus/pci/drivers/vfio-pci"));
    }

    /** Whether {@code /dev/net/tun} exists, which TAP devices need. */
    public boolean hasTun() {
        return Files.exists(root.resolve("dev/net/tun"));
    }

    /** Whether the kernel has a network interface of this name (in this process's namespace). */
    public boolean hasInterface(String name) {
        return Files.exists(root.resolve("sys/class/net").resolve(name));
    }

    /** Whether this process runs as root. */
    public boolean isRoot() {
        return lines(root.resolve("proc/self/status"))
                .filter(line -> line.startsWith("Uid:"))
                .anyMatch(line -> line.split("\\s+", -1)[2].equals("0"));
    }

    /** Network devices on the PCI bus, by address. */
    public List<PciNetworkDevice> networkDevices() {
        return list("sys/bus/pci/devices").stream()
                .filter(folder -> text(folder.resolve("class")).startsWith(NETWORK_CLASS))
                .map(folder ->
                        new PciNetworkDevice(
                                folder.getFileName().toString(),
                                "%s:%s"
                                        .formatted(
                                                text(folder.resolve("vendor")).replace("0x", ""),
                                                text(folder.resolve("device")).replace("0x", "")),
                                driver(folder).orElse("")))
                .sorted(Comparator.comparing(PciNetworkDevice::address))
                .toList();
    }

    /** Whether a device with this address is on the PCI bus. */
    public boolean hasPciDevice(String address) {
        return Files.exists(root.resolve("sys/bus/pci/devices").resolve(address));
    }

    /** The kernel driver that a PCI device is bound to. */
    public Optional<String> driverOf(String address) {
        return driver(root.resolve("sys/bus/pci/devices").resolve(address));
    }

    /** Whether the host's own default route leaves by this PCI device. */
    public boolean carriesDefaultRoute(String address) {
        return lines(root.resolve("proc/net/route"))
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length > 1 && fields[1].equals("00000000"))
                .map(fields -> root.resolve("sys/class/net").resolve(fields[0]).resolve("device"))
                .anyMatch(device -> isPartOf(device, address));
    }

    public List<Integer> onlineProcessors() {
        return processors("sys/devices/system/cpu/online");
    }

    /** Processors that the kernel keeps free of other work. */
    public List<Integer> isolatedProcessors() {
        return processors("sys/devices/system/cpu/isolated");
    }

    /** Flags of the first processor, for example {@code avx2}, {@code avx512f}, {@code vaes}. */
    public Set<String> cpuFlags() {
        return lines(root.resolve("proc/cpuinfo"))
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> Set.of(line.substring(line.indexOf(':') + 1).trim().split(" ", -1)))
                .orElse(Set.of());
    }

    /** Frequency governors of the processors; empty where the kernel does not scale them. */
    public Set<String> frequencyGovernors() {
        return list("sys/devices/system/cpu").stream()
                .map(folder -> text(folder.resolve("cpufreq/scaling_governor")))
                .filter(governor -> !governor.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Memory that programs can still have without swapping. */
    public long availableMemoryMib() {
        return lines(root.resolve("proc/meminfo"))
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    /** Where files of hugepages can be made. */
    public List<Path> hugepageMounts() {
        return lines(root.resolve("proc/self/mounts"))
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields[2].equals("hugetlbfs"))
                .map(fields -> Path.of(fields[1]))
                .toList();
    }

    private List<Integer> processors(String file) {
        var numbers = new ArrayList<Integer>();
        for (String range : text(root.resolve(file)).split(",", -1)) {
            if (!range.isEmpty()) {
                String[] ends = range.split("-", -1);
                int last = Integer.parseInt(ends[ends.length - 1]);
                for (int number = Integer.parseInt(ends[0]); number <= last; number++) {
                    numbers.add(number);
                }
            }
        }
        return numbers;
    }

    /** A virtio device lies in a folder below its PCI device. */
    private static boolean isPartOf(Path device, String address) {
        try {
            return StreamSupport.stream(device.toRealPath().spliterator(), false)
                    .anyMatch(name -> name.toString().equals(address));
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<String> driver(Path device) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(device.resolve("driver")).getFileName().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Path> list(String folder) {
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Path file) {
        String text = text(file);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    private static String text(Path file) {
        return lines(file).findFirst().orElse("").trim();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
