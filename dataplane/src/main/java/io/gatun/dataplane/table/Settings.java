package io.gatun.dataplane.table;

/**
 * Settings of the whole router that nodes obey, with Linux's names and units; milliseconds where
 * the name ends so.
 */
public record Settings(
        int ipDefaultTtl,
        int icmpRatelimitMs,
        int icmpRatemask,
        int icmpMsgsPerSec,
        int icmpMsgsBurst,
        boolean icmpEchoIgnoreAll,
        boolean icmpEchoIgnoreBroadcasts,
        boolean icmpErrorsUseInboundIfaddr,
        boolean classEForwarding,
        int errorCostMs,
        int errorBurst,
        Settings6 ipv6) {}
