package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteType;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A static route.
 *
 * @param type unicast, blackhole, unreachable or prohibit
 * @param via the next hop; absent where the destination is on the link
 * @param interfaceName present on every unicast route: as written, or the one whose subnet reaches
 *     {@code via}
 * @param mtu of the path, where it is known to be smaller
 */
public record RouteConfiguration(
        IpPrefix prefix,
        RouteType type,
        Optional<IpAddress> via,
        Optional<String> interfaceName,
        int metric,
        OptionalInt mtu) {}
