package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import java.util.Optional;

/**
 * What is asked of an adjacency. What its interface has to say to that, and what its neighbor
 * answers, is filled in when a table is made: it may change while the way stays the same.
 *
 * @param family of the packets that go this way, which need not be that of the next hop (RFC 8950)
 * @param nextHop empty where the packet's destination is the next hop
 * @param mtu longest IP packet, in bytes; 0 for what the interface carries, which is the most
 * @param source the address packets of the router take as their source on this way; empty for the
 *     address of the interface nearest to the next hop
 * @param hopLimit TTL or hop limit of packets of the router on this way; 0 where they keep theirs
 * @param own the adjacency that packets of the router take in place of this one; 0 where they take
 *     this one
 */
record Way(
        int interfaceIndex,
        Family family,
        Optional<IpAddress> nextHop,
        int mtu,
        Optional<IpAddress> source,
        int hopLimit,
        int own) {

    /** One that packets of the router take as all others do. */
    Way(
            int interfaceIndex,
            Family family,
            Optional<IpAddress> nextHop,
            int mtu,
            Optional<IpAddress> source,
            int hopLimit) {
        this(interfaceIndex, family, nextHop, mtu, source, hopLimit, 0);
    }

    /** As a next hop: whoever is on the link. */
    static final IpAddress EVERYBODY = new Ipv4Address(-1);

    boolean isToEverybody() {
        return nextHop.filter(EVERYBODY::equals).isPresent();
    }

    /** The same way to one neighbor. */
    Way to(IpAddress neighbor) {
        return new Way(interfaceIndex, family, Optional.of(neighbor), mtu, source, hopLimit);
    }

    /** The same way, but for packets of the router. */
    Way withOwn(int adjacency) {
        return new Way(interfaceIndex, family, nextHop, mtu, source, hopLimit, adjacency);
    }

    int mtu(InterfaceKeeper interfaces) {
        final int most = interfaces.row(interfaceIndex).mtu();
        return mtu == 0 ? most : Math.min(mtu, most);
    }

    IpAddress source(InterfaceKeeper interfaces) {
        return source.orElseGet(
                () -> interfaces.sourceFor(interfaceIndex, family, nextHop.orElseThrow()));
    }
}
