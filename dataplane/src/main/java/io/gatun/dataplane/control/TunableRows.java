package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.ReversePathFilter;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.model.TunableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** The settings in force beside their defaults. */
final class TunableRows {

    private static final String ROUTER = "router";

    /** Of an interface, what says where it is and which it is. */
    private static final Set<String> NO_SETTINGS = Set.of("name", "port", "vlan", "addresses");

    /** Of a port that has none configured, and so of its interfaces. */
    private static final int USUAL_MTU = 1500;

    private static final InterfaceConfiguration DEFAULT =
            new InterfaceConfiguration(
                    "",
                    "",
                    OptionalInt.empty(),
                    List.of(),
                    USUAL_MTU,
                    true,
                    ReversePathFilter.OFF,
                    false,
                    false,
                    false,
                    false,
                    false,
                    true,
                    false);

    private TunableRows() {}

    static List<TunableEntry> of(RouterConfiguration configuration) {
        final List<TunableEntry> rows = new ArrayList<>();
        final Map<String, String> fallback = RecordDifference.values(TunablesConfiguration.DEFAULT);
        RecordDifference.values(configuration.tunables())
                .forEach((name, value) ->
                        rows.add(new TunableEntry(name, ROUTER, value, fallback.get(name))));
        final Map<String, String> usual = RecordDifference.values(DEFAULT);
        for (InterfaceConfiguration each : configuration.interfaces()) {
            RecordDifference.values(each)
                    .forEach((name, value) -> {
                        if (!NO_SETTINGS.contains(name)) {
                            rows.add(new TunableEntry(name, each.name(), value, usual.get(name)));
                        }
                    });
        }
        return rows;
    }
}
