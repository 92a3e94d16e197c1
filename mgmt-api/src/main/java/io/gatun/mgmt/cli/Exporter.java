package io.gatun.mgmt.cli;

import io.gatun.mgmt.http.HttpEnd;
import io.gatun.mgmt.http.HttpLimits;
import io.gatun.mgmt.http.MetricsResponder;
import io.gatun.mgmt.model.ListenAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun exporter}: a process that serves the counters file to Prometheus. */
@Command(
        name = "exporter",
        description = {
            "Serve a router's counters to Prometheus until it is stopped.",
            "Reads the counters file and asks the router nothing; it may start before the router"
                    + " and outlive it."
        },
        mixinStandardHelpOptions = true)
final class Exporter implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private RouterOption router;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS:PORT",
            defaultValue = "127.0.0.1:9797",
            description = "Where to serve /metrics (default: ${DEFAULT-VALUE}).")
    private String listen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final PrintWriter out = spec.commandLine().getOut();
        try (HttpEnd end =
                HttpEnd.open(
                        address(),
                        Optional.empty(),
                        HttpLimits.DEFAULT,
                        new MetricsResponder(router::counters),
                        fault -> out.println("note: a scrape failed: " + fault))) {
            out.println(
                    "listening on http://"
                            + address().withPort(end.port())
                            + MetricsResponder.PATH);
            out.flush();
            new CountDownLatch(1).await(); // until the process is told to end
        }
        return 0;
    }

    private ListenAddress address() {
        try {
            return ListenAddress.parse(listen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--listen: " + e.getMessage(), e);
        }
    }
}
