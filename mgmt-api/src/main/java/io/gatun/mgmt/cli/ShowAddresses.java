package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.AddressEntry;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteScope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show addresses}. */
@Command(
        name = "addresses",
        description = "Addresses of interfaces, the automatic ones as well.",
        mixinStandardHelpOptions = true)
final class ShowAddresses implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.ADDRESS, which, AddressEntry.class, ShowAddresses::table);
    }

    static Table table(List<AddressEntry> addresses) {
        final Table table = new Table("address", "interface", "scope", "flags");
        for (final AddressEntry each : addresses) {
            table.row(
                    each.address(),
                    each.interfaceName(),
                    each.scope() == RouteScope.UNIVERSE ? "global" : Words.of(each.scope()),
                    (each.automatic() ? "automatic" : "configured")
                            + (each.secondary() ? " secondary" : ""));
        }
        return table;
    }
}
