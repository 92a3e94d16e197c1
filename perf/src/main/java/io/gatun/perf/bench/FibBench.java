package io.gatun.perf.bench;

import io.gatun.dpdk.DpdkException;
import io.gatun.dpdk.Eal;
import io.gatun.dpdk.EalOptions;
import io.gatun.dpdk.LookupTable;
import io.gatun.linux.ThreadAffinity;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The router's forwarding table beside DPDK's, in one process on one CPU, in turn: all hold the
 * same prefixes, and have to agree before anything is timed.
 */
final class FibBench {

    private static final int MIB_WITHOUT_HUGEPAGES = 1000;
    private static final Duration CALIBRATION = Duration.ofMillis(100);
    private static final Duration UPDATES = Duration.ofMillis(400);
    private static final Duration PROGRESS = Duration.ofSeconds(5);

    /** What is compared, and how often. */
    record Plan(
            int family,
            Optional<Path> table,
            List<LookupTable.Kind> peers,
            int rounds,
            Duration time,
            int addresses,
            int nextHops,
            Duration lpmLoad,
            int core,
            Hugepages.Choice hugepages,
            long seed) {}

    private final Plan plan;
    private final Console console;
    private final CleanUp cleanUp;
    private final Arena arena;
    private final LookupClock clock;
    private final List<FibSide> sides = new ArrayList<>();
    private final Map<AddressColumn.Kind, AddressColumn> columns =
            new EnumMap<>(AddressColumn.Kind.class);
    private RouteTable table;
    private boolean hugepages;

    private FibBench(Plan plan, Console console, CleanUp cleanUp, Arena arena) {
        this.plan = plan;
        this.console = console;
        this.cleanUp = cleanUp;
        this.arena = arena;
        this.clock = new LookupClock(arena);
    }

    static FibReport run(Plan plan, Console console) throws BenchFailure {
        final List<Integer> allowed = ThreadAffinity.allowed();
        try (Arena arena = Arena.ofShared();
                CleanUp cleanUp = new CleanUp()) {
            return new FibBench(plan, console, cleanUp, arena).run();
        } catch (IOException | DpdkException e) {
            throw new BenchFailure(e.getMessage(), e);
        } finally {
            ThreadAffinity.allowAllThreads(allowed);
        }
    }

    private FibReport run() throws BenchFailure, IOException {
        makeTable();
        final List<Integer> others =
                ThreadAffinity.allowed().stream().filter(cpu -> cpu != plan.core).toList();
        startEal();
        ThreadAffinity.allowAllThreads(others);
        ThreadAffinity.pin(plan.core);
        makeSides();
        for (final FibSide each : sides) {
            load(each);
        }
        agree();
        calibrate();
        for (int round = 1; round <= plan.rounds; round++) {
            lookups(round);
        }
        ThreadAffinity.allow(others);
        for (final FibSide each : sides) {
            if (each.side().canChange()) {
                updates(each);
            }
        }
        agree();
        return FibReport.of(plan, table.size(), sides, hugepages);
    }

    private void makeTable() throws BenchFailure {
        final RouteTable prefixes =
                plan.table.isPresent()
                        ? PrefixFile.read(plan.table.get(), plan.family)
                        : SeededTable.of(plan.family, plan.seed);
        table = prefixes.withNextHops(plan.nextHops, plan.seed);
        console.say(
                String.format(
                        Locale.ROOT,
                        "%,d IPv%d prefixes %s, %d next hops",
                        table.size(),
                        plan.family,
                        plan.table.map(file -> "of " + file).orElse("made from a seed"),
                        plan.nextHops));
        for (final AddressColumn.Kind kind : AddressColumn.Kind.values()) {
            columns.put(
                    kind,
                    AddressColumn.of(
                            kind, table, plan.addresses, plan.seed + kind.ordinal(), arena));
        }
    }

    private void startEal() throws IOException, BenchFailure {
        if (plan.peers.isEmpty()) {
            return;
        }
        final Path folder = Files.createTempDirectory("gatun-bench-");
        cleanUp.add("delete " + folder, () -> FileTree.delete(folder));
        hugepages = Hugepages.ofThisMachine().reserve(plan.hugepages, folder, cleanUp, console);
        final EalOptions options =
                EalOptions.defaults()
                        .withFilePrefix("gatun-bench-fib-" + ProcessHandle.current().pid())
                        .withHugepages(
                                hugepages
                                        ? io.gatun.dpdk.Hugepages.REQUIRED
                                        : io.gatun.dpdk.Hugepages.OFF)
                        .withMemoryMib(hugepages ? 64 : MIB_WITHOUT_HUGEPAGES)
                        .withExtraArguments(List.of("--force-max-simd-bitwidth=512"));
        final Eal eal = Eal.start(options);
        cleanUp.add("close DPDK", eal::close);
    }

    private void makeSides() throws BenchFailure {
        sides.add(new FibSide(new OurFib(plan.family)));
        for (final LookupTable.Kind kind : plan.peers) {
            final Path library =
                    kind == LookupTable.Kind.RTE_LPM
                            ? new LpmSource(console).library()
                            : Path.of("");
            final PeerTable peer = new PeerTable(kind, table, library);
            cleanUp.add("free " + peer.name(), peer::close);
            sides.add(new FibSide(peer));
        }
    }

    private void load(FibSide each) throws BenchFailure {
        final long start = System.nanoTime();
        final long[] said = {start};
        each.load(
                each.side()
                        .load(
                                table,
                                plan.lpmLoad,
                                loaded -> {
                                    final long now = System.nanoTime();
                                    if (now - said[0] > PROGRESS.toNanos()) {
                                        said[0] = now;
                                        console.say(
                                                String.format(
                                                        Locale.ROOT,
                                                        "%s: %,d of %,d prefixes after %d s",
                                                        each.name(),
                                                        loaded,
                                                        table.size(),
                                                        Duration.ofNanos(now - start).toSeconds()));
                                    }
                                }));
        console.say(
                String.format(
                        Locale.ROOT,
                        each.load().isEstimate()
                                ? "%s: would load in %.0f s; filled past its rules"
                                : "%s: loaded in %.3f s",
                        each.name(),
                        each.load().seconds()));
    }

    private void agree() throws BenchFailure {
        final Agreement agreement =
                new Agreement(
                        table,
                        sides.stream().filter(FibSide::holdsTheTable).map(FibSide::side).toList(),
                        arena);
        for (final AddressColumn.Kind kind : AddressColumn.Kind.values()) {
            agreement.check(columns.get(kind));
        }
        console.say(String.format(Locale.ROOT, "all agree on 2 x %,d addresses", plan.addresses));
    }

    /** Also what warms up: each mode twice, of which the second counts. */
    private void calibrate() {
        for (final FibSide each : sides) {
            for (final AddressColumn.Kind kind : AddressColumn.Kind.values()) {
                double best = 0;
                for (final String mode : each.side().modes()) {
                    each.side().use(mode);
                    clock.time(each.side(), columns.get(kind), CALIBRATION.multipliedBy(4));
                    final double mlps =
                            clock.time(each.side(), columns.get(kind), CALIBRATION).mlps();
                    if (mlps > best) {
                        best = mlps;
                        each.mode(kind, mode);
                    }
                }
            }
        }
    }

    private void lookups(int round) {
        for (final AddressColumn.Kind kind : AddressColumn.Kind.values()) {
            for (final FibSide each : sides) {
                each.side().use(each.mode(kind));
                each.add(kind, clock.time(each.side(), columns.get(kind), plan.time));
            }
        }
        final StringBuilder said = new StringBuilder();
        for (final FibSide each : sides) {
            said.append(
                    String.format(
                            Locale.ROOT,
                            "  %s %.0f/%.0f",
                            each.name(),
                            each.mlps(AddressColumn.Kind.MATCHED).getLast(),
                            each.mlps(AddressColumn.Kind.UNIFORM).getLast()));
        }
        console.say(
                String.format(
                        Locale.ROOT,
                        "round %d of %d, M lookups/s matched/uniform:%s",
                        round,
                        plan.rounds,
                        said));
    }

    private void updates(FibSide each) throws BenchFailure {
        each.side().use(each.mode(AddressColumn.Kind.MATCHED));
        final AddressColumn matched = columns.get(AddressColumn.Kind.MATCHED);
        final UpdateLoad.Result result;
        try {
            result =
                    new UpdateLoad(each.side(), table, matched, plan.core, plan.seed)
                            .run(plan.rounds, UPDATES);
        } catch (DpdkException e) {
            each.failsChanges(e.getMessage());
            console.say(each.name() + ": stops at a change: " + e.getMessage());
            return;
        }
        each.updates(result);
        console.say(
                String.format(
                        Locale.ROOT,
                        "%s: %,.0f updates/s, the reader keeps %.3f of its rate",
                        each.name(),
                        Spread.of(result.perSecond()).median(),
                        Spread.of(result.readers()).median()));
    }
}
