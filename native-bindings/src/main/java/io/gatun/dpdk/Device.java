package io.gatun.dpdk;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a DPDK device as a user writes it: a PCI address or a virtual device with arguments.
 *
 * @param bus {@code pci} or {@code vdev}
 * @param name what DPDK calls it: {@code 0000:3b:00.0}, {@code net_tap0}
 * @param arguments the rest after the first comma
 */
record Device(String bus, String name, String arguments) {

    private static final Pattern PCI =
            Pattern.compile("(?:[0-9a-fA-F]{4}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7]");
    private static final Pattern VIRTUAL = Pattern.compile("net_[a-z0-9_]*[0-9]+");

    static Device parse(String words) {
        int comma = words.indexOf(',');
        String name = comma < 0 ? words : words.substring(0, comma);
        String arguments = comma < 0 ? "" : words.substring(comma + 1);
        if (PCI.matcher(name).matches()) {
            return new Device(
                    "pci",
                    (name.length() < 12 ? "0000:" + name : name).toLowerCase(Locale.ROOT),
                    arguments);
        }
        if (VIRTUAL.matcher(name).matches()) {
            return new Device("vdev", name, arguments);
        }
        throw new DpdkException(
                "device '%s' is neither a PCI address such as 0000:3b:00.0 nor a virtual device with a number such as net_tap0,iface=gw0"
                        .formatted(words));
    }

    boolean isPci() {
        return bus.equals("pci");
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? name : name + "," + arguments;
    }

    /** The name without its number: {@code net_tap}. */
    String driver() {
        return name.replaceFirst("[0-9]+$", "");
    }

    /** The value of an argument, empty when it is not given. */
    String argument(String key) {
        return Arrays.stream(arguments.split(",", -1))
                .filter(argument -> argument.startsWith(key + "="))
                .map(argument -> argument.substring(key.length() + 1))
                .findFirst()
                .orElse("");
    }

    /**
     * Whether a receive burst makes no system call and never waits, so that it may hold back
     * safepoints.
     */
    boolean receivesWithoutSystemCalls() {
        return switch (driver()) {
            case "net_null", "net_ring" -> true;
            case "net_pcap" -> argument("infinite_rx").equals("1");
            default -> isPci();
        };
    }

    /** The same for a transmit burst. */
    boolean transmitsWithoutSystemCalls() {
        return switch (driver()) {
            case "net_null", "net_ring" -> true;
            case "net_pcap" ->
                    argument("tx_pcap").isEmpty()
                            && argument("tx_iface").isEmpty()
                            && argument("iface").isEmpty();
            default -> isPci();
        };
    }
}
