package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;

/** A route control knows; {@code via} is absent where the destination is on the link. */
public record RouteEntry(
        IpPrefix prefix,
        RouteType type,
        RouteProtocol protocol,
        Optional<IpAddress> via,
        Optional<String> interfaceName,
        int metric)
        implements Resource {

    public RouteEntry {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(interfaceName, "interfaceName");
    }
}
