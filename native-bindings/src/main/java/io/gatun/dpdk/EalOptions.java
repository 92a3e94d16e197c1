package io.gatun.dpdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How the EAL starts.
 *
 * @param cores processors the main thread may run on; empty: all that the process may use
 * @param filePrefix name of this instance's run-time folder, unique per running process
 * @param memoryMib memory taken at start, in MiB
 * @param pciDevices addresses of the PCI devices to be attached; none: the PCI bus is left alone
 * @param extraArguments further EAL arguments, passed on as they are
 */
public record EalOptions(
        List<Integer> cores,
        String filePrefix,
        Hugepages hugepages,
        int memoryMib,
        LogLevel logLevel,
        List<String> pciDevices,
        List<String> extraArguments) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    public EalOptions {
        if (!PREFIX.matcher(filePrefix).matches()) {
            throw new IllegalArgumentException(
                    "file prefix '%s' is not 1 to 64 letters, digits, '.', '_' or '-': it names a folder"
                            .formatted(filePrefix));
        }
        if (memoryMib < 1) {
            throw new IllegalArgumentException(
                    "memory of %d MiB is below 1 MiB".formatted(memoryMib));
        }
        cores = List.copyOf(cores);
        pciDevices = List.copyOf(pciDevices);
        extraArguments = List.copyOf(extraArguments);
    }

    /** All processors, 256 MiB, hugepages when free, a file prefix with this process's id. */
    public static EalOptions defaults() {
        return new EalOptions(
                List.of(),
                "gatun-" + ProcessHandle.current().pid(),
                Hugepages.AUTO,
                256,
                LogLevel.WARNING,
                List.of(),
                List.of());
    }

    public EalOptions withCores(List<Integer> value) {
        return new EalOptions(
                value, filePrefix, hugepages, memoryMib, logLevel, pciDevices, extraArguments);
    }

    public EalOptions withFilePrefix(String value) {
        return new EalOptions(
                cores, value, hugepages, memoryMib, logLevel, pciDevices, extraArguments);
    }

    public EalOptions withHugepages(Hugepages value) {
        return new EalOptions(
                cores, filePrefix, value, memoryMib, logLevel, pciDevices, extraArguments);
    }

    public EalOptions withMemoryMib(int value) {
        return new EalOptions(
                cores, filePrefix, hugepages, value, logLevel, pciDevices, extraArguments);
    }

    public EalOptions withLogLevel(LogLevel value) {
        return new EalOptions(
                cores, filePrefix, hugepages, memoryMib, value, pciDevices, extraArguments);
    }

    public EalOptions withPciDevices(List<String> value) {
        return new EalOptions(
                cores, filePrefix, hugepages, memoryMib, logLevel, value, extraArguments);
    }

    public EalOptions withExtraArguments(List<String> value) {
        return new EalOptions(cores, filePrefix, hugepages, memoryMib, logLevel, pciDevices, value);
    }

    /** The arguments for {@code rte_eal_init}, on the processors and memory found. */
    List<String> arguments(List<Integer> allowedCores, boolean useHugepages) {
        var arguments = new ArrayList<String>();
        arguments.add("gatun");
        arguments.add("--lcores");
        arguments.add("0@(%s)".formatted(joined(cores.isEmpty() ? allowedCores : cores)));
        arguments.add("--file-prefix");
        arguments.add(filePrefix);
        arguments.add("-m");
        arguments.add(Integer.toString(memoryMib));
        arguments.add("--log-level");
        arguments.add(logLevel.name().toLowerCase(Locale.ROOT));
        // in-memory leaves no hugepage file; DPDK refuses it together with no-huge
        arguments.addAll(
                useHugepages ? List.of("--in-memory") : List.of("--no-huge", "--no-shconf"));
        if (pciDevices.isEmpty()) {
            arguments.add("--no-pci");
        }
        for (String address : pciDevices) {
            arguments.add("-a");
            arguments.add(address);
        }
        arguments.addAll(extraArguments);
        return arguments;
    }

    private static String joined(List<Integer> numbers) {
        return String.join(",", numbers.stream().map(String::valueOf).toList());
    }
}
