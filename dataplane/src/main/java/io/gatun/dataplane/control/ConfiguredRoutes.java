package io.gatun.dataplane.control;

import io.gatun.dataplane.configuration.ImportedTable;
import io.gatun.dataplane.configuration.RouteConfiguration;
import io.gatun.dataplane.configuration.RouterConfiguration;
import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.Rib;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.mgmt.config.ImportConfiguration;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import java.util.List;

/** The routes of the configuration file, of which there may be a million that are much alike. */
final class ConfiguredRoutes {

    private final List<RouteConfiguration> configured;
    private final List<ImportConfiguration> imports;
    private final List<ImportedTable> tables;
    private RouteAttributes lastAsked;
    private AddressFamily lastFamily;
    private RouteInfo lastRoute;

    /** Takes what its files held with it. */
    ConfiguredRoutes(RouterConfiguration of) {
        this.configured = of.routes();
        this.imports = of.imports();
        this.tables = of.tables().take();
        if (tables.size() != imports.size()) {
            throw new IllegalStateException("another router took the routes of imported files");
        }
    }

    /** Stores all; those without a gateway first, for gateways may lie behind them. */
    void storeIn(Rib rib, RouteCheck check, ShadowedImports shadowed) {
        store(rib, check, false);
        store(rib, check, true);
        for (int i = 0; i < imports.size(); i++) {
            new ImportedRoutes(imports.get(i), tables.get(i)).storeIn(rib, check, shadowed);
        }
    }

    private void store(Rib rib, RouteCheck check, boolean withGateway) {
        lastAsked = null;
        for (RouteConfiguration each : configured) {
            final RouteAttributes asked = each.attributes();
            if (asked.via().isPresent() == withGateway) {
                final AddressFamily family = AddressFamily.of(each.prefix().network());
                rib.table(asked.table(), family)
                        .put(
                                PutMode.APPEND,
                                Bits.of(each.prefix()),
                                route(check, each.prefix(), asked, family));
            }
        }
    }

    private RouteInfo route(
            RouteCheck check, IpPrefix prefix, RouteAttributes asked, AddressFamily family) {
        if (asked.equals(lastAsked) && family == lastFamily) {
            return lastRoute;
        }
        lastRoute = check.configured(prefix, asked);
        lastAsked = asked;
        lastFamily = family;
        return lastRoute;
    }
}
