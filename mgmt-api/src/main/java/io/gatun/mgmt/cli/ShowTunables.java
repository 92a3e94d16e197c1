package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.TunableEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show tunables}. */
@Command(
        name = "tunables",
        description = "Settings in force, of the router and of its interfaces.",
        mixinStandardHelpOptions = true)
final class ShowTunables implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.TUNABLE, which, TunableEntry.class, ShowTunables::table);
    }

    static Table table(List<TunableEntry> tunables) {
        final Table table = new Table("tunable", "scope", "value", "default");
        for (final TunableEntry each : tunables) {
            table.row(
                    each.name(),
                    each.scope(),
                    each.value(),
                    each.value().equals(each.fallback()) ? "" : each.fallback());
        }
        return table;
    }
}
