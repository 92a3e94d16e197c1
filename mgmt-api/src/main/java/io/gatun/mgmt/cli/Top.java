package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
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

/** {@code gatun top}: rates of ports and of drops, live. */
@Command(
        name = "top",
        description = "Rates of ports and drops, live; q leaves.",
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
    public Integer call() throws IOException, RefusedException, InterruptedException {
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
        try (ManagementClient client = router.connect()) {
            if (once || !isTerminal()) {
                printOnce(client);
            } else {
                watch(client);
            }
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

    private void printOnce(ManagementClient client)
            throws IOException, RefusedException, InterruptedException {
        final Sample before = Sample.take(client);
        TimeUnit.MILLISECONDS.sleep(intervalMs());
        final Ansi ansi = spec.commandLine().getColorScheme().ansi();
        final List<String> lines = new TopPage(before, Sample.take(client)).lines(ansi);
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }

    private void watch(ManagementClient client) throws IOException, RefusedException {
        try (LiveScreen screen = LiveScreen.open()) {
            Sample before = Sample.take(client);
            Sample now = before;
            do {
                screen.draw(new TopPage(before, now).lines(Ansi.ON));
                before = now;
                if (screen.waitForLeave(intervalMs())) {
                    return;
                }
                now = Sample.take(client);
            } while (true);
        }
    }
}
