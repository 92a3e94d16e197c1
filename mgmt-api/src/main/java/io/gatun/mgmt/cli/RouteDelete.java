package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
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

/** {@code gatun route delete}. */
@Command(
        name = "delete",
        aliases = "del",
        description = "Delete the first route to a prefix that agrees with all that is said of it.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords: ",
        footer =
                "table, type, proto, scope, metric, tos, via, dev, src, mtu, hoplimit; each with its value.")
final class RouteDelete implements Callable<Integer> {

    @Mixin private RouterOption router;

    @Mixin private FamilyOption family;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "[TYPE] PREFIX [WORD VALUE]",
            completionCandidates = RouteWordsCompletion.Select.class,
            description = "The route.")
    private List<String> words;

    @Override
    public Integer call() throws IOException, RefusedException {
        final WordReader reader = new WordReader(spec.commandLine(), words);
        final RouteSelector selector = SelectorPhrase.read(reader, family.family());
        if (selector.exact().isEmpty()) {
            throw reader.flaw(
                    "the prefix of the route is missing; many go with: gatun route flush");
        }
        try (ManagementClient client = router.connect()) {
            client.request(new Request.DeleteRoute(selector), rows -> {});
        }
        return CommandLine.ExitCode.OK;
    }
}
