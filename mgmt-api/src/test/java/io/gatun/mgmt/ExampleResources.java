package io.gatun.mgmt;

import io.gatun.mgmt.model.AddressEntry;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.CaptureReport;
import io.gatun.mgmt.model.ConfigurationChange;
import io.gatun.mgmt.model.ConfigurationText;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.Explanation;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.GraphDrawing;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.KindEntry;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RevisionEntry;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteTally;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.RouterStatus;
import io.gatun.mgmt.model.SessionStatus;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.model.TraceRecord;
import io.gatun.mgmt.model.TunableEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a small router would show of itself. */
public final class ExampleResources {

    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");

    private ExampleResources() {}

    public static List<Resource> of(ResourceKind kind) {
        return switch (kind) {
            case ROUTER ->
                    List.of(
                            new RouterStatus(
                                    "edge-1",
                                    "0.1.0",
                                    4711,
                                    "edge.yaml",
                                    2,
                                    5_000_000_000L,
                                    3_723_000_000_000L));
            case PORT -> List.of(port("west", true, 1_000), port("east", false, 0));
            case INTERFACE ->
                    List.of(
                            interfaceOn(
                                    "west", OptionalInt.empty(), "10.0.0.1/24", "2001:db8:a::1/64"),
                            interfaceOn("east.100", OptionalInt.of(100), "10.0.100.1/24"));
            case KIND ->
                    List.of(
                            new KindEntry(
                                    "set-interface",
                                    KindEntry.Sort.REQUEST,
                                    1,
                                    "admin",
                                    List.of("change"),
                                    List.of(
                                            new KindEntry.Field(
                                                    "name", "text", false, List.of(), List.of()))));
            case ADDRESS ->
                    List.of(
                            new AddressEntry(
                                    InterfaceAddress.parse("10.0.0.1/24"),
                                    "west",
                                    RouteScope.UNIVERSE,
                                    false,
                                    false),
                            new AddressEntry(
                                    InterfaceAddress.parse("fe80::ff:fe00:1/64"),
                                    "west",
                                    RouteScope.LINK,
                                    true,
                                    false));
            case TUNABLE ->
                    List.of(
                            new TunableEntry("ip_default_ttl", "router", "32", "64"),
                            new TunableEntry("forwarding", "west", "true", "true"));
            case ROUTE ->
                    List.of(
                            new RouteEntry(
                                    IpPrefix.parse("10.0.0.0/24"),
                                    TableId.MAIN,
                                    RouteType.UNICAST,
                                    RouteProtocol.KERNEL,
                                    0,
                                    0,
                                    RouteScope.LINK,
                                    Optional.empty(),
                                    Optional.of("west"),
                                    Optional.of(IpAddress.parse("10.0.0.1")),
                                    false,
                                    RouteMetrics.NONE,
                                    Set.of(RouteFlag.INSTALLED)),
                            new RouteEntry(
                                    IpPrefix.parse("::/0"),
                                    new TableId(1000),
                                    RouteType.UNICAST,
                                    RouteProtocol.STATIC,
                                    20,
                                    0,
                                    RouteScope.UNIVERSE,
                                    Optional.of(IpAddress.parse("2001:db8:b::fe")),
                                    Optional.of("east"),
                                    Optional.empty(),
                                    true,
                                    new RouteMetrics(
                                            OptionalInt.of(1400),
                                            true,
                                            OptionalInt.of(7),
                                            Map.of("advmss", 1340L, "initcwnd", 10L)),
                                    Set.of(RouteFlag.LINKDOWN, RouteFlag.DEAD)),
                            new RouteEntry(
                                    IpPrefix.parse("203.0.113.0/24"),
                                    TableId.MAIN,
                                    RouteType.BLACKHOLE,
                                    new RouteProtocol(77),
                                    4_294_967_295L,
                                    16,
                                    RouteScope.UNIVERSE,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    false,
                                    RouteMetrics.NONE,
                                    Set.of()));
            case ROUTE_ANSWER ->
                    List.of(
                            new RouteAnswer(
                                    IpAddress.parse("192.0.2.7"),
                                    TableId.MAIN,
                                    IpPrefix.parse("192.0.2.0/24"),
                                    RouteType.UNICAST,
                                    RouteProtocol.STATIC,
                                    RouteScope.UNIVERSE,
                                    0,
                                    16,
                                    Optional.of(IpAddress.parse("10.0.0.2")),
                                    Optional.of("west"),
                                    Optional.of(IpAddress.parse("10.0.0.1")),
                                    OptionalInt.of(1500),
                                    Optional.of(
                                            new RouteAnswer.Hop(
                                                    IpAddress.parse("10.0.0.2"),
                                                    Optional.of(MAC),
                                                    NeighborState.REACHABLE)),
                                    Optional.empty()));
            case ROUTE_TALLY ->
                    List.of(
                            new RouteTally(3, 0, OptionalInt.empty(), ""),
                            new RouteTally(1, 2, OptionalInt.of(1), "it is there already"));
            case FIB ->
                    List.of(
                            new FibStatus(
                                    AddressFamily.INET,
                                    901_899,
                                    901_930,
                                    7,
                                    List.of(
                                            new FibStatus.Level(0, 24, 65_536),
                                            new FibStatus.Level(24, 8, 12)),
                                    262_144,
                                    6_600_000,
                                    1 << 18,
                                    1 << 23,
                                    12));
            case NEIGHBOR ->
                    List.of(
                            new NeighborEntry(
                                    IpAddress.parse("10.0.0.2"),
                                    "west",
                                    Optional.of(MAC),
                                    NeighborState.REACHABLE,
                                    12_340,
                                    false),
                            new NeighborEntry(
                                    IpAddress.parse("10.0.0.3"),
                                    "west",
                                    Optional.empty(),
                                    NeighborState.INCOMPLETE,
                                    900,
                                    true));
            case COUNTER ->
                    List.of(
                            new CounterValue("Ip.InReceives", 17),
                            new CounterValue("Ip.InHdrErrors", 0));
            case DROP ->
                    List.of(
                            new DropCount(
                                    "IPV4_BAD_CHECKSUM",
                                    "IPv4 header checksum is wrong",
                                    "RFC 1812 §5.2.2 (2)",
                                    3,
                                    Optional.of(
                                            new DropCount.Sample(
                                                    1_200,
                                                    Optional.of("west"),
                                                    60,
                                                    "10.0.0.2 > 10.9.9.9 udp ttl 1 length 28"))),
                            new DropCount(
                                    "IPV4_BAD_VERSION",
                                    "version is not 4",
                                    "RFC 1812 §5.2.2 (3)",
                                    0,
                                    Optional.empty()));
            case EXPLANATION ->
                    List.of(
                            new Explanation(
                                    "west",
                                    60,
                                    "02:.. > 02:.., 10.0.0.2 > 10.9.9.9 udp ttl 1 length 28",
                                    Explanation.Verdict.DROPPED,
                                    List.of(
                                            new Explanation.Drop(
                                                    "IPV4_TTL_EXCEEDED",
                                                    "TTL ran out",
                                                    "RFC 1812 §5.3.1",
                                                    1)),
                                    List.of(
                                            new Explanation.Sent(
                                                    "west",
                                                    70,
                                                    "10.0.0.1 > 10.0.0.2 icmp time exceeded",
                                                    "020000000002")),
                                    List.of("ipv4-fast-path", "ipv4-forward", "icmp4-error"),
                                    List.of(
                                            new Explanation.Step(
                                                    "ipv4-forward",
                                                    "10.0.0.2 > 10.9.9.9 udp ttl 1",
                                                    "error",
                                                    List.of()),
                                            new Explanation.Step(
                                                    "icmp4-error",
                                                    "10.0.0.2 > 10.9.9.9 udp ttl 1",
                                                    "reply",
                                                    List.of("answered"))),
                                    List.of("a note")));
            case CAPTURE ->
                    List.of(
                            new CaptureReport(
                                    List.of(
                                            new CaptureReport.Captured(
                                                    1_000_000_000,
                                                    CaptureDirection.DROP,
                                                    Optional.of("west"),
                                                    Optional.of("IPV4_TTL_EXCEEDED"),
                                                    Optional.of("dropped: TTL ran out"),
                                                    60,
                                                    "10.0.0.2 > 10.9.9.9 udp ttl 1 length 28",
                                                    "020000000001")),
                                    2,
                                    false));
            case GRAPH ->
                    List.of(
                            new GraphDrawing(
                                    "port-rx\n  ethernet-input\n",
                                    List.of(
                                            new GraphDrawing.NodeCount("port-rx", 100, 4, 0),
                                            new GraphDrawing.NodeCount(
                                                    "ethernet-input", 100, 4, 2_500))));
            case TRACE ->
                    List.of(
                            new TraceRecord(
                                    1,
                                    99,
                                    "west",
                                    98,
                                    List.of(
                                            new TraceRecord.Step(
                                                    "ethernet-input", "02:.. > 02:.. IPv4", "IPV4"),
                                            new TraceRecord.Step(
                                                    "ipv4-input",
                                                    "10.0.0.2 > 10.0.1.9 ttl 1",
                                                    "drop IPV4_BAD_CHECKSUM"))));
            case SESSION ->
                    List.of(
                            new SessionStatus(
                                    7,
                                    "alice",
                                    "admin",
                                    "192.0.2.2:40000",
                                    List.of("route_ipv4"),
                                    12,
                                    0,
                                    0,
                                    1_500));
            case LEDGER -> List.of(Ledger.of(10, 2, 8, 1, 3, 0));
            case CONFIGURATION -> List.of(new ConfigurationText(7, "router: { name: edge-1 }\n"));
            case CONFIGURATION_CHANGE ->
                    List.of(
                            new ConfigurationChange(
                                    "interfaces.west.mtu",
                                    Optional.of("1500"),
                                    Optional.of("1400")),
                            new ConfigurationChange(
                                    "routes[10.0.0.0/8]",
                                    Optional.empty(),
                                    Optional.of("{via: 10.0.1.9}")));
            case REVISION ->
                    List.of(
                            new RevisionEntry(
                                    7,
                                    Instant.parse("2026-11-26T10:00:00.123Z"),
                                    "root",
                                    "rollback",
                                    OptionalInt.of(5),
                                    "the new uplink is not up yet",
                                    812,
                                    true,
                                    Optional.of(Instant.parse("2026-11-26T10:05:00.123Z"))),
                            new RevisionEntry(
                                    6,
                                    Instant.parse("2026-11-26T09:00:00Z"),
                                    "root",
                                    "commit",
                                    OptionalInt.empty(),
                                    "",
                                    845,
                                    false,
                                    Optional.empty()));
            case PLAN ->
                    List.of(
                            new PlanRow(
                                    "interface", "east", PlanRow.Action.CHANGE, "mtu 1500 -> 1400"),
                            new PlanRow(
                                    "route", "203.0.113.0/24", PlanRow.Action.DELETE, "blackhole"));
        };
    }

    private static PortStatus port(String name, boolean up, long rx) {
        return new PortStatus(
                name,
                "net_tap0,iface=gw0",
                "net_tap",
                MAC,
                1500,
                new PortStatus.Link(up, up ? 10_000 : 0),
                rx,
                rx * 64,
                0,
                0,
                0,
                rx / 8,
                0,
                rx / 2,
                rx * 32,
                0,
                0);
    }

    private static InterfaceStatus interfaceOn(String name, OptionalInt vlan, String... addresses) {
        return new InterfaceStatus(
                name,
                name.split("\\.", 2)[0],
                vlan,
                true,
                true,
                MAC,
                1500,
                List.of(addresses).stream().map(InterfaceAddress::parse).toList(),
                true);
    }
}
