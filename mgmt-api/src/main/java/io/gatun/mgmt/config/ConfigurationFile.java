package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.GroupShape;
import io.gatun.mgmt.schema.Setting;
import java.util.List;
import java.util.Map;

/** The sections of the file. */
public record ConfigurationFile(
        @Setting("The router itself.") RouterSettings router,
        @Setting("How DPDK is started.") DpdkConfiguration dpdk,
        @Setting("The workers and where they run.") WorkerConfiguration workers,
        @Setting(value = "The ports by name: devices with queues.", isRequired = true)
                Map<String, PortConfiguration> ports,
        @Setting("The interfaces by name: where addresses and MTU sit.")
                Map<String, InterfaceConfiguration> interfaces,
        @Setting("The routes.") List<RouteSettings> routes,
        @Setting("Files of routes that are read at the start.") List<ImportConfiguration> imports,
        @Setting("The neighbors that are not asked for.") List<NeighborConfiguration> neighbors,
        @Setting(
                        "Settings of the whole router, with the names, units and defaults of"
                                + " Linux's sysctls.")
                TunablesConfiguration tunables,
        @Setting("Management from other machines.") ManagementConfiguration management,
        @Setting("The router over HTTP: its requests as JSON, metrics and health.")
                HttpConfiguration http) {

    public static final String TITLE = "The configuration of a Gatun router";

    /** All settings there are. */
    public static final GroupShape SHAPE = GroupShape.of(ConfigurationFile.class);
}
