package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.NeighborTunables;
import io.gatun.mgmt.config.RouterSettings;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.config.WorkerConfiguration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the sections that are single groups of settings, and checks what is between settings. */
final class SettingsReader {

    private SettingsReader() {}

    static String name(Section section) {
        return Written.of(section, RouterSettings.class).record().name();
    }

    static WorkerConfiguration workers(Section section) {
        final WorkerConfiguration workers = Written.of(section, WorkerConfiguration.class).record();
        workers.cores().ifPresent(cores -> refuseTwice(section, cores));
        return workers;
    }

    private static void refuseTwice(Section section, List<Integer> cores) {
        final Set<Integer> seen = new HashSet<>();
        for (final int core : cores) {
            if (!seen.add(core)) {
                section.problem(
                        "cores",
                        "core "
                                + core
                                + " stands twice in cores of workers; a worker needs its own");
            }
        }
    }

    static TunablesConfiguration tunables(Written<TunablesConfiguration> written) {
        final TunablesConfiguration tunables = written.record();
        refuseFalling(written.group("neigh").section(), tunables.neigh());
        return tunables;
    }

    private static void refuseFalling(Section section, NeighborTunables neigh) {
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
    }
}
