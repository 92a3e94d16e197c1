package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request.OfConfiguration;
import io.gatun.mgmt.message.Request.OfConfiguration.Candidate;
import io.gatun.mgmt.model.PlanRow;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatun config plan}. */
@Command(
        name = "plan",
        description = "Print what a file would change in the running router, and change nothing.",
        mixinStandardHelpOptions = true)
final class ConfigPlan implements Callable<Integer> {

    @Mixin private ConfigOptions options;

    @Parameters(
            paramLabel = "FILE",
            description = "A configuration (YAML), or - for standard input.")
    private String file;

    @Override
    public Integer call() throws IOException, RefusedException {
        final Candidate candidate = ConfigOptions.candidate(file);
        try (ManagementClient client = options.connect()) {
            final List<PlanRow> rows =
                    ConfigOptions.rows(
                            client,
                            new OfConfiguration.PlanConfiguration(candidate),
                            PlanRow.class);
            if (options.json()) {
                options.printJson(rows);
            } else if (rows.isEmpty()) {
                options.print("nothing would change");
            } else {
                options.print(table(rows));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    static Table table(List<PlanRow> rows) {
        final Table table = new Table("action", "kind", "key", "detail");
        for (final PlanRow row : rows) {
            table.row(
                    row.action().name().toLowerCase(Locale.ROOT),
                    row.kind(),
                    row.key(),
                    row.detail());
        }
        return table;
    }
}
