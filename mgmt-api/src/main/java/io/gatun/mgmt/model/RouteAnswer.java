package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the router would do with a packet to one address.
 *
 * @param table where the route was found
 * @param prefix of the route that decides
 * @param tos type of service that route is for; 0 is any
 * @param source what the router would put as the source of a packet of its own
 * @param mtu longest packet that leaves whole, in bytes
 * @param neighbor whose MAC address the frame would carry; absent where nothing is sent
 * @param drop name of the reason for which a packet that comes in is dropped instead; absent where
 *     it is forwarded or delivered
 */
public record RouteAnswer(
        IpAddress destination,
        TableId table,
        IpPrefix prefix,
        RouteType type,
        RouteProtocol protocol,
        RouteScope scope,
        long metric,
        int tos,
        Optional<IpAddress> via,
        Optional<String> interfaceName,
        Optional<IpAddress> source,
        OptionalInt mtu,
        Optional<Hop> neighbor,
        Optional<String> drop)
        implements Resource {

    /**
     * The neighbor a packet goes to next, as far as it is known.
     *
     * @param state {@link NeighborState#NONE} where nobody asked for it yet
     */
    public record Hop(IpAddress address, Optional<MacAddress> mac, NeighborState state) {

        public Hop {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(mac, "mac");
            Objects.requireNonNull(state, "state");
        }
    }

    public RouteAnswer {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mtu, "mtu");
        Objects.requireNonNull(neighbor, "neighbor");
        Objects.requireNonNull(drop, "drop");
    }
}
