package io.gatun.perf.bench;

import io.gatun.dpdk.LookupTable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gatun bench fib}: lookups and changes a second in the forwarding table and in DPDK's. */
@Command(
        name = "fib",
        description = {
            "Lookups a second in the router's forwarding table and in DPDK's own, in turn (A B A B) in one process on"
                    + " one CPU; memory, load time, and changes a second while a reader looks up.",
            "All have to name the same next hop for every address, or nothing is reported."
        },
        footer = {"", "Exit codes: 0 reported, 1 refused to report or could not run, 2 usage."},
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class FibCommand implements Callable<Integer> {

    private static final long SEED = 20_261_120L;
    private static final int MAX_NEXT_HOPS = 4096;
    private static final int MAX_ADDRESSES = 1 << 24;

    @Spec private CommandSpec spec;

    @Option(names = "--family", paramLabel = "4|6", description = "IP version.", defaultValue = "4")
    private int family;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description =
                    "Prefixes, one a line, plain or gzip. Without it, a table is made from a seed that has as many"
                            + " prefixes of each length as a real one.")
    private Path table;

    @Option(
            names = "--peer",
            paramLabel = "PEER",
            split = ",",
            description =
                    "Of rte_fib, rte_lpm (their sisters for IPv6 where --family is 6), or none.",
            defaultValue = "rte_fib,rte_lpm")
    private List<String> peers = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Turns of each side.",
            defaultValue = "5")
    private int rounds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Length of a turn.",
            defaultValue = "0.25")
    private double seconds;

    @Option(
            names = "--next-hops",
            paramLabel = "N",
            description = "Next hops, dealt out by a seed; 2..4096.",
            defaultValue = "256")
    private int nextHops;

    @Option(
            names = "--addresses",
            paramLabel = "N",
            description =
                    "Addresses of each kind, rounded up to whole batches of 256; 256..16777216. So many that neither"
                            + " caches nor branch predictors know them by heart.",
            defaultValue = "1048576")
    private int addresses;

    @Option(
            names = "--lpm-load",
            paramLabel = "S",
            description =
                    "How long rte_lpm may add prefixes; all of a full table take it minutes. What is left is written"
                            + " past its rules, and its load time is reckoned.",
            defaultValue = "10")
    private double lpmLoad;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the made table, the next hops and the addresses.",
            defaultValue = "" + SEED)
    private long seed;

    @Option(
            names = "--core",
            paramLabel = "CPU",
            description = "CPU of the lookups; changes come from another one.",
            defaultValue = "1")
    private int core;

    @Option(
            names = "--hugepages",
            paramLabel = "MODE",
            description =
                    "For the peers. auto: reserve 2 MiB pages for the run when too few are free (as root), and give"
                            + " them back; off: none.",
            defaultValue = "auto")
    private Hugepages.Choice hugepages;

    @Option(
            names = {"-j", "--json"},
            description = "Report in JSON.")
    private boolean json;

    @Override
    public Integer call() throws BenchFailure {
        final FibBench.Plan plan = plan();
        final PrintWriter out = spec.commandLine().getOut();
        final FibReport report = FibBench.run(plan, new Console(spec.commandLine().getErr()));
        out.print(
                json
                        ? JsonMapper.shared().writeValueAsString(report.json()) + "\n"
                        : FibText.of(report));
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private FibBench.Plan plan() {
        if (family != 4 && family != 6) {
            throw usage("--family " + family + " is neither 4 nor 6");
        }
        if (table != null && !Files.isReadable(table)) {
            throw usage("--table " + table + " is no file that can be read");
        }
        within("--rounds", rounds, 1, 1000);
        within("--seconds", seconds, 0.001, 3600);
        within("--lpm-load", lpmLoad, 0, 3600);
        within("--next-hops", nextHops, 2, MAX_NEXT_HOPS);
        within("--addresses", addresses, AddressColumn.BATCH, MAX_ADDRESSES);
        final int cpus = Runtime.getRuntime().availableProcessors();
        within("--core", core, 0, Math.max(cpus - 1, 1));
        if (cpus < 2) {
            throw usage("lookups need a CPU of their own and this process may use one CPU only");
        }
        final int batches = (addresses + AddressColumn.BATCH - 1) / AddressColumn.BATCH;
        return new FibBench.Plan(
                family,
                Optional.ofNullable(table),
                kinds(),
                rounds,
                duration(seconds),
                batches * AddressColumn.BATCH,
                nextHops,
                duration(lpmLoad),
                core,
                hugepages,
                seed);
    }

    private List<LookupTable.Kind> kinds() {
        final List<LookupTable.Kind> kinds = new ArrayList<>();
        for (final String name : peers) {
            if (name.equals("none") && peers.size() == 1) {
                return kinds;
            }
            final LookupTable.Kind kind =
                    PeerTable.kind(name, family)
                            .orElseThrow(() ->
                                    usage(
                                            "--peer "
                                                    + name
                                                    + " is none of rte_fib, rte_lpm for --family "
                                                    + family
                                                    + (family == 6 ? ", rte_fib6, rte_lpm6" : "")
                                                    + "; none stands alone"));
            if (kinds.contains(kind)) {
                throw usage("--peer " + name + " is named twice");
            }
            kinds.add(kind);
        }
        return kinds;
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
