package io.gatun.dataplane.configuration;

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
        List<NeighborConfiguration> neighbors,
        TunablesConfiguration tunables) {

    public RouterConfiguration {
        ports = List.copyOf(ports);
        interfaces = List.copyOf(interfaces);
        routes = List.copyOf(routes);
        imports = List.copyOf(imports);
        neighbors = List.copyOf(neighbors);
    }
}
