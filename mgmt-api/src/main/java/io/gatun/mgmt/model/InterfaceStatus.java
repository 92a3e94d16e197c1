package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An interface in force: where it sits and which addresses it answers for.
 *
 * @param up as configured or set by an administrator
 * @param carrier whether the port has a link
 */
public record InterfaceStatus(
        String name,
        String port,
        OptionalInt vlan,
        boolean up,
        boolean carrier,
        MacAddress mac,
        int mtu,
        List<InterfaceAddress> addresses,
        boolean forwarding)
        implements Resource {

    public InterfaceStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(port, "port");
        Objects.requireNonNull(vlan, "vlan");
        Objects.requireNonNull(mac, "mac");
        addresses = List.copyOf(addresses);
    }
}
