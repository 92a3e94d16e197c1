package io.gatun.dataplane.configuration;

import io.gatun.mgmt.config.DpdkConfiguration;
import io.gatun.mgmt.config.HttpConfiguration;
import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.config.InterfaceConfiguration;
import io.gatun.mgmt.config.ManagementConfiguration;
import io.gatun.mgmt.config.NeighborConfiguration;
import io.gatun.mgmt.config.PortConfiguration;
import io.gatun.mgmt.config.TunablesConfiguration;
import io.gatun.mgmt.config.WorkerConfiguration;
import java.util.List;

/** A whole configuration, checked: references resolve, bounds hold, nothing overlaps. */
public record RouterConfiguration(
        String name,
        DpdkConfiguration dpdk,
        WorkerConfiguration workers,
        List<PortConfiguration> ports,
        List<InterfaceConfiguration> interfaces,
        List<RouteConfiguration> routes,
        List<ImportConfiguration> imports,
        ImportedTables tables,
        List<NeighborConfiguration> neighbors,
        TunablesConfiguration tunables,
        ManagementConfiguration management,
        HttpConfiguration http) {

    public RouterConfiguration {
        ports = List.copyOf(ports);
        interfaces = List.copyOf(interfaces);
        routes = List.copyOf(routes);
        imports = List.copyOf(imports);
        neighbors = List.copyOf(neighbors);
    }
}
