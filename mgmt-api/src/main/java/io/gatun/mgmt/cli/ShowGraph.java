package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.GraphDrawing;
import io.gatun.mgmt.model.GraphDrawing.NodeCount;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatun show graph}: the way of a packet, drawn by the running router. */
@Command(
        name = "graph",
        description = "The graph of nodes that packets pass, as it is wired.",
        mixinStandardHelpOptions = true)
final class ShowGraph implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Option(names = "--nodes", description = "What passed each node, in place of the drawing.")
    private boolean nodes;

    @Override
    public Integer call() throws IOException, RefusedException {
        try (ManagementClient client = options.connect()) {
            final GraphDrawing graph =
                    client.list(ResourceKind.GRAPH, GraphDrawing.class).getFirst();
            if (options.json()) {
                options.printJson(graph);
            } else if (nodes) {
                options.print(table(graph.nodes()));
            } else {
                options.print(graph.text().stripTrailing());
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private static Table table(List<NodeCount> nodes) {
        final Table table =
                new Table("node", "packets", "batches", "packets/batch", "cycles/packet");
        for (final NodeCount node : nodes) {
            table.row(
                    node.name(),
                    node.packets(),
                    node.batches(),
                    ratio(node.packets(), node.batches()),
                    ratio(node.cycles(), node.packets()));
        }
        return table;
    }

    private static String ratio(long of, long to) {
        return of == 0 || to == 0 ? "-" : String.format(Locale.ROOT, "%.1f", (double) of / to);
    }
}
