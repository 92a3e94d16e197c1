package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;

/** A neighbor on a link; {@code ageMs} counts from its last change of state. */
public record NeighborEntry(
        IpAddress address,
        String interfaceName,
        Optional<MacAddress> mac,
        NeighborState state,
        long ageMs)
        implements Resource {

    public NeighborEntry {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(state, "state");
    }
}
