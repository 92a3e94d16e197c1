package io.gatun.dataplane.configuration;

import io.gatun.dataplane.table.IcmpTypes;
import java.util.Optional;

/** Reads {@code tunables}: Linux's names, units and bounds. */
final class TunablesReader {

    private static final Bound TTL =
            new Bound(
                    1,
                    "for a packet with TTL 0 is discarded (RFC 1812 §5.3.1)",
                    255,
                    "what the field holds (RFC 791 §3.1)");
    private static final Bound HOP_LIMIT =
            new Bound(
                    1,
                    "for a packet with a hop limit of 0 is discarded (RFC 8200 §3)",
                    255,
                    "what the field holds (RFC 8200 §3)");
    private static final Bound NOT_NEGATIVE = Bound.atLeast(0, "the least of a count or time");
    private static final Bound AT_LEAST_ONE = Bound.atLeast(1, "the least that does anything");
    private static final Bound RETRANS_MS =
            Bound.atLeast(10, "the least time between two solicitations");
    private static final Bound UNRES_QLEN =
            new Bound(
                    0,
                    "which holds no packet",
                    4096,
                    "the most packets that may wait for one neighbor");
    private static final Bound TABLE =
            new Bound(1, "the least that holds a neighbor", 1 << 20, "the largest neighbor table");

    private static final Bound FIB_NODES =
            new Bound(64, "the least that holds some hosts", 1 << 20, "64 MiB of nodes");

    private TunablesReader() {}

    static TunablesConfiguration read(Section section) {
        final TunablesConfiguration fallback = TunablesConfiguration.DEFAULT;
        final TunablesConfiguration tunables =
                new TunablesConfiguration(
                        section.integer("ip_default_ttl", fallback.ipDefaultTtl(), TTL),
                        section.integer("icmp_ratelimit", fallback.icmpRatelimitMs(), NOT_NEGATIVE),
                        section.integer("icmp_ratemask", fallback.icmpRatemask(), NOT_NEGATIVE),
                        section.integer(
                                "icmp_msgs_per_sec", fallback.icmpMsgsPerSec(), NOT_NEGATIVE),
                        section.integer("icmp_msgs_burst", fallback.icmpMsgsBurst(), NOT_NEGATIVE),
                        section.flag("icmp_echo_ignore_all", fallback.icmpEchoIgnoreAll()),
                        section.flag(
                                "icmp_echo_ignore_broadcasts", fallback.icmpEchoIgnoreBroadcasts()),
                        section.flag(
                                "icmp_errors_use_inbound_ifaddr",
                                fallback.icmpErrorsUseInboundIfaddr()),
                        section.flag("class_e_forwarding", fallback.classEForwarding()),
                        section.flag(
                                "ignore_routes_with_linkdown", fallback.ignoreRoutesWithLinkdown()),
                        section.integer("fib_nodes", fallback.fibNodes(), FIB_NODES),
                        section.integer("error_cost", fallback.errorCostMs(), NOT_NEGATIVE),
                        section.integer("error_burst", fallback.errorBurst(), NOT_NEGATIVE),
                        ipv6(section.section("ipv6")),
                        neighbors(section.section("neigh")));
        section.end();
        return tunables;
    }

    private static Ipv6Tunables ipv6(Section section) {
        final Ipv6Tunables fallback = Ipv6Tunables.DEFAULT;
        final Ipv6Tunables ipv6 =
                new Ipv6Tunables(
                        section.integer("hop_limit", fallback.hopLimit(), HOP_LIMIT),
                        section.integer("icmp_ratelimit", fallback.icmpRatelimitMs(), NOT_NEGATIVE),
                        types(section, "icmp_ratemask", fallback.icmpRatemask()),
                        section.flag("icmp_echo_ignore_all", fallback.icmpEchoIgnoreAll()),
                        section.flag(
                                "icmp_echo_ignore_multicast", fallback.icmpEchoIgnoreMulticast()),
                        section.flag("icmp_echo_ignore_anycast", fallback.icmpEchoIgnoreAnycast()));
        section.end();
        return ipv6;
    }

    private static IcmpTypes types(Section section, String key, IcmpTypes fallback) {
        final Optional<String> text = section.text(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return IcmpTypes.parse(text.get());
        } catch (IllegalArgumentException e) {
            section.problem(
                    key,
                    "%s %s of %s is not a list of ICMPv6 types like 0-1,3-127: %s"
                            .formatted(key, text.get(), section.owner(), e.getMessage()));
            return fallback;
        }
    }

    private static NeighborTunables neighbors(Section section) {
        final NeighborTunables fallback = NeighborTunables.DEFAULT;
        final NeighborTunables neigh =
                new NeighborTunables(
                        section.integer(
                                "base_reachable_time_ms",
                                fallback.baseReachableTimeMs(),
                                AT_LEAST_ONE),
                        section.integer("retrans_time_ms", fallback.retransTimeMs(), RETRANS_MS),
                        section.integer("mcast_solicit", fallback.mcastSolicit(), NOT_NEGATIVE),
                        section.integer("ucast_solicit", fallback.ucastSolicit(), NOT_NEGATIVE),
                        section.integer(
                                "delay_first_probe_time_s",
                                fallback.delayFirstProbeTimeS(),
                                NOT_NEGATIVE),
                        section.integer("gc_stale_time_s", fallback.gcStaleTimeS(), NOT_NEGATIVE),
                        section.integer("unres_qlen", fallback.unresQlen(), UNRES_QLEN),
                        section.integer("gc_thresh1", fallback.gcThresh1(), TABLE),
                        section.integer("gc_thresh2", fallback.gcThresh2(), TABLE),
                        section.integer("gc_thresh3", fallback.gcThresh3(), TABLE));
        if (neigh.gcThresh1() > neigh.gcThresh2() || neigh.gcThresh2() > neigh.gcThresh3()) {
            section.problem(
                    "gc_thresh1",
                    "gc_thresh1 "
                            + neigh.gcThresh1()
                            + ", gc_thresh2 "
                            + neigh.gcThresh2()
                            + " and gc_thresh3 "
                            + neigh.gcThresh3()
                            + " of neigh do not rise in this order");
        }
        section.end();
        return neigh;
    }
}
