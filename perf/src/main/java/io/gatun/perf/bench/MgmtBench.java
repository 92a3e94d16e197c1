package io.gatun.perf.bench;

import io.gatun.linux.ThreadAffinity;
import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.RouterSocket;
import io.gatun.mgmt.codec.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** One router that forwards all the time, and a client that keeps its management busy. */
final class MgmtBench {

    private static final int FLOWS = 4096;
    private static final int VECTOR = 64;
    private static final long SEED = 20_261_120L;
    private static final int WATCH_WARM_UPS = 3;
    private static final String OUT = "net_null1,no-rx=1";

    /** Forwarding rates left alone, and each right after while management is busy. */
    record Beside(List<Double> quiet, List<Double> busy) {

        private static Beside none() {
            return new Beside(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** What is put, and how often. */
    record Plan(
            RouteTable table,
            int rounds,
            Duration warmUp,
            Duration time,
            int workerCore,
            Hugepages.Choice hugepages) {}

    private final Plan plan;
    private final Console console;
    private final CleanUp cleanUp;

    private MgmtBench(Plan plan, Console console, CleanUp cleanUp) {
        this.plan = plan;
        this.console = console;
        this.cleanUp = cleanUp;
    }

    static MgmtReport run(Plan plan, Console console) throws BenchFailure {
        final List<Integer> allowed = ThreadAffinity.allowed();
        try (CleanUp cleanUp = new CleanUp()) {
            ThreadAffinity.allowAllThreads(
                    allowed.stream().filter(cpu -> cpu != plan.workerCore).toList());
            return new MgmtBench(plan, console, cleanUp).run();
        } catch (IOException e) {
            throw new BenchFailure("the benchmark's files or its channel: " + e, e);
        } catch (RefusedException e) {
            throw new BenchFailure("the router refused: " + e.getMessage(), e);
        } finally {
            ThreadAffinity.allowAllThreads(allowed);
        }
    }

    private MgmtReport run() throws BenchFailure, IOException, RefusedException {
        final Path folder = Files.createTempDirectory("gatun-bench-");
        cleanUp.add("delete " + folder, () -> FileTree.delete(folder));
        final boolean hugepages =
                Hugepages.ofThisMachine().reserve(plan.hugepages, folder, cleanUp, console);
        final Traffic traffic = new Traffic(Destinations.few(4), FLOWS, Traffic.MIN_SIZE, SEED);
        final Path input = folder.resolve("in.pcap");
        traffic.writeTo(input);
        final Wiring wiring =
                new Wiring(
                        Files.createDirectory(folder.resolve("trial")),
                        "bench-" + ProcessHandle.current().pid(),
                        "net_pcap0,rx_pcap=" + input + ",infinite_rx=1",
                        OUT,
                        FLOWS,
                        plan.workerCore,
                        hugepages);
        final RouterSocket socket = RouterSocket.of(wiring.folder(), wiring.instance());
        final int httpPort = freePort();
        final Router router =
                new Router(
                        "gatun",
                        VECTOR,
                        traffic.destinations(),
                        "http: { listen: \"127.0.0.1:" + httpPort + "\" }");
        try (Trial trial = Trial.start(router, wiring, cleanUp)) {
            final Beside scraped = forward(trial, new Scraper.Target(socket, httpPort));
            final Histogram watchUs = watch(socket);
            final List<Double> routesPerS = put(socket);
            return MgmtReport.of(
                    plan,
                    hugepages,
                    trial.dpdkVersion(),
                    routesPerS,
                    watchUs,
                    scraped,
                    forwardWhilePut(trial, socket));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private Beside forward(Trial trial, Scraper.Target target) throws BenchFailure, IOException {
        final Beside rates = Beside.none();
        for (int round = 1; round <= plan.rounds; round++) {
            final Duration warmUp = round == 1 ? plan.warmUp : Duration.ZERO;
            rates.quiet.add(trial.measure(warmUp, plan.time).mpps());
            try (Scraper scraper = Scraper.start(target)) {
                rates.busy.add(trial.measure(Duration.ZERO, plan.time).mpps());
                scraper.check(plan.time);
            }
            say(round, rates, "it is scraped");
        }
        return rates;
    }

    private Beside forwardWhilePut(Trial trial, RouterSocket socket)
            throws BenchFailure, IOException, RefusedException {
        final Beside rates = Beside.none();
        for (int round = 1; round <= plan.rounds; round++) {
            rates.quiet.add(trial.measure(Duration.ZERO, plan.time).mpps());
            try (BusyClient _ = putting(socket)) {
                rates.busy.add(trial.measure(Duration.ZERO, plan.time).mpps());
            }
            say(round, rates, "routes are put and flushed");
        }
        return rates;
    }

    /** Puts the whole table and takes it out again. */
    private BusyClient putting(RouterSocket socket) throws IOException, RefusedException {
        final ManagementClient client = ManagementClient.connect(socket);
        final BulkPut bulk = new BulkPut(client, plan.table);
        return BusyClient.start(
                "putter",
                client,
                () -> {
                    bulk.put();
                    bulk.takeOut();
                });
    }

    private void say(int round, Beside rates, String meanwhile) {
        console.say(
                "round %d of %d: %6.2f M packets/s, %6.2f while %s"
                        .formatted(
                                round,
                                plan.rounds,
                                rates.quiet.getLast(),
                                rates.busy.getLast(),
                                meanwhile));
    }

    private Histogram watch(RouterSocket socket)
            throws IOException, RefusedException, BenchFailure {
        for (int i = 0; i < WATCH_WARM_UPS; i++) {
            WatchLatency.measure(socket);
        }
        final Histogram all = WatchLatency.measure(socket);
        all.reset();
        for (int round = 1; round <= plan.rounds; round++) {
            final Histogram one = WatchLatency.measure(socket);
            console.say(
                    "round %d of %d: an event is there after %d us (p50), %d us (p99)"
                            .formatted(
                                    round,
                                    plan.rounds,
                                    one.getValueAtPercentile(50),
                                    one.getValueAtPercentile(99)));
            all.add(one);
        }
        return all;
    }

    /** Routes a second in each round; the table is taken out again in between. */
    private List<Double> put(RouterSocket socket)
            throws IOException, RefusedException, BenchFailure {
        final List<Double> rates = new ArrayList<>();
        try (ManagementClient client = ManagementClient.connect(socket)) {
            final BulkPut bulk = new BulkPut(client, plan.table);
            for (int round = 1; round <= plan.rounds; round++) {
                rates.add(bulk.put());
                bulk.check();
                bulk.takeOut();
                console.say(
                        "round %d of %d: %,.0f routes/s put"
                                .formatted(round, plan.rounds, rates.getLast()));
            }
        }
        return rates;
    }
}
