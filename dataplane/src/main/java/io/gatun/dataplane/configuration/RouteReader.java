package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConnectedSubnets.Subnet;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.RouteSettings;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteMetrics;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.model.TableId;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code routes}; every next hop must be reached by a connected subnet or an on-link route.
 */
final class RouteReader {

    private static final Entry ENTRY = RouteSettings.class.getAnnotation(Entry.class);
    private static final IpPrefix ANY = new Ipv4Prefix(0, 0);

    private final Collection<String> interfaces;
    private final ConnectedSubnets subnets;
    private final Map<Place, Integer> lines = new HashMap<>();
    private final List<RouteConfiguration> onLink = new ArrayList<>();

    private record Place(TableId table, IpPrefix prefix, int tos, long metric) {}

    /** A route as it is written, before its gateway is looked for. */
    private record Pending(Section section, IpPrefix prefix, RouteAttributes attributes) {}

    RouteReader(Collection<String> interfaces, ConnectedSubnets subnets) {
        this.interfaces = interfaces;
        this.subnets = subnets;
    }

    List<RouteConfiguration> read(Section file) {
        final List<Pending> written = new ArrayList<>();
        for (final Section section : file.items("routes", ENTRY)) {
            pending(section).ifPresent(written::add);
        }
        for (final Pending each : written) {
            if (each.attributes().via().isEmpty()
                    && each.attributes().interfaceName().isPresent()) {
                onLink.add(new RouteConfiguration(each.prefix(), each.attributes()));
            }
        }
        final List<RouteConfiguration> routes = new ArrayList<>();
        for (final Pending each : written) {
            complete(each).ifPresent(routes::add);
        }
        return routes;
    }

    private Optional<Pending> pending(Section section) {
        final Written<RouteSettings> written = Written.of(section, RouteSettings.class);
        if (!written.isComplete()) {
            return Optional.empty();
        }
        final RouteSettings route = written.record();
        final IpPrefix prefix = route.prefix();
        final RouteAttributes attributes = attributes(route);
        checkPrefix(section, prefix, attributes);
        if (RouteRules.isError(attributes.type()) && goesSomewhere(section, attributes.type())) {
            return Optional.empty();
        }
        try {
            RouteRules.check(prefix, attributes);
        } catch (RefusedException refused) {
            section.problem(
                    refused.refusal().field(),
                    section.owner() + ": " + refused.refusal().sentence());
            return Optional.empty();
        }
        return Optional.of(new Pending(section, prefix, attributes));
    }

    private static RouteAttributes attributes(RouteSettings written) {
        final RouteAttributes.Builder route = RouteAttributes.builder();
        route.type(written.type());
        route.table(written.table().orElseGet(() -> table(written.type())));
        route.protocol(written.protocol());
        if (written.metric() != 0) { // which is the same as none
            route.metric(written.metric());
        }
        if (written.tos() != 0) {
            route.tos(written.tos());
        }
        written.scope().ifPresent(route::scope);
        written.via().ifPresent(route::via);
        written.interfaceName().ifPresent(route::interfaceName);
        written.source().ifPresent(route::prefsrc);
        route.onlink(written.onlink());
        return route.metrics(
                        new RouteMetrics(
                                written.mtu(), written.mtuLock(), written.hoplimit(), Map.of()))
                .build();
    }

    private static TableId table(RouteType type) {
        return switch (type) {
            case LOCAL, BROADCAST, ANYCAST -> TableId.LOCAL; // as iproute2 has it
            case UNICAST, MULTICAST, BLACKHOLE, UNREACHABLE, PROHIBIT, THROW -> TableId.MAIN;
        };
    }

    /** With the interface it leaves by; nothing and a problem where it cannot. */
    private Optional<RouteConfiguration> complete(Pending route) {
        final RouteAttributes attributes = route.attributes();
        checkSource(route);
        if (attributes.type() != RouteType.UNICAST && attributes.interfaceName().isEmpty()) {
            return Optional.of(new RouteConfiguration(route.prefix(), attributes));
        }
        return egress(route)
                .map(egress ->
                        new RouteConfiguration(route.prefix(), attributes.leavingBy(egress)));
    }

    private void checkSource(Pending route) {
        final Optional<IpAddress> source = route.attributes().prefsrc();
        if (source.isPresent() && subnets.owner(source.get(), "").isEmpty()) {
            route.section()
                    .problem(
                            "source",
                            "source "
                                    + source.get()
                                    + " of "
                                    + route.section().owner()
                                    + " is not an address of this router");
        }
    }

    private void checkPrefix(Section section, IpPrefix prefix, RouteAttributes attributes) {
        if (prefix.length() > 0
                && prefix.network().isMulticast()
                && attributes.type() != RouteType.MULTICAST) {
            section.problem(
                    "prefix",
                    section.owner()
                            + " is for multicast, which is not forwarded by unicast routes (RFC 1812 §5.3.4)");
        }
        final long metric = attributes.metric().orElse(0);
        final Integer first =
                lines.putIfAbsent(
                        new Place(attributes.table(), prefix, attributes.tos().orElse(0), metric),
                        section.line("prefix"));
        if (first != null) {
            section.problem(
                    "prefix",
                    section.owner()
                            + " with metric "
                            + metric
                            + " stands already in line "
                            + first
                            + "; give one of them another metric");
        }
    }

    private static boolean goesSomewhere(Section section, RouteType type) {
        boolean found = false;
        for (final String key : List.of("via", "interface", "mtu")) {
            if (section.has(key)) {
                found = true;
                section.problem(
                        key,
                        section.owner()
                                + " is of type "
                                + RouteRules.word(type)
                                + ", which sends nothing; remove "
                                + key);
            }
        }
        return found;
    }

    /** Whether routes may lead to this next hop; a problem where they may not. */
    boolean reaches(Section section, IpAddress via, Optional<String> interfaceName) {
        return egress(new Pending(section, host(via), by(Optional.of(via), interfaceName)))
                .isPresent();
    }

    /** Whether there is this interface; a problem where there is none. */
    boolean hasInterface(Section section, String interfaceName) {
        final RouteAttributes attributes = by(Optional.empty(), Optional.of(interfaceName));
        return egress(new Pending(section, ANY, attributes)).isPresent();
    }

    /**
     * Why the prefix may not lead to this next hop, as the end of a sentence; empty when it may.
     */
    String flaw(IpPrefix prefix, IpAddress via, Optional<String> interfaceName) {
        return flaw(prefix, via, by(Optional.of(via), interfaceName));
    }

    private static IpPrefix host(IpAddress address) {
        return address.prefix(address.width());
    }

    private static RouteAttributes by(Optional<IpAddress> via, Optional<String> interfaceName) {
        final RouteAttributes.Builder attributes = RouteAttributes.builder();
        via.ifPresent(attributes::via);
        interfaceName.ifPresent(attributes::interfaceName);
        return attributes.build();
    }

    /** The interface the route leaves by, or nothing and a problem. */
    private Optional<String> egress(Pending route) {
        final Section section = route.section();
        final Optional<String> interfaceName = route.attributes().interfaceName();
        final Optional<IpAddress> via = route.attributes().via();
        if (interfaceName.isPresent() && !interfaces.contains(interfaceName.get())) {
            section.problem(
                    "interface",
                    "interface "
                            + interfaceName.get()
                            + " of "
                            + section.owner()
                            + " does not exist"
                            + Nearest.advice(interfaceName.get(), interfaces));
            return Optional.empty();
        }
        if (via.isEmpty()) {
            if (interfaceName.isEmpty() && !section.has("via") && !section.has("interface")) {
                section.problem(
                        "prefix",
                        section.owner()
                                + " has neither via nor interface; a unicast route needs one");
            }
            return interfaceName;
        }
        final String flaw = flaw(route.prefix(), via.get(), route.attributes());
        if (!flaw.isEmpty()) {
            section.problem("via", "via " + via.get() + " of " + section.owner() + " " + flaw);
            return Optional.empty();
        }
        return interfaceName
                .or(() -> subnets.reaching(via.get(), interfaceName).map(Subnet::interfaceName))
                .or(() -> reachedOnLink(via.get(), interfaceName));
    }

    /** The interface of the longest on-link route of the file that leads to a gateway. */
    private Optional<String> reachedOnLink(IpAddress via, Optional<String> interfaceName) {
        return onLink.stream()
                .filter(each -> each.prefix().contains(via))
                .filter(each -> each.attributes().type() == RouteType.UNICAST)
                .filter(each ->
                        interfaceName.isEmpty()
                                || interfaceName.equals(each.attributes().interfaceName()))
                .max(Comparator.comparingInt(each -> each.prefix().length()))
                .flatMap(each -> each.attributes().interfaceName());
    }

    private String flaw(IpPrefix prefix, IpAddress via, RouteAttributes attributes) {
        if (prefix.network() instanceof Ipv6Address && via instanceof Ipv4Address) {
            return "is of another IP version than the prefix"; // the reverse is RFC 8950
        }
        final String notAHost = ConnectedSubnets.notAHost(via);
        if (!notAHost.isEmpty()) {
            return "is " + notAHost + ", not a neighbor's";
        }
        final boolean isNamed = attributes.interfaceName().isPresent();
        if (ConnectedSubnets.isLinkLocal(via)) {
            return isNamed ? "" : "is link-local and needs an interface beside it (RFC 4007 §6)";
        }
        if (attributes.onlink() && !isNamed) {
            return "is onlink and needs an interface beside it";
        }
        return subnets.owner(via, "")
                .map(own -> "is this router's own address on interface " + own.interfaceName())
                .orElseGet(() ->
                        attributes.onlink() ? "" : reachFlaw(via, attributes.interfaceName()));
    }

    private String reachFlaw(IpAddress via, Optional<String> interfaceName) {
        final Optional<Subnet> reaching = subnets.reaching(via, interfaceName);
        if (reaching.isEmpty() && reachedOnLink(via, interfaceName).isPresent()) {
            return "";
        }
        if (reaching.isEmpty()) {
            return "lies in no connected subnet"
                    + interfaceName.map(name -> " of interface " + name).orElse("")
                    + " ("
                    + subnets.listed(via, interfaceName)
                    + "); a next hop is a neighbor (RFC 1812 §5.2.4.2)";
        }
        final String notAHost = ConnectedSubnets.notAHostIn(reaching.get().prefix(), via);
        return notAHost.isEmpty()
                ? ""
                : "is "
                        + notAHost
                        + " on interface "
                        + reaching.get().interfaceName()
                        + ", not a neighbor's";
    }
}
