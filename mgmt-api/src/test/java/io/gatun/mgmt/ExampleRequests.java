package io.gatun.mgmt;

import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.RouteScope;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** What clients may ask. */
public final class ExampleRequests {

    private static final Candidate CANDIDATE =
            new Candidate("edge.yaml", "router: { name: edge-1 } # \u00e4\n");

    private ExampleRequests() {}

    /** At least one of every kind. */
    public static Stream<Request> all() {
        return Stream.of(
                new Request.ListResources(ResourceKind.NEIGHBOR),
                new Request.Watch(Set.of(EventGroup.INTERFACE, EventGroup.ROUTE_IPV6), true),
                new Request.StopWatch(7),
                new Request.StartTrace(Optional.of("west"), 10, Optional.of("udp port 53")),
                new Request.StartTrace(Optional.empty(), 1, Optional.empty()),
                new Request.StopTrace(),
                new Request.Explain("west", "0a0b", true),
                new Request.StartCapture(
                        "mine",
                        Optional.of("west"),
                        List.of(CaptureDirection.RX, CaptureDirection.DROP),
                        "udp port 53",
                        96),
                new Request.TakeCaptured("mine"),
                new Request.StopCapture("mine"),
                new Request.PutRoute(
                        PutMode.REPLACE,
                        IpPrefix.parse("2001:db8::/32"),
                        RouteAttributes.builder()
                                .table(new TableId(0xFFFF_FFFFL))
                                .type(RouteType.UNICAST)
                                .protocol(RouteProtocol.parse("bgp"))
                                .metric(0xFFFF_FFFFL)
                                .scope(RouteScope.SITE)
                                .via(IpAddress.parse("fe80::1"))
                                .interfaceName("east")
                                .prefsrc(IpAddress.parse("2001:db8::1"))
                                .onlink(true)
                                .metrics(
                                        new RouteMetrics(
                                                OptionalInt.of(1280),
                                                true,
                                                OptionalInt.of(9),
                                                Map.of("window", 65_535L)))
                                .from(IpPrefix.parse("2001:db8:1::/48"))
                                .tos(16)
                                .build()),
                new Request.PutRoutes(
                        PutMode.APPEND,
                        RouteAttributes.PLAIN,
                        List.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("::/0"))),
                new Request.DeleteRoute(RouteSelector.exactly(IpPrefix.parse("10.0.0.0/8"))),
                new Request.FlushRoutes(
                        RouteSelector.builder(TableId.ALL)
                                .family(AddressFamily.INET6)
                                .exact(IpPrefix.parse("::/0"))
                                .root(IpPrefix.parse("2001:db8::/32"))
                                .match(IpPrefix.parse("2001:db8:1::/48"))
                                .type(RouteType.THROW)
                                .protocol(new RouteProtocol(201))
                                .scope(RouteScope.LINK)
                                .metric(5)
                                .tos(8)
                                .via(IpAddress.parse("fe80::1"))
                                .interfaceName("east")
                                .prefsrc(IpAddress.parse("2001:db8::1"))
                                .mtu(1400)
                                .hoplimit(3)
                                .build()),
                new Request.ListRoutes(RouteSelector.all(TableId.MAIN)),
                new Request.GetRoute(
                        IpAddress.parse("192.0.2.1"),
                        Optional.of(IpAddress.parse("10.0.0.2")),
                        Optional.of("west"),
                        Optional.empty(),
                        OptionalLong.of(7),
                        OptionalInt.of(16)),
                new Request.SetInterface("east.100", false),
                new OfConfiguration.GetConfiguration(OptionalInt.of(3)),
                new OfConfiguration.CheckConfiguration(CANDIDATE),
                new OfConfiguration.PlanConfiguration(CANDIDATE),
                new OfConfiguration.DiffConfiguration(
                        OptionalInt.of(3), OptionalInt.empty(), Optional.of(CANDIDATE)),
                new OfConfiguration.CommitConfiguration(
                        CANDIDATE, OptionalInt.of(3), "the new uplink", OptionalInt.of(300)),
                new OfConfiguration.ListRevisions(),
                new OfConfiguration.ConfirmCommit(),
                new OfConfiguration.RollBack(OptionalInt.empty(), ""),
                new OfConfiguration.ReloadConfiguration("edited by hand"));
    }
}
