package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.Tracer.Visit;
import io.gatun.dataplane.node.Cause;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.dataplane.wire.Ethernet;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.GetRoute;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborState;
import io.gatun.mgmt.model.RouteAnswer;
import io.gatun.mgmt.model.RouteType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a node found out about a packet, in words: read from the packet as the node left it. */
final class StepDetails {

    private static final int LEAST_IPV4 = 20;
    private static final int LEAST_IPV6 = 40;

    private final Explainer.Parts parts;
    private final RouteQuery query;

    StepDetails(Explainer.Parts parts) {
        this.parts = parts;
        this.query = new RouteQuery(parts.routes(), parts.interfaces(), parts.neighbors());
    }

    /** Whether this node answers packets with ICMP errors. */
    static boolean isError(Visit visit) {
        return visit.node().equals("icmp4-error") || visit.node().equals("icmp6-error");
    }

    List<String> of(Visit visit) {
        final List<String> details = new ArrayList<>();
        final DropReason dropped = visit.dropped();
        if (dropped != DropReason.NONE) {
            details.add(dropped.sentence() + " (" + dropped.source() + ")");
        }
        switch (visit.node()) {
            case "ethernet-input", "vlan-input" -> ingress(visit).ifPresent(details::add);
            case "ipv4-reverse-path" ->
                    address(visit.frame(), false)
                            .ifPresent(source ->
                                    details.add("back to the source: " + route(visit, source)));
            case "ipv4-lookup", "ipv6-lookup" ->
                    address(visit.frame(), true).ifPresent(to -> details.add(route(visit, to)));
            case "ipv4-forward", "ipv6-forward", "ipv4-output", "ipv6-output" ->
                    wayOut(visit).ifPresent(details::add);
            case "ethernet-output" -> details.addAll(rewrite(visit));
            case "port-tx" -> details.add("port " + parts.ports().get(visit.egress()).name());
            case "icmp4-error", "icmp6-error" -> details.add(answer(visit));
            default -> {}
        }
        return details;
    }

    private Optional<String> ingress(Visit visit) {
        return parts.interfaces().isThere(visit.ingress())
                        && visit.dropped() == DropReason.NONE
                        && !visit.outcome().equals("vlan")
                ? Optional.of("interface " + parts.interfaces().row(visit.ingress()).name())
                : Optional.empty();
    }

    /** For a packet that came in: those of the router may go past a silent gateway (NH-11). */
    private String route(Visit visit, IpAddress destination) {
        try {
            return text(
                    query.answer(
                            new GetRoute(
                                    destination,
                                    Optional.empty(),
                                    Optional.of(parts.interfaces().row(visit.ingress()).name()),
                                    Optional.empty(),
                                    OptionalLong.empty(),
                                    tos(visit.frame()))));
        } catch (RefusedException e) {
            return destination instanceof Ipv6Address ip && ip.isLinkLocal()
                    ? "a link-local destination is looked for on its link alone"
                    : "no route to " + destination;
        }
    }

    private static String text(RouteAnswer answer) {
        final String type =
                answer.type() == RouteType.UNICAST
                        ? ""
                        : answer.type().name().toLowerCase(Locale.ROOT) + " ";
        return "route "
                + type
                + answer.prefix()
                + answer.via().map(via -> " via " + via).orElse("")
                + answer.interfaceName().map(name -> " dev " + name).orElse("")
                + ", table "
                + answer.table()
                + ", "
                + answer.protocol()
                + ", metric "
                + answer.metric()
                + (answer.tos() == 0 ? "" : ", tos " + RouteWords.tos(answer.tos()));
    }

    private Optional<Way> way(Visit visit) {
        return RouteResult.isForward(visit.adjacency())
                ? Optional.ofNullable(parts.adjacencies().way(visit.adjacency()))
                : Optional.empty();
    }

    private Optional<String> wayOut(Visit visit) {
        if (visit.dropped() != DropReason.NONE || visit.outcome().equals("error")) {
            return Optional.empty();
        }
        return way(visit)
                .map(way ->
                        way.nextHop().map(hop -> "next hop " + hop).orElse("the destination itself")
                                + " on interface "
                                + parts.interfaces().row(way.interfaceIndex()).name()
                                + ", mtu "
                                + way.mtu(parts.interfaces()));
    }

    private List<String> rewrite(Visit visit) {
        final Optional<Way> found = way(visit);
        if (found.isEmpty()) {
            return List.of();
        }
        final Way way = found.get();
        if (way.isToEverybody()) {
            return List.of(
                    "to everybody on the link", written(way, new MacAddress(Ethernet.BROADCAST)));
        }
        final Optional<IpAddress> hop = way.nextHop().or(() -> address(visit.frame(), true));
        final Neighbor neighbor =
                hop.map(address -> parts.neighbors().find(way.interfaceIndex(), address))
                        .orElse(null);
        final NeighborState state = neighbor == null ? NeighborState.NONE : neighbor.state;
        final String who =
                "neighbor "
                        + hop.map(Object::toString).orElse("unknown")
                        + " is "
                        + (state == NeighborState.NONE ? "not known" : state.name());
        if (neighbor == null || !neighbor.isValid()) {
            return List.of(who);
        }
        final MacAddress mac = new MacAddress(neighbor.mac);
        return List.of(who + " at " + mac, written(way, mac));
    }

    private String written(Way way, MacAddress destination) {
        final int vlan = parts.interfaces().row(way.interfaceIndex()).vlan();
        return "written: destination "
                + destination
                + ", source "
                + new MacAddress(parts.interfaces().mac(way.interfaceIndex()))
                + (vlan == 0 ? "" : ", vlan " + vlan);
    }

    private static String answer(Visit visit) {
        final DropReason why = Cause.reason(visit.cause());
        final boolean isIpv4 = visit.node().equals("icmp4-error");
        final String message =
                isIpv4
                        ? IcmpText.of4(why.icmpType(), why.icmpCode())
                        : IcmpText.of6(why.icmp6Type(), why.icmp6Code());
        return visit.outcome().equals("reply")
                ? why.name() + ": answered with " + message
                : "no ICMP error: none may answer this packet, or there is no way back";
    }

    /** Of the IP packet in a frame; nothing where there is none. */
    private static Optional<IpAddress> address(ByteBuffer frame, boolean isDestination) {
        if (frame.remaining() < Ethernet.HEADER_LENGTH + Ethernet.TAG_LENGTH) {
            return Optional.empty();
        }
        final boolean isTagged = u16(frame, 12) == Ethernet.TYPE_VLAN;
        final int at = Ethernet.HEADER_LENGTH + (isTagged ? Ethernet.TAG_LENGTH : 0);
        final int type = u16(frame, at - 2);
        if (type == Ethernet.TYPE_IPV4 && frame.remaining() >= at + LEAST_IPV4) {
            return Optional.of(new Ipv4Address(frame.getInt(at + (isDestination ? 16 : 12))));
        }
        if (type == Ethernet.TYPE_IPV6 && frame.remaining() >= at + LEAST_IPV6) {
            final int from = at + (isDestination ? 24 : 8);
            return Optional.of(new Ipv6Address(frame.getLong(from), frame.getLong(from + 8)));
        }
        return Optional.empty();
    }

    /** That of an IPv4 packet. */
    private static OptionalInt tos(ByteBuffer frame) {
        final int at = u16(frame, 12) == Ethernet.TYPE_VLAN ? Ethernet.TAG_LENGTH : 0;
        return u16(frame, 12 + at) == Ethernet.TYPE_IPV4
                ? OptionalInt.of(Byte.toUnsignedInt(frame.get(Ethernet.HEADER_LENGTH + at + 1)))
                : OptionalInt.empty();
    }

    private static int u16(ByteBuffer frame, int at) {
        return Short.toUnsignedInt(frame.getShort(at));
    }
}
