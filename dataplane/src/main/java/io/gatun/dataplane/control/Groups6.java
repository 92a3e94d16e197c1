package io.gatun.dataplane.control;

import io.gatun.mgmt.model.Ipv6Address;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The IPv6 multicast groups a router listens to (RFC 4291 §2.7.1, §2.8). */
final class Groups6 {

    static final Ipv6Address ALL_NODES = new Ipv6Address(0xFF02L << 48, 1);

    private static final List<Ipv6Address> OF_EVERY_NODE =
            List.of(new Ipv6Address(0xFF01L << 48, 1), ALL_NODES);
    private static final List<Ipv6Address> OF_ROUTERS =
            List.of(
                    new Ipv6Address(0xFF01L << 48, 2),
                    new Ipv6Address(0xFF02L << 48, 2),
                    new Ipv6Address(0xFF05L << 48, 2));

    /** ff02::1:ff00:0. */
    private static final long SOLICITED_NODE_LOW = 0x1_FF00_0000L;

    /** 33:33:00:00:00:00. */
    private static final long MAC = 0x3333_0000_0000L;

    private Groups6() {}

    /** Those of an interface with these addresses, each once (IP6A-13, IP6A-14). */
    static Set<Ipv6Address> of(List<Ipv6Address> addresses, boolean forwarding) {
        final Set<Ipv6Address> groups = new LinkedHashSet<>(OF_EVERY_NODE);
        if (forwarding) {
            groups.addAll(OF_ROUTERS);
        }
        addresses.forEach(address -> groups.add(solicitedNode(address)));
        return groups;
    }

    static Ipv6Address solicitedNode(Ipv6Address address) {
        return new Ipv6Address(0xFF02L << 48, SOLICITED_NODE_LOW | (address.low() & 0xFF_FFFF));
    }

    /** The MAC address of a group: 33:33 and its last four bytes (RFC 2464 §7). */
    static long mac(Ipv6Address group) {
        return MAC | (group.low() & 0xFFFF_FFFFL);
    }
}
