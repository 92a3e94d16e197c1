package io.gatun.dataplane.table;

/**
 * Settings of the whole router for IPv6, with Linux's names ({@code net.ipv6}) and units;
 * milliseconds where the name ends so.
 */
public record Settings6(
        int hopLimit,
        int icmpRatelimitMs,
        IcmpTypes icmpRatemask,
        boolean icmpEchoIgnoreAll,
        boolean icmpEchoIgnoreMulticast,
        boolean icmpEchoIgnoreAnycast) {}
