package io.gatun.mgmt.config;

import io.gatun.mgmt.model.IcmpTypeRanges;
import io.gatun.mgmt.schema.NotInThisVersion;
import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;

/** Settings of the whole router for IPv6, with Linux's names and units. */
@NotInThisVersion(
        keys = "error_anycast_as_unicast",
        because = "the router has no anycast addresses but those of its subnets")
@NotInThisVersion(
        keys = {"ip6frag_time", "ip6frag_high_thresh", "ip6frag_low_thresh"},
        because = "fragments to the router itself are dropped, not reassembled")
@NotInThisVersion(
        keys = {"accept_ra", "autoconf", "dad_transmits", "accept_dad"},
        because = "the router takes part in no address configuration; addresses are valid at once")
public record Ipv6Tunables(
        @Setting(
                        value = "The hop limit of packets the router makes.",
                        fallback = "64",
                        min = 1,
                        floor = "for a packet with a hop limit of 0 is discarded (RFC 8200 §3)",
                        max = 255,
                        ceiling = "what the field holds (RFC 8200 §3)")
                int hopLimit,
        @Setting(
                        key = "icmp_ratelimit",
                        value =
                                "The least time between two limited ICMPv6 messages to one destination; 0"
                                        + " is no limit.",
                        unit = "ms",
                        fallback = "1000")
                int icmpRatelimitMs,
        @Setting(value = "The ICMPv6 types that are limited.", fallback = "0-1,3-127")
                IcmpTypeRanges icmpRatemask,
        @Setting(value = "Whether no ICMPv6 echo request is answered.", fallback = "false")
                boolean icmpEchoIgnoreAll,
        @Setting(
                        value = "Whether ICMPv6 echo requests to groups are not answered.",
                        fallback = "false")
                boolean icmpEchoIgnoreMulticast,
        @Setting(
                        value =
                                "Whether ICMPv6 echo requests to anycast addresses are not answered.",
                        fallback = "false")
                boolean icmpEchoIgnoreAnycast) {

    public static final Ipv6Tunables DEFAULT = Records.byDefault(Ipv6Tunables.class);
}
