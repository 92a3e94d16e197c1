package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.RouteSelector;
import io.gatun.mgmt.model.RouteTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun route flush}. */
@Command(
        name = "flush",
        description = "Delete all routes that agree, but those the router makes of itself.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords: ",
        footer = {
            "exact, root or match PREFIX, table, type, proto, scope, metric, via, dev, src, mtu,",
            "hoplimit; each with its value. One at least, such as: gatun route flush table main"
        })
final class RouteFlush implements Callable<Integer> {

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
        final WordReader reader = new WordReader(spec.commandLine(), words);
        if (words.isEmpty()) {
            throw reader.flaw("which routes is missing; all of them are: table main");
        }
        final RouteSelector selector = SelectorPhrase.read(reader, family.family());
        final List<RouteTally> tallies = new ArrayList<>();
        try (ManagementClient client = options.connect()) {
            client.request(
                    new Request.FlushRoutes(selector),
                    rows -> rows.rows().forEach(row -> tallies.add((RouteTally) row)));
        }
        final RouteTally tally = tallies.getFirst();
        if (options.json()) {
            options.printJson(tally);
        } else {
            options.print(sentence(tally));
        }
        return CommandLine.ExitCode.OK;
    }

    private static String sentence(RouteTally tally) {
        return Words.count(tally.done()) + (tally.done() == 1 ? " route" : " routes") + " deleted";
    }
}
