package io.gatun.mgmt.cli;

import io.gatun.mgmt.counters.CountersFile;
import io.gatun.mgmt.counters.CountersSnapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun top}: rates of ports, workers and drops, live, out of the counters file. */
@Command(
        name = "top",
        description = {
            "Rates of ports, workers and drops, live; q leaves.",
            "Reads the router's counters file, also that of one that was killed."
        },
        mixinStandardHelpOptions = true)
final class Top implements Callable<Integer> {

    private static final double LEAST_INTERVAL = 0.1;
    private static final double MOST_INTERVAL = 3600;

    @Spec private CommandSpec spec;

    @Mixin private RouterOption router;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Between two looks (default: ${DEFAULT-VALUE}).")
    private double interval;

    @Option(names = "--once", description = "Print one interval and leave; so does a pipe.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(interval >= LEAST_INTERVAL && interval <= MOST_INTERVAL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--interval "
                            + interval
                            + " is not within "
                            + LEAST_INTERVAL
                            + ".."
                            + MOST_INTERVAL);
        }
        final CountersFile counters = router.counters();
        if (once || !isTerminal()) {
            printOnce(counters);
        } else {
            watch(counters);
        }
        return CommandLine.ExitCode.OK;
    }

    @SuppressWarnings("SystemConsoleNull") // in JDK 25 it is null again where there is none
    private static boolean isTerminal() {
        return System.console() != null && System.console().isTerminal();
    }

    private long intervalMs() {
        return Math.round(interval * TimeUnit.SECONDS.toMillis(1));
    }

    private void printOnce(CountersFile counters) throws IOException, InterruptedException {
        final CountersSnapshot before = counters.read();
        TimeUnit.MILLISECONDS.sleep(intervalMs());
        final Ansi ansi = spec.commandLine().getColorScheme().ansi();
        final List<String> lines = new TopPage(before, counters.read(), Instant.now()).lines(ansi);
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }

    private void watch(CountersFile counters) throws IOException {
        try (LiveScreen screen = LiveScreen.open()) {
            CountersSnapshot before = counters.read();
            CountersSnapshot now = before;
            do {
                screen.draw(new TopPage(before, now, Instant.now()).lines(Ansi.ON));
                before = now;
                if (screen.waitForLeave(intervalMs())) {
                    return;
                }
                now = counters.read();
            } while (true);
        }
    }
}
