package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.PacketFilter;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.TraceRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code gatun trace}: follows the next packets through the nodes. */
@Command(
        name = "trace",
        description = "Follow the next packets through the nodes of the graph.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWords of a filter:%n",
        footer = {
            "  those of gatun capture; the port they follow may be any",
            "",
            "  gatun trace west udp port 53 and not host 10.0.0.7",
            "  gatun trace any icmp6"
        })
final class Trace implements Callable<Integer> {

    private static final long POLL_MS = 50;
    private static final String ANY = "any";

    @Mixin private ListOptions options;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PORT",
            description = "Where the packets come in; any, or nothing, for all ports.")
    private Optional<String> port;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "WORD",
            description = "Which packets; all, when not said.")
    private List<String> words = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many packets (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for them (default: ${DEFAULT-VALUE}).")
    private int waitSeconds;

    @Override
    public Integer call() throws IOException, RefusedException, InterruptedException {
        check();
        final Optional<String> from = port.filter(name -> !name.equals(ANY));
        final Optional<String> filter =
                words.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", words));
        try (ManagementClient client = options.connect()) {
            client.request(new Request.StartTrace(from, count, filter), rows -> {});
            final List<TraceRecord> traced;
            try {
                traced = follow(client);
            } finally {
                client.request(new Request.StopTrace(), rows -> {});
            }
            if (options.json()) {
                options.printJson(traced);
            } else if (traced.isEmpty()) {
                options.print(
                        (filter.isEmpty() ? "no packet" : "no such packet")
                                + " came in"
                                + from.map(name -> " at port " + name).orElse("")
                                + " within "
                                + waitSeconds
                                + " s; see: gatun show ports");
            }
            return traced.isEmpty() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        }
    }

    private void check() {
        if (count < 1 || count > Request.StartTrace.MAX_COUNT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--count " + count + " is not within 1.." + Request.StartTrace.MAX_COUNT);
        }
        if (waitSeconds < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--wait " + waitSeconds + " is below 0");
        }
        try {
            PacketFilter.parse(String.join(" ", words));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Prints each packet as it is traced, unless JSON is wanted at the end. */
    private List<TraceRecord> follow(ManagementClient client)
            throws IOException, RefusedException, InterruptedException {
        final List<TraceRecord> traced = new ArrayList<>();
        final long deadlineNs = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
        while (true) {
            final List<TraceRecord> all = client.list(ResourceKind.TRACE, TraceRecord.class);
            final List<TraceRecord> fresh =
                    all.subList(Math.min(traced.size(), all.size()), all.size());
            traced.addAll(fresh);
            if (!options.json()) {
                fresh.forEach(record -> options.print(text(record)));
            }
            if (traced.size() >= count || System.nanoTime() - deadlineNs >= 0) {
                return traced;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    static String text(TraceRecord record) {
        final StringBuilder text = new StringBuilder();
        text.append("packet ").append(record.number());
        text.append(" at port ").append(record.port());
        text.append(", ").append(record.length()).append(" bytes\n");
        final int nodeWidth =
                record.steps().stream().mapToInt(step -> step.node().length()).max().orElse(0);
        for (final TraceRecord.Step step : record.steps()) {
            text.append("  ")
                    .append(step.node())
                    .append(" ".repeat(nodeWidth - step.node().length()));
            text.append("  ").append(step.header());
            text.append("\n  ")
                    .append(" ".repeat(nodeWidth))
                    .append("  -> ")
                    .append(step.outcome())
                    .append('\n');
        }
        return text.toString();
    }
}
