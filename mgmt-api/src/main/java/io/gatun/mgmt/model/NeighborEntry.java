package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A neighbor on a link.
 *
 * @param ageMs since its last change of state
 * @param router whether it said last that it is one (RFC 4861 §4.4)
 */
public record NeighborEntry(
        IpAddress address,
        String interfaceName,
        Optional<MacAddress> mac,
        NeighborState state,
        long ageMs,
        boolean router)
        implements Resource {

    public NeighborEntry {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(state, "state");
    }
}
