package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * An address of an interface in force.
 *
 * @param scope link for link-local addresses, universe for others
 * @param automatic the router made it; the configuration does not name it
 * @param secondary an address before it on the same interface has the same subnet
 */
public record AddressEntry(
        InterfaceAddress address,
        String interfaceName,
        RouteScope scope,
        boolean automatic,
        boolean secondary)
        implements Resource {

    public AddressEntry {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(scope, "scope");
    }
}
