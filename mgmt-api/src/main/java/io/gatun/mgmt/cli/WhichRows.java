package io.gatun.mgmt.cli;

import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which rows of a list are meant, in words such as {@code dev west state stale}. */
final class WhichRows {

    /** As ip(8) calls a field. */
    private static final Map<String, String> SHORT = Map.of("dev", "interface");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            arity = "0..*",
            paramLabel = "FIELD VALUE",
            description =
                    "Only rows whose field has this value, both as in JSON; dev stands for interface.")
    private List<String> words = List.of();

    Request.ListResources of(ResourceKind kind) {
        final WordReader reader = new WordReader(command.commandLine(), words);
        final Map<String, String> where = new TreeMap<>();
        while (reader.hasNext()) {
            final String word = reader.next();
            where.put(SHORT.getOrDefault(word, word), reader.text(word));
        }
        return new Request.ListResources(kind, where);
    }
}
