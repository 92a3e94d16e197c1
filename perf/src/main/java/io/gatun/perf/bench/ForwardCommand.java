package io.gatun.perf.bench;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gatun bench forward}: packets a second through one core, ours and a peer's in turn. */
@Command(
        name = "forward",
        description = {
            "Packets a second that one worker core forwards, the router and a peer in turn (A B A B).",
            "Frames come from a file that net_pcap replays without end and leave by net_null; rates are the devices' own"
                    + " counters, read over DPDK's telemetry. Before it is timed, each contestant forwards a finite file"
                    + " and every frame that comes out is checked."
        },
        footer = {
            "",
            "Exit codes: 0 reported, 1 refused to report or could not run, 2 usage.",
            "l3fwd is built on first use from Debian's source package into the user's cache folder."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ForwardCommand implements Callable<Integer> {

    private static final int MIN_VECTOR = 8;
    private static final int MAX_VECTOR = 256;
    private static final int FLOWS_FEW = 4096;

    /** The shortest frame of IPv6 and UDP with 16 octets of data. */
    private static final int SIZE6 = 78;

    private static final long SEED = 20_261_120L;

    @Spec private CommandSpec spec;

    @Option(names = "--family", paramLabel = "4|6", description = "IP version.", defaultValue = "4")
    private int family;

    @Option(
            names = "--routes",
            paramLabel = "HOW_MANY",
            description =
                    "few: 16; full: a whole table, and destinations all over it, in turn with the router's own 16 routes;"
                            + " peers keep their 16.",
            defaultValue = "few")
    private Routes routes;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description =
                    "Prefixes for --routes full, one a line, plain or gzip. Without it, a table is made from a seed.")
    private Path table;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description =
                    "Bytes of a frame, its FCS among them; 64..1518, for IPv6 70..1518. Default: 64, for IPv6 78.",
            defaultValue = "0",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private int size;

    @Option(
            names = "--flows",
            paramLabel = "N",
            description = "Flows, a frame each; 1..65536. Default: 4096, with --routes full 65536.",
            defaultValue = "-1",
            showDefaultValue = CommandLine.Help.Visibility.NEVER)
    private int flows;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Length of a measurement.",
            defaultValue = "5")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Turns of each contestant.",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "How long a contestant runs before it is measured.",
            defaultValue = "3")
    private double warmUp;

    @Option(
            names = "--peer",
            paramLabel = "PEER",
            description = "Who runs beside it: ${COMPLETION-CANDIDATES}.",
            defaultValue = "l3fwd")
    private Peer peer;

    @Option(
            names = "--subject",
            paramLabel = "WHO",
            description =
                    "Who is measured: ${COMPLETION-CANDIDATES}. l3fwd beside l3fwd shows how far this machine itself scatters.",
            defaultValue = "gatun")
    private Subject subject;

    @Option(
            names = "--vector",
            paramLabel = "N",
            description = "The router's packets in a batch at most; 8..256.",
            defaultValue = "64")
    private int vector;

    @Option(
            names = "--core",
            paramLabel = "CPU",
            description = "CPU of the worker.",
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
        final ForwardBench.Plan plan = plan();
        final PrintWriter out = spec.commandLine().getOut();
        final Console console = new Console(spec.commandLine().getErr());
        final ForwardReport report =
                ForwardBench.run(
                        plan,
                        subject.contestant(console, vector, plan.traffic().destinations()),
                        few(plan),
                        peer.contestant(console, family),
                        console);
        out.print(
                json
                        ? JsonMapper.shared().writeValueAsString(report) + "\n"
                        : ForwardText.of(report));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private Optional<Contestant> few(ForwardBench.Plan plan) {
        return routes == Routes.FEW
                ? Optional.empty()
                : Optional.of(new Router("gatun-few", vector, plan.few().destinations()));
    }

    private RouteTable fullTable() throws BenchFailure {
        return table == null ? SeededTable.of(family, SEED) : PrefixFile.read(table, family);
    }

    private ForwardBench.Plan plan() throws BenchFailure {
        if (family != 4 && family != 6) {
            throw usage("--family " + family + " is neither 4 nor 6");
        }
        if (routes == Routes.FULL && subject != Subject.GATUN) {
            throw usage("--routes full is for the subject gatun alone: peers have 16 routes");
        }
        if (table != null && (routes == Routes.FEW || !Files.isReadable(table))) {
            throw usage(
                    routes == Routes.FEW
                            ? "--table is for --routes full"
                            : "--table " + table + " is no file that can be read");
        }
        within("--rounds", rounds, 1, 1000);
        within("--seconds", seconds, 0.1, 3600);
        within("--warmup", warmUp, 0, 3600);
        within("--vector", vector, MIN_VECTOR, MAX_VECTOR);
        final int cpus = Runtime.getRuntime().availableProcessors();
        within("--core", core, 0, Math.max(cpus - 1, 1));
        final Traffic few = traffic(Destinations.few(family));
        if (cpus < 2) {
            throw usage("a worker needs a CPU of its own and this process may use one CPU only");
        }
        final Traffic traffic =
                routes == Routes.FEW ? few : traffic(new Destinations.Full(fullTable()));
        return new ForwardBench.Plan(
                traffic, few, rounds, duration(warmUp), duration(seconds), core, hugepages);
    }

    private Traffic traffic(Destinations destinations) {
        final int defaultFlows = routes == Routes.FEW ? FLOWS_FEW : Traffic.MAX_FLOWS;
        final int defaultSize = family == 4 ? Traffic.MIN_SIZE : SIZE6;
        try {
            return new Traffic(
                    destinations,
                    flows == -1 ? defaultFlows : flows,
                    size == 0 ? defaultSize : size,
                    SEED);
        } catch (IllegalArgumentException e) {
            throw usage("--" + e.getMessage());
        }
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

    private ParameterException usage(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** What the router has to look in. */
    enum Routes {
        FEW,
        FULL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whom the figures are about. */
    enum Subject {
        GATUN,
        L3FWD,
        TESTPMD;

        Contestant contestant(Console console, int vector, Destinations destinations) {
            return switch (this) {
                case GATUN -> new Router("gatun", vector, destinations);
                case L3FWD -> new L3fwd(console, destinations.family());
                case TESTPMD -> new Testpmd(console);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whom they are compared with. */
    enum Peer {
        L3FWD,
        TESTPMD,
        NONE;

        Optional<Contestant> contestant(Console console, int family) {
            return switch (this) {
                case L3FWD -> Optional.of(new L3fwd(console, family));
                case TESTPMD -> Optional.of(new Testpmd(console));
                case NONE -> Optional.empty();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
