package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show neighbors}. */
@Command(
        name = "neighbors",
        description = "Neighbors: addresses, MACs, states.",
        mixinStandardHelpOptions = true)
final class ShowNeighbors implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(
                ResourceKind.NEIGHBOR, which, NeighborEntry.class, ShowNeighbors::table);
    }

    static Table table(List<NeighborEntry> neighbors) {
        final Table table = new Table("address", "interface", "mac", "state", "age", "flags");
        for (final NeighborEntry neighbor : neighbors) {
            table.row(
                    neighbor.address(),
                    neighbor.interfaceName(),
                    neighbor.mac().map(MacAddress::toString).orElse("-"),
                    neighbor.state(),
                    Words.seconds(neighbor.ageMs()),
                    neighbor.router() ? "router" : "");
        }
        return table;
    }
}
