package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Forwarding, one contestant beside another: first each sends a finite file and every frame is
 * looked at, then they run in turn on an endless one and are counted.
 */
final class ForwardBench {

    private static final String IN_DEVICE = "net_pcap0";

    /** Without no-rx the null device would invent packets. */
    private static final String ENDLESS_OUT = "net_null1,no-rx=1";

    private static final String FINITE_OUT = "net_pcap1";

    /**
     * How long and how often.
     *
     * @param traffic of ours
     * @param few what everybody else gets, and ours with 16 routes
     */
    record Plan(
            Traffic traffic,
            Traffic few,
            int rounds,
            Duration warmUp,
            Duration time,
            int workerCore,
            Hugepages.Choice hugepages) {}

    private final Plan plan;
    private final Console console;
    private final CleanUp cleanUp;
    private Path folder;
    private boolean hugepages;
    private String dpdkVersion;
    private int trials;

    private ForwardBench(Plan plan, Console console, CleanUp cleanUp) {
        this.plan = plan;
        this.console = console;
        this.cleanUp = cleanUp;
    }

    /** A contestant, what it is sent, and its rounds so far. */
    private record Entrant(Contestant contestant, Traffic traffic, Path input, List<Round> rounds) {
        ForwardReport.Side side() {
            return ForwardReport.Side.of(contestant, rounds);
        }
    }

    /**
     * @param few the router with 16 routes, where ours has more
     */
    static ForwardReport run(
            Plan plan,
            Contestant ours,
            Optional<Contestant> few,
            Optional<Contestant> peer,
            Console console)
            throws BenchFailure {
        try (CleanUp cleanUp = new CleanUp()) {
            try {
                return new ForwardBench(plan, console, cleanUp).run(ours, few, peer);
            } catch (BenchFailure e) {
                throw cleanUp.hasBegun() ? new BenchFailure("interrupted") : e;
            }
        } catch (IOException e) {
            throw new BenchFailure("the benchmark's files: " + e, e);
        }
    }

    private ForwardReport run(Contestant ours, Optional<Contestant> few, Optional<Contestant> peer)
            throws IOException, BenchFailure {
        for (final Contestant contestant :
                Stream.of(Optional.of(ours), few, peer).flatMap(Optional::stream).toList()) {
            contestant.prepare();
        }
        folder = Files.createTempDirectory("gatun-bench-");
        cleanUp.add("delete " + folder, () -> FileTree.delete(folder));
        hugepages = Hugepages.ofThisMachine().reserve(plan.hugepages, folder, cleanUp, console);
        final Entrant oursEntrant = entrant(ours, plan.traffic);
        final Optional<Entrant> fewEntrant = few.map(each -> entrant(each, plan.few));
        final Optional<Entrant> peerEntrant = peer.map(each -> entrant(each, plan.few));
        final List<Entrant> all = new ArrayList<>(List.of(oursEntrant));
        fewEntrant.ifPresent(all::add);
        peerEntrant.ifPresent(all::add);
        for (final Entrant each : all) {
            each.traffic.writeTo(each.input);
            check(each);
        }
        for (int round = 1; round <= plan.rounds; round++) {
            for (final Entrant each : all) {
                each.rounds.add(turn(each, round));
            }
        }
        return ForwardReport.of(
                oursEntrant.side(),
                fewEntrant.map(Entrant::side),
                peerEntrant.map(Entrant::side),
                ForwardReport.Conditions.of(plan, hugepages, dpdkVersion));
    }

    private Entrant entrant(Contestant contestant, Traffic traffic) {
        final Path input = folder.resolve("in-" + contestant.name() + ".pcap");
        return new Entrant(contestant, traffic, input, new ArrayList<>());
    }

    private void check(Entrant entrant) throws BenchFailure, IOException {
        final Contestant contestant = entrant.contestant;
        final Path output = folder.resolve("out-" + trials + ".pcap");
        final Wiring wiring = wiring("rx_pcap=" + entrant.input, FINITE_OUT + ",tx_pcap=" + output);
        final Trial.Passed passed;
        try (Trial trial = Trial.start(contestant, wiring, cleanUp)) {
            dpdkVersion = trial.dpdkVersion();
            passed = trial.pass(plan.traffic.flows());
        }
        final OutputCheck.Result result = OutputCheck.of(entrant.traffic, passed.claimed(), output);
        if (!result.isRight()) {
            throw new BenchFailure(refusal(contestant, passed, result));
        }
        final Optional<Ledger> unbalanced = passed.ledger().filter(ledger -> !ledger.balanced());
        if (unbalanced.isPresent()) {
            throw new BenchFailure(
                    contestant.name() + " has lost count of its packets: " + unbalanced.get());
        }
        console.say(contestant.name() + ": all " + plan.traffic.flows() + " frames came out right");
        Files.delete(output);
    }

    private String refusal(Contestant contestant, Trial.Passed passed, OutputCheck.Result result) {
        final String counts =
                contestant.name()
                        + " forwards wrongly, so there is nothing to report: "
                        + plan.traffic.flows()
                        + " frames were sent, "
                        + passed.in().received()
                        + " came in, "
                        + passed.out().transmitted()
                        + " went out, "
                        + result.wrong()
                        + " of them wrong, "
                        + result.missing()
                        + " are missing";
        final String account = passed.ledger().map(ledger -> "; its account: " + ledger).orElse("");
        return counts
                + account
                + String.join("", result.flaws().stream().map(flaw -> "\n  " + flaw).toList());
    }

    private Round turn(Entrant entrant, int number) throws BenchFailure, IOException {
        final Contestant contestant = entrant.contestant;
        final Wiring wiring = wiring("rx_pcap=" + entrant.input + ",infinite_rx=1", ENDLESS_OUT);
        try (Trial trial = Trial.start(contestant, wiring, cleanUp)) {
            final Round round = trial.measure(plan.warmUp, plan.time);
            console.say(
                    "round %d of %d: %-10s %6.2f M packets/s, %3.0f %% of its CPU%s"
                            .formatted(
                                    number,
                                    plan.rounds,
                                    contestant.name(),
                                    round.mpps(),
                                    100 * round.cpu(),
                                    round.dropped() == 0
                                            ? ""
                                            : ", " + round.dropped() + " dropped"));
            return round;
        }
    }

    private Wiring wiring(String inArguments, String outDevice) throws IOException {
        trials++;
        return new Wiring(
                Files.createDirectory(folder.resolve("trial-" + trials)),
                "bench-" + ProcessHandle.current().pid() + "-" + trials,
                IN_DEVICE + "," + inArguments,
                outDevice,
                plan.traffic.flows(),
                plan.workerCore,
                hugepages);
    }
}
