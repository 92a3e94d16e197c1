package io.gatun.perf.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gatun bench mgmt}: what the management channel carries, and what it costs forwarding. */
@Command(
        name = "mgmt",
        description = {
            "Puts a whole table into a forwarding router through its management channel, and compares the"
                    + " forwarding rate with and without ten lists and ten scrapes over HTTP a second. Says how"
                    + " long after a change a client that watches has its event, too.",
            "Every route is in force when the last answer comes; the router's own count and a sample of"
                    + " its answers are checked. The worker is sent packets without end all the time."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class MgmtCommand implements Callable<Integer> {

    private static final long SEED = 20_261_120L;

    @Spec private CommandSpec spec;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description =
                    "Prefixes, one a line, plain or gzip; the IPv4 ones are put. Without it, a table is made from a"
                            + " seed that has as many prefixes of each length as a real one.")
    private Path table;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often the table is put, and forwarding is measured each way.",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Length of a turn of forwarding.",
            defaultValue = "3")
    private double seconds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "Before the first turn.",
            defaultValue = "3")
    private double warmUp;

    @Option(
            names = "--core",
            paramLabel = "CPU",
            description = "CPU of the worker; all else runs on the others.",
            defaultValue = "1")
    private int core;

    @Option(
            names = "--hugepages",
            paramLabel = "MODE",
            description =
                    "auto: reserve 2 MiB pages for the run when too few are free (as root), and give them back;"
                            + " off: none.",
            defaultValue = "auto")
    private Hugepages.Choice hugepages;

    @Option(
            names = {"-j", "--json"},
            description = "Report in JSON.")
    private boolean json;

    @Override
    public Integer call() throws BenchFailure {
        final MgmtBench.Plan plan = plan();
        final PrintWriter out = spec.commandLine().getOut();
        final MgmtReport report = MgmtBench.run(plan, new Console(spec.commandLine().getErr()));
        out.print(json ? JsonMapper.shared().writeValueAsString(report) + "\n" : report.text());
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private MgmtBench.Plan plan() throws BenchFailure {
        if (table != null && !Files.isReadable(table)) {
            throw usage("--table " + table + " is no file that can be read");
        }
        within("--rounds", rounds, 1, 1000);
        within("--seconds", seconds, 0.1, 3600);
        within("--warmup", warmUp, 0, 3600);
        final int cpus = Runtime.getRuntime().availableProcessors();
        within("--core", core, 0, Math.max(cpus - 1, 1));
        if (cpus < 2) {
            throw usage("a worker needs a CPU of its own and this process may use one CPU only");
        }
        return new MgmtBench.Plan(
                table == null ? SeededTable.of(4, SEED) : PrefixFile.read(table, 4),
                rounds,
                duration(warmUp),
                duration(seconds),
                core,
                hugepages);
    }

    private void within(String option, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw usage(
                    option
                            + " "
                            + plain(value)
                            + " is not within "
                            + plain(min)
                            + ".."
                            + plain(max));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
