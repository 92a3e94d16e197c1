package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConfigurationReader.Purpose;
import io.gatun.mgmt.config.DpdkConfiguration;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.schema.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code ports}. */
final class PortReader {

    private static final Entry ENTRY = PortConfiguration.class.getAnnotation(Entry.class);

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
        for (final Map.Entry<String, Section> entry : section.named(ENTRY).entrySet()) {
            ports.put(entry.getKey(), port(entry.getKey(), place++, entry.getValue()));
        }
        if (ports.isEmpty()) {
            section.problem("", "there are no ports; a router without one forwards nothing");
        }
        return ports;
    }

    private PortConfiguration port(String name, int place, Section section) {
        final Written<PortConfiguration> written =
                Written.of(section, PortConfiguration.class).put("name", name);
        if (written.get("mac").isEmpty()) {
            written.put("mac", PortConfiguration.defaultMac(place));
        }
        final PortConfiguration port = written.record();
        if (port.device().isEmpty() && !section.has("device") && purpose == Purpose.RUN) {
            section.problem(
                    "device",
                    "port "
                            + name
                            + " has no device; give a PCI address such as 0000:3b:00.0 or a virtual device such as"
                            + " net_tap0,iface=gw0");
        }
        port.device().ifPresent(text -> checkDevice(name, text, section));
        checkMac(port, section);
        checkBuffers(port, section);
        return port;
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

    private void checkMac(PortConfiguration port, Section section) {
        final MacAddress mac = port.mac();
        final String name = port.name();
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
