package io.gatun.dataplane.node.icmp;

import io.gatun.dataplane.graph.Mib;
import io.gatun.dataplane.graph.WorkerCounters;
import io.gatun.dataplane.table.Settings;
import io.gatun.dataplane.wire.Icmp4;

/**
 * How often a worker may send ICMP of both families: over all (RFC 1812 §4.3.2.8; ICMP4-58), to one
 * destination (ICMP4-54, RFC 4443 §2.4 (f)), and about routes that lead nowhere (ICMP4-62). Peers
 * live in a table of fixed size in which a newcomer takes the place of the one heard of longest
 * ago, so that no flood makes it grow; the limit over all holds whoever is forgotten. Owned by one
 * worker; its share of the limit over all is one part in {@code workers}.
 */
public final class IcmpLimiter {

    private static final long NS_PER_MS = 1_000_000L;
    private static final long NS_PER_S = 1_000_000_000L;

    /** Six messages at once to a peer that was quiet (Linux inetpeer). */
    private static final int BURST = 6;

    private static final int SETS = 1 << 10;
    private static final int SET_SHIFT = Long.SIZE - 10;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int WAYS = 4;

    private final WorkerCounters counters;
    private final int workers;

    /** Upper half of an IPv4 peer: no IPv6 packet comes from there. */
    private static final long IPV4 = 0xFF00L << 48;

    private final long[] peerHigh = new long[SETS * WAYS];
    private final long[] peerLow = new long[SETS * WAYS];
    private final boolean[] known = new boolean[SETS * WAYS];
    private final long[] heardNs = new long[SETS * WAYS];

    /** Time saved up, in ns: a message costs its interval. */
    private final long[] messageCreditNs = new long[SETS * WAYS];

    private final long[] routeErrorCreditNs = new long[SETS * WAYS];

    private long globalCreditNs = Long.MAX_VALUE;
    private long globalNs;

    public IcmpLimiter(WorkerCounters counters, int workers) {
        this.counters = counters;
        this.workers = workers;
    }

    /** Whether a message of this type may go to the destination now; takes its price if so. */
    public boolean allows(Settings settings, int type, int code, int destination, long now) {
        return isExempt(settings, type, code)
                || takes(
                        settings,
                        settings.icmpRatelimitMs(),
                        IPV4,
                        destination,
                        now,
                        Mib.ICMP_OUT_RATE_LIMIT_HOST);
    }

    /** The same of ICMPv6; which types are limited is a setting (ICMP6-29). */
    public boolean allows6(Settings settings, int type, long high, long low, long now) {
        return !settings.ipv6().icmpRatemask().contains(type)
                || takes(
                        settings,
                        settings.ipv6().icmpRatelimitMs(),
                        high,
                        low,
                        now,
                        Mib.ICMP6_OUT_RATE_LIMIT_HOST);
    }

    private boolean takes(
            Settings settings, int intervalMs, long high, long low, long now, Mib refused) {
        final long globalPrice = NS_PER_S * workers / Math.max(1, settings.icmpMsgsPerSec());
        refillGlobal(globalPrice * Math.max(1, settings.icmpMsgsBurst() / workers), now);
        if (globalCreditNs < globalPrice) {
            counters.add(Mib.ICMP_OUT_RATE_LIMIT_GLOBAL, 1);
            return false;
        }
        final long price = intervalMs * NS_PER_MS;
        if (price > 0) {
            final int at = find(settings, intervalMs, high, low, now);
            if (messageCreditNs[at] < price) {
                counters.add(refused, 1);
                return false;
            }
            messageCreditNs[at] -= price;
        }
        globalCreditNs -= globalPrice;
        return true;
    }

    /** Whether one more route error may be caused by this source now; takes its price if so. */
    public boolean allowsRouteError(Settings settings, int source, long now) {
        final long price = settings.errorCostMs() * NS_PER_MS;
        if (price == 0) {
            return true;
        }
        final int at = find(settings, settings.icmpRatelimitMs(), IPV4, source, now);
        if (routeErrorCreditNs[at] < price) {
            counters.add(Mib.ICMP_OUT_RATE_LIMIT_HOST, 1);
            return false;
        }
        routeErrorCreditNs[at] -= price;
        return true;
    }

    /** ICMP4-55, ICMP4-56: path MTU discovery is never held up. */
    private static boolean isExempt(Settings settings, int type, int code) {
        return type > Icmp4.LAST_KNOWN_TYPE
                || (settings.icmpRatemask() & (1 << type)) == 0
                || (type == Icmp4.DESTINATION_UNREACHABLE && code == Icmp4.FRAGMENTATION_NEEDED);
    }

    private void refillGlobal(long most, long now) {
        globalCreditNs =
                globalCreditNs == Long.MAX_VALUE
                        ? most
                        : Math.min(most, globalCreditNs + (now - globalNs));
        globalNs = now;
    }

    /** The peer's place in the table, with its credit brought up to now. */
    private int find(Settings settings, int intervalMs, long high, long low, long now) {
        final long mostMessages = BURST * NS_PER_MS * intervalMs;
        final long mostErrors = (long) settings.errorBurst() * settings.errorCostMs() * NS_PER_MS;
        final int set = (int) ((((high * MIX) ^ low) * MIX) >>> SET_SHIFT) * WAYS;
        int oldest = set;
        for (int at = set; at < set + WAYS; at++) {
            if (known[at] && peerLow[at] == low && peerHigh[at] == high) {
                final long earned = now - heardNs[at];
                messageCreditNs[at] = Math.min(mostMessages, messageCreditNs[at] + earned);
                routeErrorCreditNs[at] = Math.min(mostErrors, routeErrorCreditNs[at] + earned);
                heardNs[at] = now;
                return at;
            }
            if (!known[at] || (known[oldest] && heardNs[at] < heardNs[oldest])) {
                oldest = at;
            }
        }
        known[oldest] = true;
        peerHigh[oldest] = high;
        peerLow[oldest] = low;
        heardNs[oldest] = now;
        messageCreditNs[oldest] = mostMessages;
        routeErrorCreditNs[oldest] = mostErrors;
        return oldest;
    }
}
