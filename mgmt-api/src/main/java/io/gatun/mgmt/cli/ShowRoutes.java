package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteSelector;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun show routes} and {@code gatun route show}. */
@Command(
        name = "routes",
        description = "Show routes: those of table main, or those that agree with what is said.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords:%n",
        footer = {
            "  PREFIX           routes to this very prefix; also: exact PREFIX",
            "  root PREFIX      routes within it, itself included",
            "  match PREFIX     routes that cover it, itself included",
            "  table ID         main (the default), local, default, all, or a number",
            "  type, proto, scope, metric, via, dev, src, mtu, hoplimit: each with its value"
        })
final class ShowRoutes implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private FamilyOption family;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD VALUE",
            completionCandidates = RouteWordsCompletion.Select.class,
            description = "Which routes.")
    private List<String> words = List.of();

    @Override
    public Integer call() throws IOException, RefusedException {
        final RouteSelector selector =
                SelectorPhrase.read(new WordReader(spec.commandLine(), words), family.family());
        final boolean raced;
        try (ManagementClient client = options.connect();
                RowPrinter<RouteEntry> printer = printer()) {
            raced = client.stream(new Request.ListRoutes(selector), RouteEntry.class, printer::row);
        }
        if (raced) {
            options.warnOfRace("routes");
        }
        return CommandLine.ExitCode.OK;
    }

    private RowPrinter<RouteEntry> printer() {
        return options.json()
                ? options.jsonRows()
                : options.tableRows(RouteText::cells, RouteText.HEADINGS);
    }
}
