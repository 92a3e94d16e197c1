package io.gatun.mgmt;

import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.GraphDrawing;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.RouterStatus;
import io.gatun.mgmt.model.TraceRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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
            case ROUTE ->
                    List.of(
                            new RouteEntry(
                                    IpPrefix.parse("10.0.0.0/24"),
                                    RouteType.UNICAST,
                                    RouteProtocol.CONNECTED,
                                    Optional.empty(),
                                    Optional.of("west"),
                                    0),
                            new RouteEntry(
                                    IpPrefix.parse("::/0"),
                                    RouteType.UNICAST,
                                    RouteProtocol.STATIC,
                                    Optional.of(IpAddress.parse("2001:db8:b::fe")),
                                    Optional.of("east"),
                                    20),
                            new RouteEntry(
                                    IpPrefix.parse("203.0.113.0/24"),
                                    RouteType.BLACKHOLE,
                                    RouteProtocol.STATIC,
                                    Optional.empty(),
                                    Optional.empty(),
                                    0));
            case NEIGHBOR ->
                    List.of(
                            new NeighborEntry(
                                    IpAddress.parse("10.0.0.2"),
                                    "west",
                                    Optional.of(MAC),
                                    NeighborState.REACHABLE,
                                    12_340),
                            new NeighborEntry(
                                    IpAddress.parse("10.0.0.3"),
                                    "west",
                                    Optional.empty(),
                                    NeighborState.INCOMPLETE,
                                    900));
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
                                    3),
                            new DropCount(
                                    "IPV4_BAD_VERSION",
                                    "version is not 4",
                                    "RFC 1812 §5.2.2 (3)",
                                    0));
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
            case LEDGER -> List.of(Ledger.of(10, 2, 8, 1, 3, 0));
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
                rx / 2,
                rx * 32,
                0);
    }

    private static InterfaceStatus interfaceOn(String name, OptionalInt vlan, String... addresses) {
        return new InterfaceStatus(
                name,
                name.split("\\.", 2)[0],
                vlan,
                true,
                MAC,
                1500,
                List.of(addresses).stream().map(InterfaceAddress::parse).toList(),
                true);
    }
}
