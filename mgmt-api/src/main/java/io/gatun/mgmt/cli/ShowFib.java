package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.FibStatus;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show fib}: how large the forwarding tables are. */
@Command(
        name = "fib",
        description = "Forwarding tables: routes, nodes of each level, memory, updates.",
        mixinStandardHelpOptions = true)
final class ShowFib implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            final List<FibStatus> tables = client.list(ResourceKind.FIB, FibStatus.class);
            if (options.json()) {
                options.printJson(tables);
            } else {
                options.print(summary(tables));
                options.print("");
                options.print(levels(tables));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static Table summary(List<FibStatus> tables) {
        final Table table =
                new Table(
                        "family",
                        "routes",
                        "prefixes",
                        "ways",
                        "nodes",
                        "of",
                        "entries",
                        "of",
                        "full",
                        "bytes",
                        "updates");
        for (final FibStatus each : tables) {
            final long nodes = each.nodesBelowRoot();
            table.row(
                    Words.of(each.family()),
                    each.routes(),
                    each.prefixes(),
                    each.forwardingObjects(),
                    nodes,
                    each.capacityNodes(),
                    each.entries(),
                    each.capacityEntries(),
                    full(nodes, each.capacityNodes(), each.entries(), each.capacityEntries()),
                    each.bytes(),
                    each.updates());
        }
        return table;
    }

    /** Of nodes and entries, those that will run out first. */
    private static String full(long nodes, long mostNodes, long entries, long mostEntries) {
        final double share = Math.max(share(nodes, mostNodes), share(entries, mostEntries));
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static Table levels(List<FibStatus> tables) {
        final Table table = new Table("family", "bits", "nodes");
        for (final FibStatus each : tables) {
            each.levels().stream()
                    .filter(level -> level.nodes() != 0)
                    .forEach(level ->
                            table.row(
                                    Words.of(each.family()),
                                    level.firstBit() + ".." + (level.firstBit() + level.bits() - 1),
                                    level.nodes()));
        }
        return table;
    }
}
