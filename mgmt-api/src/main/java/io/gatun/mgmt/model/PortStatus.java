package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * A port as its device reports it; counts are since the start.
 *
 * @param link the state of the link and its speed
 * @param rxMissed packets the device dropped because its receive ring was full
 * @param rxNoBuffer receive attempts that found no free buffer
 * @param rxOtherhostDropped frames to another host's MAC address, which the router dropped
 * @param rxNohandler frames of an EtherType that nobody here takes, which the router dropped
 * @param txDropped frames the device took no more of, or that met a link that is down
 */
public record PortStatus(
        String name,
        String device,
        String driver,
        MacAddress mac,
        int mtu,
        Link link,
        long rxPackets,
        long rxBytes,
        long rxMissed,
        long rxErrors,
        long rxNoBuffer,
        long rxOtherhostDropped,
        long rxNohandler,
        long txPackets,
        long txBytes,
        long txErrors,
        long txDropped)
        implements Resource {

    public PortStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(driver, "driver");
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(link, "link");
    }

    /** A link, up or down; {@code speedMbps} is 0 where the device does not tell. */
    public record Link(boolean up, long speedMbps) {}
}
