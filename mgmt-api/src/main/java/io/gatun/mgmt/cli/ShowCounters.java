package io.gatun.mgmt.cli;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.CounterValue;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatun show counters}. */
@Command(
        name = "counters",
        description = "Counters under their Linux names.",
        mixinStandardHelpOptions = true)
final class ShowCounters implements Callable<Integer> {

    @Mixin private ListOptions options;

    @Mixin private WhichRows which;

    @Option(
            names = {"-a", "--all"},
            description = "Also those that are zero (JSON always has them).")
    private boolean all;

    @Override
    public Integer call() throws IOException, RefusedException {
        return options.show(ResourceKind.COUNTER, which, CounterValue.class, this::table);
    }

    private Table table(List<CounterValue> counters) {
        final Table table = new Table("counter", "value");
        counters.stream()
                .filter(counter -> all || counter.value() != 0)
                .forEach(counter -> table.row(counter.name(), counter.value()));
        return table;
    }
}
