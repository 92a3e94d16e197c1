package io.gatun.dataplane.configuration;

import io.gatun.dataplane.configuration.ConnectedSubnets.Subnet;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.RouteType;
import io.gatun.mgmt.words.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code routes}; every next hop must be reached by a connected subnet. */
final class RouteReader {

    private static final List<RouteType> TYPES =
            List.of(
                    RouteType.UNICAST,
                    RouteType.BLACKHOLE,
                    RouteType.UNREACHABLE,
                    RouteType.PROHIBIT);
    private static final Bound METRIC = Bound.atLeast(0, "the best metric");
    private static final Bound MTU =
            new Bound(
                    68,
                    "the least a router must forward whole (RFC 791 §3.2)",
                    65535,
                    "the longest packet (RFC 791 §3.1)");

    private static final IpPrefix ANY = new Ipv4Prefix(0, 0);

    private final Collection<String> interfaces;
    private final ConnectedSubnets subnets;
    private final Map<PrefixAndMetric, Integer> lines = new HashMap<>();

    private record PrefixAndMetric(IpPrefix prefix, int metric) {}

    RouteReader(Collection<String> interfaces, ConnectedSubnets subnets) {
        this.interfaces = interfaces;
        this.subnets = subnets;
    }

    List<RouteConfiguration> read(Section file) {
        final List<RouteConfiguration> routes = new ArrayList<>();
        for (final Section section : file.items("routes", "route", "prefix")) {
            route(section).ifPresent(routes::add);
            section.end();
        }
        return routes;
    }

    private Optional<RouteConfiguration> route(Section section) {
        final Optional<IpPrefix> prefix = section.value("prefix", IpPrefix::parse);
        final RouteType type = section.choice("type", RouteType.UNICAST, TYPES);
        final Optional<IpAddress> via = section.value("via", IpAddress::parse);
        final Optional<String> interfaceName = section.text("interface");
        final int metric = section.integer("metric", 0, METRIC);
        final OptionalInt mtu = section.integer("mtu", MTU);
        if (prefix.isEmpty()) {
            if (!section.has("prefix")) {
                section.problem("prefix", section.owner() + " has no prefix");
            }
            return Optional.empty();
        }
        checkPrefix(section, prefix.get(), metric);
        if (type != RouteType.UNICAST) {
            checkGoesNowhere(section, type);
            return Optional.of(
                    new RouteConfiguration(
                            prefix.get(),
                            type,
                            Optional.empty(),
                            Optional.empty(),
                            metric,
                            OptionalInt.empty()));
        }
        return egress(section, prefix.get(), via, interfaceName)
                .map(egress ->
                        new RouteConfiguration(
                                prefix.get(), type, via, Optional.of(egress), metric, mtu));
    }

    private void checkPrefix(Section section, IpPrefix prefix, int metric) {
        if (prefix.length() > 0 && prefix.network().isMulticast()) {
            section.problem(
                    "prefix",
                    section.owner()
                            + " is for multicast, which is not forwarded by unicast routes (RFC 1812 §5.3.4)");
        }
        final Integer first =
                lines.putIfAbsent(new PrefixAndMetric(prefix, metric), section.line("prefix"));
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

    private static void checkGoesNowhere(Section section, RouteType type) {
        for (final String key : List.of("via", "interface", "mtu")) {
            if (section.has(key)) {
                section.problem(
                        key,
                        section.owner()
                                + " is of type "
                                + type.name().toLowerCase(Locale.ROOT)
                                + ", which sends nothing; remove "
                                + key);
            }
        }
    }

    /** Whether routes may lead to this next hop; a problem where they may not. */
    boolean reaches(Section section, IpAddress via, Optional<String> interfaceName) {
        return egress(section, host(via), Optional.of(via), interfaceName).isPresent();
    }

    /** Whether there is this interface; a problem where there is none. */
    boolean hasInterface(Section section, String interfaceName) {
        return egress(section, ANY, Optional.empty(), Optional.of(interfaceName)).isPresent();
    }

    /** Why no route may lead to this next hop, as the end of a sentence; empty when one may. */
    String flaw(IpAddress via, Optional<String> interfaceName) {
        return flaw(host(via), via, interfaceName);
    }

    private static IpPrefix host(IpAddress address) {
        return address.prefix(address.width());
    }

    /** The interface the route leaves by, or nothing and a problem. */
    private Optional<String> egress(
            Section section,
            IpPrefix prefix,
            Optional<IpAddress> via,
            Optional<String> interfaceName) {
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
        final String flaw = flaw(prefix, via.get(), interfaceName);
        if (!flaw.isEmpty()) {
            section.problem("via", "via " + via.get() + " of " + section.owner() + " " + flaw);
            return Optional.empty();
        }
        return interfaceName.or(
                () -> subnets.reaching(via.get(), interfaceName).map(Subnet::interfaceName));
    }

    private String flaw(IpPrefix prefix, IpAddress via, Optional<String> interfaceName) {
        if (prefix.network().width() != via.width()) {
            return "is of another IP version than the prefix";
        }
        final String notAHost = ConnectedSubnets.notAHost(via);
        if (!notAHost.isEmpty()) {
            return "is " + notAHost + ", not a neighbor's";
        }
        if (ConnectedSubnets.isLinkLocal(via)) {
            return interfaceName.isPresent()
                    ? ""
                    : "is link-local and needs an interface beside it (RFC 4007 §6)";
        }
        return subnets.owner(via, "")
                .map(own -> "is this router's own address on interface " + own.interfaceName())
                .orElseGet(() -> reachFlaw(via, interfaceName));
    }

    private String reachFlaw(IpAddress via, Optional<String> interfaceName) {
        final Optional<Subnet> reaching = subnets.reaching(via, interfaceName);
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
