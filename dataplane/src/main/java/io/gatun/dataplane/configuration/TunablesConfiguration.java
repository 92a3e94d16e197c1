package io.gatun.dataplane.configuration;

/**
 * Settings of the whole router, with Linux's names and units.
 *
 * @param icmpRatelimitMs the least time between two limited messages to one destination; 0 is no
 *     limit
 * @param icmpRatemask bit n set: ICMP type n is limited
 * @param classEForwarding whether 240/4 is forwarded
 * @param ignoreRoutesWithLinkdown whether routes by an interface without a carrier are passed over
 * @param fibNodes the most nodes the forwarding table of a family may grow to
 * @param errorCostMs the price of one unreachable message, in milliseconds
 * @param errorBurst how many unreachable messages may go out at once
 */
public record TunablesConfiguration(
        int ipDefaultTtl,
        int icmpRatelimitMs,
        int icmpRatemask,
        int icmpMsgsPerSec,
        int icmpMsgsBurst,
        boolean icmpEchoIgnoreAll,
        boolean icmpEchoIgnoreBroadcasts,
        boolean icmpErrorsUseInboundIfaddr,
        boolean classEForwarding,
        boolean ignoreRoutesWithLinkdown,
        int fibNodes,
        int errorCostMs,
        int errorBurst,
        Ipv6Tunables ipv6,
        NeighborTunables neigh) {

    public static final TunablesConfiguration DEFAULT =
            new TunablesConfiguration(
                    64,
                    1_000,
                    0x1818,
                    1_000,
                    50,
                    false,
                    true,
                    false,
                    true,
                    false,
                    1 << 18,
                    1_000,
                    5,
                    Ipv6Tunables.DEFAULT,
                    NeighborTunables.DEFAULT);
}
