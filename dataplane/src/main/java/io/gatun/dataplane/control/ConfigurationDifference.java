package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.NeighborConfiguration;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.PlanRow.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is different between two configurations, in words: one row for each thing. */
final class ConfigurationDifference {

    /** What says which one it is, or has rows of its own. */
    private static final Set<String> NO_SETTINGS = Set.of("name", "addresses");

    private final List<PlanRow> rows = new ArrayList<>();

    private ConfigurationDifference() {}

    static List<PlanRow> between(RouterConfiguration before, RouterConfiguration after) {
        final ConfigurationDifference found = new ConfigurationDifference();
        if (!before.name().equals(after.name())) {
            found.rows.add(
                    new PlanRow(
                            "router", "name", Action.CHANGE, change(before.name(), after.name())));
        }
        found.settings("dpdk", before.dpdk(), after.dpdk());
        found.settings("workers", before.workers(), after.workers());
        found.compare(
                "port",
                byKey(before.ports(), PortConfiguration::name),
                byKey(after.ports(), PortConfiguration::name),
                port -> "device " + port.device().orElse("none"),
                ConfigurationDifference::settings);
        found.interfaces(before.interfaces(), after.interfaces());
        found.compare(
                "route",
                byKey(before.routes(), RouteWords::key),
                byKey(after.routes(), RouteWords::key),
                RouteWords::of,
                (old, next) -> change(RouteWords.of(old), RouteWords.of(next)));
        found.compare(
                "import",
                byKey(before.imports(), ConfigurationDifference::key),
                byKey(after.imports(), ConfigurationDifference::key),
                ConfigurationDifference::routes,
                ConfigurationDifference::settings);
        found.compare(
                "neighbor",
                byKey(before.neighbors(), ConfigurationDifference::key),
                byKey(after.neighbors(), ConfigurationDifference::key),
                neighbor -> "mac " + neighbor.mac(),
                (old, next) -> "mac " + change(old.mac(), next.mac()));
        found.settings("management", before.management(), after.management());
        found.settings("tunable", before.tunables(), after.tunables());
        found.settings("http", before.http(), after.http());
        return List.copyOf(found.rows);
    }

    private void settings(String kind, Record before, Record after) {
        for (RecordDifference.Change each : RecordDifference.between(before, after)) {
            rows.add(
                    new PlanRow(
                            kind, each.name(), Action.CHANGE, change(each.before(), each.after())));
        }
    }

    private static String settings(Record before, Record after) {
        return RecordDifference.between(before, after).stream()
                .filter(each -> !NO_SETTINGS.contains(each.name()))
                .map(RecordDifference.Change::toString)
                .collect(Collectors.joining(", "));
    }

    private void interfaces(
            List<InterfaceConfiguration> before, List<InterfaceConfiguration> after) {
        compare(
                "interface",
                byKey(before, InterfaceConfiguration::name),
                byKey(after, InterfaceConfiguration::name),
                ConfigurationDifference::place,
                ConfigurationDifference::settings);
        compare("address", addresses(before), addresses(after), _ -> "", (_, _) -> "");
    }

    private static String place(InterfaceConfiguration each) {
        return "port "
                + each.port()
                + (each.vlan().isPresent() ? " vlan " + each.vlan().getAsInt() : "")
                + " mtu "
                + each.mtu();
    }

    private static Map<String, InterfaceAddress> addresses(List<InterfaceConfiguration> of) {
        final Map<String, InterfaceAddress> addresses = new LinkedHashMap<>();
        for (InterfaceConfiguration each : of) {
            for (InterfaceAddress address : each.addresses()) {
                addresses.put(address + " on " + each.name(), address);
            }
        }
        return addresses;
    }

    private static String key(NeighborConfiguration neighbor) {
        return neighbor.address() + " on " + neighbor.interfaceName();
    }

    private static String key(ImportConfiguration source) {
        return source.file()
                + source.family().map(family -> " family " + RouteWords.word(family)).orElse("")
                + RouteWords.place(source.table(), source.metric());
    }

    private static String routes(ImportConfiguration source) {
        return source.counts().ipv4() + " IPv4 and " + source.counts().ipv6() + " IPv6 routes";
    }

    private static <T> Map<String, T> byKey(List<T> all, Function<T, String> key) {
        final Map<String, T> byKey = LinkedHashMap.newLinkedHashMap(all.size());
        all.forEach(each -> byKey.put(key.apply(each), each));
        return byKey;
    }

    /** Deletions first: what they free may be what an addition takes. */
    private <T> void compare(
            String kind,
            Map<String, T> before,
            Map<String, T> after,
            Function<T, String> whole,
            BiFunction<T, T, String> change) {
        before.forEach((key, old) -> {
            if (!after.containsKey(key)) {
                rows.add(new PlanRow(kind, key, Action.DELETE, whole.apply(old)));
            }
        });
        after.forEach((key, next) -> {
            final T old = before.get(key);
            if (old == null) {
                rows.add(new PlanRow(kind, key, Action.ADD, whole.apply(next)));
            } else if (!old.equals(next)) {
                final String detail = change.apply(old, next);
                if (!detail.isEmpty()) {
                    rows.add(new PlanRow(kind, key, Action.CHANGE, detail));
                }
            }
        });
    }

    private static String change(Object before, Object after) {
        return before + " -> " + after;
    }
}
