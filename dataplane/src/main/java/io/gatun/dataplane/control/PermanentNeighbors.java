package io.gatun.dataplane.control;

import io.gatun.mgmt.config.NeighborConfiguration;
import java.util.List;

/** The neighbors the configuration names, which no protocol changes (NST-01, NST-02). */
record PermanentNeighbors(List<NeighborConfiguration> configured, InterfaceKeeper interfaces) {

    void addTo(NeighborKeeper neighbors, long now) {
        for (NeighborConfiguration each : configured) {
            neighbors.addPermanent(
                    interfaces.indexOf(each.interfaceName()),
                    each.address(),
                    each.mac().bits(),
                    now);
        }
    }
}
