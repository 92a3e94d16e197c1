package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show routes}. */
@Command(
        name = "routes",
        description = "Routes: connected and static.",
        mixinStandardHelpOptions = true)
final class ShowRoutes implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.ROUTE, RouteEntry.class, ShowRoutes::table);
    }

    static Table table(List<RouteEntry> routes) {
        final Table table = new Table("prefix", "type", "via", "interface", "protocol", "metric");
        for (final RouteEntry route : routes) {
            table.row(
                    route.prefix(),
                    Words.of(route.type()),
                    route.via().map(IpAddress::toString).orElse("-"),
                    route.interfaceName().orElse("-"),
                    route.protocol(),
                    route.metric());
        }
        return table;
    }
}
