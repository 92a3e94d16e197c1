package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.Ledger;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatun show drops}: why packets ended, and whether every packet is accounted for. */
@Command(
        name = "drops",
        description = {
            "Why packets were dropped, one of the last packets dropped for each reason, and the ledger",
            "of all packets."
        },
        mixinStandardHelpOptions = true)
final class ShowDrops implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Option(
            names = {"-a", "--all"},
            description = "Also reasons that never applied (JSON always has them).")
    private boolean all;

    private record Json(List<DropCount> drops, Ledger ledger) {}

    @Override
    public Integer call() throws IOException, RefusedException {
        final Request.ListResources request = which.of(ResourceKind.DROP);
        try (ManagementClient client = options.connect()) {
            final List<DropCount> drops = client.list(request, DropCount.class);
            final Ledger ledger = client.list(ResourceKind.LEDGER, Ledger.class).getFirst();
            if (options.json()) {
                options.printJson(new Json(drops, ledger));
            } else {
                options.print(table(drops));
                options.print("");
                if (drops.stream().anyMatch(drop -> drop.last().isPresent())) {
                    options.print(lastPackets(drops));
                    options.print("");
                }
                options.print(sentence(ledger));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private Table table(List<DropCount> drops) {
        final Table table = new Table("reason", "count", "why", "source");
        drops.stream()
                .filter(drop -> all || drop.count() != 0)
                .forEach(drop ->
                        table.row(drop.reason(), drop.count(), drop.sentence(), drop.source()));
        return table;
    }

    private static Table lastPackets(List<DropCount> drops) {
        final Table table = new Table("last packet", "ago", "port", "bytes", "headers");
        for (final DropCount drop : drops) {
            drop.last()
                    .ifPresent(last ->
                            table.row(
                                    drop.reason(),
                                    Words.seconds(last.ageMs()),
                                    last.port().orElse("-"),
                                    last.length(),
                                    last.packet()));
        }
        return table;
    }

    static String sentence(Ledger ledger) {
        return "received "
                + ledger.received()
                + " + originated "
                + ledger.originated()
                + " = transmitted "
                + ledger.transmitted()
                + " + consumed "
                + ledger.consumed()
                + " + dropped "
                + ledger.dropped()
                + " + held "
                + ledger.held()
                + (ledger.balanced() ? ": balanced" : ": NOT BALANCED");
    }
}
