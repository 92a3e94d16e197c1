package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.IpAddress;
import java.util.Optional;

/**
 * What is known of an adjacency before its neighbor answers.
 *
 * @param family of the packets that go this way, which need not be that of the next hop (RFC 8950)
 * @param nextHop empty where the packet's destination is the next hop
 * @param mtu longest IP packet, in bytes
 * @param source the address packets of the router take as their source on this way
 * @param hopLimit TTL or hop limit of packets of the router on this way; 0 where they keep theirs
 */
record Way(
        int interfaceIndex,
        Family family,
        Optional<IpAddress> nextHop,
        int mtu,
        IpAddress source,
        int hopLimit) {

    /** The same way to one neighbor. */
    Way to(IpAddress neighbor) {
        return new Way(interfaceIndex, family, Optional.of(neighbor), mtu, source, hopLimit);
    }
}
