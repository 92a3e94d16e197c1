package io.gatun.mgmt.config;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.schema.NotInThisVersion;
import io.gatun.mgmt.schema.Setting;
import java.util.Optional;
import java.util.OptionalInt;

/** A route as the file has it, in the words of ip-route(8). */
@Entry(word = "route", by = "prefix")
@NotInThisVersion(
        keys = "from",
        because =
                "a route has no source prefix; to choose a table by source takes a policy rule, which"
                        + " this router does not have yet")
@NotInThisVersion(
        keys = {"nexthop", "nexthops", "weight"},
        because = "a route has one next hop")
@NotInThisVersion(keys = "nhid", because = "next hops are no objects of their own")
@NotInThisVersion(
        keys = {"advmss", "cwnd", "initcwnd", "initrwnd", "rtt", "rttvar", "window"},
        because = "the router has no TCP of its own")
@NotInThisVersion(
        keys = {"realm", "realms"},
        because = "routes are not counted by realm")
public record RouteSettings(
        @Setting(
                        value = "What it is for; without bits after the prefix's length.",
                        isRequired = true)
                IpPrefix prefix,
        @Setting(
                        value =
                                "What it does with packets; blackhole, unreachable, prohibit and throw"
                                        + " have neither via nor interface.",
                        fallback = "unicast")
                RouteType type,
        @Setting(
                        value = "The table it stands in.",
                        otherwise = "main; local for the types local, broadcast and anycast")
                Optional<TableId> table,
        @Setting(value = "Who put it there; it changes nothing for packets.", fallback = "static")
                RouteProtocol protocol,
        @Setting(
                        value =
                                "Of several routes for a prefix the lowest wins; 0 is 1024 in IPv6.",
                        fallback = "0",
                        floor = "the best metric",
                        max = 0xFFFF_FFFFL,
                        ceiling = "the worst metric")
                long metric,
        @Setting(
                        value =
                                "The type of service of the packets it is for, in steps of 4, as the bits"
                                        + " 0x1c of theirs say; 0 is any. Not in IPv6.",
                        fallback = "0",
                        floor = "the route is for all packets",
                        max = 28,
                        ceiling = "the bits Linux looks at too")
                int tos,
        @Setting(
                        value = "How far away what it leads to is.",
                        otherwise = "by type, and whether it has a via")
                Optional<RouteScope> scope,
        @Setting(
                        value = "The next hop: a neighbor.",
                        otherwise = "none: what it is for is on the link")
                Optional<IpAddress> via,
        @Setting(
                        key = "interface",
                        value = "The interface packets leave by.",
                        otherwise = "the one whose subnet reaches via")
                Optional<String> interfaceName,
        @Setting(
                        value = "The source of packets the router itself sends that way.",
                        otherwise = "an address of the interface")
                Optional<IpAddress> source,
        @Setting(
                        value =
                                "Whether via is a neighbor on the interface, whatever the subnets are.",
                        fallback = "false")
                boolean onlink,
        @Setting(
                        value = "The MTU of the path, where it is known to be smaller.",
                        unit = "bytes",
                        otherwise = "that of the interface",
                        min = 68,
                        floor = "the least a router must forward whole (RFC 791 §3.2)",
                        max = 65_535,
                        ceiling = "the longest packet (RFC 791 §3.1)")
                OptionalInt mtu,
        @Setting(
                        value = "Whether nothing that is learned of the path changes the mtu.",
                        fallback = "false")
                boolean mtuLock,
        @Setting(
                        value = "The TTL or hop limit of packets the router itself sends that way.",
                        otherwise = "tunables.ip_default_ttl, tunables.ipv6.hop_limit",
                        min = 1,
                        floor = "for a packet with none left is discarded",
                        max = 255,
                        ceiling = "what the field holds (RFC 791 §3.1)")
                OptionalInt hoplimit) {}
