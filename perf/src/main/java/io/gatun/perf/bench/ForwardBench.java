package io.gatun.perf.bench;

import io.gatun.mgmt.model.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * IPv4 forwarding, one contestant beside another: first each sends a finite file and every frame is
 * looked at, then they run in turn on an endless one and are counted.
 */
final class ForwardBench {

    private static final String IN_DEVICE = "net_pcap0";

    /** Without no-rx the null device would invent packets. */
    private static final String ENDLESS_OUT = "net_null1,no-rx=1";

    private static final String FINITE_OUT = "net_pcap1";

    /** How long and how often. */
    record Plan(
            Traffic traffic,
            int rounds,
            Duration warmUp,
            Duration time,
            int workerCore,
            Hugepages.Choice hugepages) {}

    private final Plan plan;
    private final Console console;
    private final CleanUp cleanUp;
    private Path folder;
    private Path input;
    private boolean hugepages;
    private String dpdkVersion;
    private int trials;

    private ForwardBench(Plan plan, Console console, CleanUp cleanUp) {
        this.plan = plan;
        this.console = console;
        this.cleanUp = cleanUp;
    }

    static ForwardReport run(Plan plan, Contestant ours, Optional<Contestant> peer, Console console)
            throws BenchFailure {
        try (CleanUp cleanUp = new CleanUp()) {
            try {
                return new ForwardBench(plan, console, cleanUp).run(ours, peer);
            } catch (BenchFailure e) {
                throw cleanUp.hasBegun() ? new BenchFailure("interrupted") : e;
            }
        } catch (IOException e) {
            throw new BenchFailure("the benchmark's files: " + e, e);
        }
    }

    private ForwardReport run(Contestant ours, Optional<Contestant> peer)
            throws IOException, BenchFailure {
        final List<Contestant> all = new ArrayList<>(List.of(ours));
        peer.ifPresent(all::add);
        for (final Contestant contestant : all) {
            contestant.prepare();
        }
        folder = Files.createTempDirectory("gatun-bench-");
        cleanUp.add("delete " + folder, () -> FileTree.delete(folder));
        hugepages = Hugepages.ofThisMachine().reserve(plan.hugepages, folder, cleanUp, console);
        input = folder.resolve("in.pcap");
        plan.traffic.writeTo(input);
        for (final Contestant contestant : all) {
            check(contestant);
        }
        return measure(ours, peer);
    }

    private void check(Contestant contestant) throws BenchFailure, IOException {
        final Path output = folder.resolve("out-" + trials + ".pcap");
        final Wiring wiring = wiring("rx_pcap=" + input, FINITE_OUT + ",tx_pcap=" + output);
        final Trial.Passed passed;
        try (Trial trial = Trial.start(contestant, wiring, cleanUp)) {
            dpdkVersion = trial.dpdkVersion();
            passed = trial.pass(plan.traffic.flows());
        }
        final OutputCheck.Result result = OutputCheck.of(plan.traffic, passed.claimed(), output);
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

    private ForwardReport measure(Contestant ours, Optional<Contestant> peer)
            throws BenchFailure, IOException {
        final List<Round> oursRounds = new ArrayList<>();
        final List<Round> peerRounds = new ArrayList<>();
        for (int round = 1; round <= plan.rounds; round++) {
            oursRounds.add(turn(ours, round));
            if (peer.isPresent()) {
                peerRounds.add(turn(peer.get(), round));
            }
        }
        final ForwardReport.Side ourSide = ForwardReport.Side.of(ours, oursRounds);
        return ForwardReport.of(
                ourSide,
                peer.map(contestant -> ForwardReport.Side.of(contestant, peerRounds)),
                ForwardReport.Conditions.of(plan, hugepages, dpdkVersion));
    }

    private Round turn(Contestant contestant, int number) throws BenchFailure, IOException {
        final Wiring wiring = wiring("rx_pcap=" + input + ",infinite_rx=1", ENDLESS_OUT);
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
