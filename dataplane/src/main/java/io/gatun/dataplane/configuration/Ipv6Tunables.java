package io.gatun.dataplane.configuration;

import io.gatun.dataplane.table.IcmpTypes;

/**
 * Settings of the whole router for IPv6, with Linux's names and units.
 *
 * @param hopLimit of packets the router makes
 * @param icmpRatelimitMs the least time between two limited messages to one destination; 0 is no
 *     limit
 * @param icmpRatemask the ICMPv6 types that are limited
 */
public record Ipv6Tunables(
        int hopLimit,
        int icmpRatelimitMs,
        IcmpTypes icmpRatemask,
        boolean icmpEchoIgnoreAll,
        boolean icmpEchoIgnoreMulticast,
        boolean icmpEchoIgnoreAnycast) {

    public static final Ipv6Tunables DEFAULT =
            new Ipv6Tunables(64, 1_000, IcmpTypes.parse("0-1,3-127"), false, false, false);
}
