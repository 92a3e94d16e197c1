package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.KindEntry;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatun show kinds}. */
@Command(
        name = "kinds",
        description = "What programs can ask of this router, and what it tells: the protocol.",
        mixinStandardHelpOptions = true)
final class ShowKinds implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.KIND, which, KindEntry.class, ShowKinds::table);
    }

    private static Table table(List<KindEntry> kinds) {
        final Table table = new Table("kind", "sort", "version", "role", "operations", "fields");
        for (final KindEntry kind : kinds) {
            table.row(
                    kind.name(),
                    Words.of(kind.sort()),
                    kind.version(),
                    kind.role(),
                    String.join(" ", kind.operations()),
                    kind.fields().stream()
                            .map(KindEntry.Field::name)
                            .collect(Collectors.joining(" ")));
        }
        return table;
    }
}
