package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.model.MacAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code ports}. */
final class PortReader {

    static final Bound MTU =
            new Bound(
                    68,
                    "the least a router must forward whole (RFC 791 §3.2)",
                    9600,
                    "the most that jumbo frames of common devices hold");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Bound QUEUES =
            new Bound(
                    1,
                    "for a port without queues moves nothing",
                    64,
                    "the most queues of one port");
    private static final Bound DESCRIPTORS =
            new Bound(
                    64,
                    "the shortest ring that keeps a batch",
                    32768,
                    "the longest ring of common devices");
    private static final int DEFAULT_DESCRIPTORS = 1024;

    private final Purpose purpose;
    private final DpdkConfiguration dpdk;
    private final Map<String, PortConfiguration> ports = new LinkedHashMap<>();
    private final Map<MacAddress, String> macs = new HashMap<>();
    private final Map<String, String> devices = new HashMap<>();

    PortReader(Purpose purpose, DpdkConfiguration dpdk) {
        this.purpose = purpose;
        this.dpdk = dpdk;
    }

    Map<String, PortConfiguration> read(Section section) {
        int place = 0;
        for (final Map.Entry<String, Section> entry : section.named("port", NAME).entrySet()) {
            ports.put(entry.getKey(), port(entry.getKey(), place++, entry.getValue()));
        }
        if (ports.isEmpty()) {
            section.problem("", "there are no ports; a router without one forwards nothing");
        }
        return ports;
    }

    private PortConfiguration port(String name, int place, Section section) {
        final PortConfiguration port =
                new PortConfiguration(
                        name,
                        device(name, section),
                        section.integer("mtu", PortConfiguration.DEFAULT_MTU, MTU),
                        mac(name, place, section),
                        section.integer("queues", 1, QUEUES),
                        section.integer("rx_descriptors", DEFAULT_DESCRIPTORS, DESCRIPTORS),
                        section.integer("tx_descriptors", DEFAULT_DESCRIPTORS, DESCRIPTORS),
                        section.flag("promiscuous", false),
                        section.flag("checksum_offload", true));
        section.end();
        checkBuffers(port, section);
        return port;
    }

    private Optional<String> device(String name, Section section) {
        final Optional<String> device = section.text("device");
        if (device.isEmpty() && !section.has("device") && purpose == Purpose.RUN) {
            section.problem(
                    "device",
                    "port "
                            + name
                            + " has no device; give a PCI address such as 0000:3b:00.0 or a virtual device such as"
                            + " net_tap0,iface=gw0");
        }
        device.ifPresent(text -> checkDevice(name, text, section));
        return device;
    }

    private void checkDevice(String name, String device, Section section) {
        if (device.isBlank()) {
            section.problem("device", "device of port " + name + " is blank");
            return;
        }
        final String taken = devices.putIfAbsent(device, name);
        if (taken != null) {
            section.problem(
                    "device",
                    "device " + device + " of port " + name + " is taken by port " + taken);
        }
    }

    private MacAddress mac(String name, int place, Section section) {
        final MacAddress mac =
                section.value("mac", MacAddress::parse).orElse(PortConfiguration.defaultMac(place));
        if (mac.isMulticast()) {
            section.problem(
                    "mac",
                    "mac "
                            + mac
                            + " of port "
                            + name
                            + " is a group address, which no station sends from (IEEE 802.3"
                            + " §3.2.3)");
        } else if (mac.isZero()) {
            section.problem("mac", "mac " + mac + " of port " + name + " is nobody's address");
        }
        final String taken = macs.putIfAbsent(mac, name);
        if (taken != null) {
            section.problem(
                    "mac", "mac " + mac + " of port " + name + " is the one of port " + taken);
        }
        return mac;
    }

    private void checkBuffers(PortConfiguration port, Section section) {
        final long needed = (long) port.queues() * (port.rxDescriptors() + port.txDescriptors());
        if (dpdk.buffers() <= needed) {
            section.problem(
                    "queues",
                    "buffers "
                            + dpdk.buffers()
                            + " of dpdk are not above "
                            + needed
                            + ", which the rings of port "
                            + port.name()
                            + " hold ("
                            + port.queues()
                            + " x ("
                            + port.rxDescriptors()
                            + " + "
                            + port.txDescriptors()
                            + "))");
        }
    }
}
