package io.gatun.dataplane.table;

/**
 * What nodes know of IPv6 on one interface. Addresses are upper and lower 64 bits.
 *
 * @param enabled it has addresses of its own and takes part in IPv6
 * @param mtu of its link for IPv6, in bytes
 * @param addresses its own, the link-local one among them
 * @param groups the multicast groups it listens to (RFC 4291 §2.8)
 * @param linkLocalHigh of its link-local address
 * @param sourceHigh of the address packets of the router take: a global one, or the link-local
 *     where it has none
 * @param linkWay the adjacency that finds neighbors for link-local destinations on this link; 0
 *     where there is none
 */
public record Interface6(
        boolean enabled,
        boolean forwarding,
        int mtu,
        AddressSet6 addresses,
        AddressSet6 groups,
        long linkLocalHigh,
        long linkLocalLow,
        long sourceHigh,
        long sourceLow,
        int linkWay) {

    /** An interface without IPv6. */
    public static final Interface6 NONE =
            new Interface6(false, false, 0, AddressSet6.of(), AddressSet6.of(), 0, 0, 0, 0, 0);

    /** Packets that come in by it may be forwarded. */
    public boolean routes() {
        return enabled && forwarding;
    }
}
