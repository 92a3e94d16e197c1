package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.NotInThisVersion;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;

/** Settings of the whole router, with Linux's names and units. */
@NotInThisVersion(
        keys = "icmp_echo_enable_probe",
        because = "extended echo requests (RFC 8335) are not answered")
@NotInThisVersion(
        keys = "icmp_ignore_bogus_error_responses",
        because = "nothing is logged for a packet; see gatun show drops")
@NotInThisVersion(
        keys = "icmp_errors_extension_mask",
        because = "ICMP errors carry no extensions (RFC 4884)")
@NotInThisVersion(
        keys = {"ip_forward_use_pmtu", "ip_no_pmtu_disc", "min_pmtu", "mtu_expires"},
        because = "no path MTU is learned; routes can have an mtu")
@NotInThisVersion(keys = "ip_forward_update_priority", because = "packets have no priority")
@NotInThisVersion(
        keys = {"ipfrag_time", "ipfrag_high_thresh", "ipfrag_low_thresh", "ipfrag_max_dist"},
        because = "fragments to the router itself are dropped, not reassembled")
@NotInThisVersion(
        keys = {"redirect_load", "redirect_number", "redirect_silence"},
        because = "no redirects are sent")
@NotInThisVersion(
        keys = {"inet_peer_threshold", "inet_peer_minttl", "inet_peer_maxttl"},
        because = "the router keeps nothing of the hosts behind it")
@NotInThisVersion(keys = "fwmark_reflect", because = "packets have no mark")
@NotInThisVersion(
        keys = {
            "cipso_cache_enable",
            "cipso_cache_bucket_size",
            "cipso_rbm_optfmt",
            "cipso_rbm_strictvalid"
        },
        because = "packets are not labelled")
@NotInThisVersion(
        keys = "ping_group_range",
        because = "no process of this host pings through the router")
@NotInThisVersion(
        keys = "ip_forward",
        because =
                "each interface has its own switch; all.forwarding is for every one that says nothing")
public record TunablesConfiguration(
        @Setting(
                        value = "The TTL of IPv4 packets the router makes.",
                        fallback = "64",
                        min = 1,
                        floor = "for a packet with TTL 0 is discarded (RFC 1812 §5.3.1)",
                        max = 255,
                        ceiling = "what the field holds (RFC 791 §3.1)")
                int ipDefaultTtl,
        @Setting(
                        key = "icmp_ratelimit",
                        value =
                                "The least time between two limited ICMP messages to one destination; 0 is"
                                        + " no limit.",
                        unit = "ms",
                        fallback = "1000")
                int icmpRatelimitMs,
        @Setting(
                        value = "The ICMP types that are limited: bit n stands for type n.",
                        fallback = "0x1818")
                int icmpRatemask,
        @Setting(
                        value = "The limited ICMP messages to all destinations together.",
                        unit = "messages/s",
                        fallback = "10000")
                int icmpMsgsPerSec,
        @Setting(
                        value = "How many of them may go out at once.",
                        unit = "messages",
                        fallback = "10000")
                int icmpMsgsBurst,
        @Setting(value = "Whether no ICMP echo request is answered.", fallback = "false")
                boolean icmpEchoIgnoreAll,
        @Setting(
                        value = "Whether echo requests to broadcasts and groups are not answered.",
                        fallback = "true")
                boolean icmpEchoIgnoreBroadcasts,
        @Setting(
                        value =
                                "Whether ICMP errors have the address of the interface the packet came in"
                                        + " by, not of the one the error leaves by.",
                        fallback = "false")
                boolean icmpErrorsUseInboundIfaddr,
        @Setting(value = "Whether 240/4 is forwarded.", fallback = "true") boolean classEForwarding,
        @Setting(
                        value = "Whether routes by an interface without a carrier are passed over.",
                        fallback = "false")
                boolean ignoreRoutesWithLinkdown,
        @Setting(
                        value =
                                "The most nodes, of 64 bytes, the forwarding table of a family grows to.",
                        unit = "nodes",
                        fallback = "262144",
                        min = 64,
                        floor = "the least that holds some hosts",
                        max = 1 << 20,
                        ceiling = "64 MiB of nodes")
                int fibNodes,
        @Setting(
                        key = "error_cost",
                        value = "What one unreachable message to a source costs of its burst.",
                        unit = "ms",
                        fallback = "1000")
                int errorCostMs,
        @Setting(
                        value = "How many unreachable messages to a source may go out at once.",
                        unit = "messages",
                        fallback = "5")
                int errorBurst,
        @Setting("IPv6.") Ipv6Tunables ipv6,
        @Setting("The neighbors of both families.") NeighborTunables neigh,
        @Setting(
                        "For all interfaces: each combines with the value of the interface by a rule of its"
                                + " own.")
                InterfaceTunables all,
        @Setting(key = "default", value = "For interfaces that say nothing of their own.")
                InterfaceTunables byDefault) {

    public static final TunablesConfiguration DEFAULT =
            Records.byDefault(TunablesConfiguration.class);
}
