package io.gatun.perf.bench;

import java.util.List;
import java.util.Optional;

/**
 * What {@code gatun bench forward} prints; its JSON has these names. Rates are millions of packets
 * a second.
 *
 * @param peer null without a peer
 * @param ratio ours over the peer's, round by round; null without a peer
 */
record ForwardReport(String bench, Side ours, Side peer, Spread ratio, Conditions conditions) {

    /** One contestant's rates and its worker's part of the CPU, in order of rounds. */
    record Side(
            String name,
            List<Double> mpps,
            List<Double> cpu,
            Spread spread,
            long dropped,
            String leavesOut) {

        static Side of(Contestant contestant, List<Round> rounds) {
            final List<Double> mpps = rounds.stream().map(round -> rounded(round.mpps())).toList();
            final List<Double> cpu = rounds.stream().map(round -> rounded(round.cpu())).toList();
            final long dropped = rounds.stream().mapToLong(Round::dropped).sum();
            return new Side(
                    contestant.name(),
                    mpps,
                    cpu,
                    Spread.of(mpps).rounded(),
                    dropped,
                    contestant.leavesOut());
        }
    }

    /** What the figures hold for. */
    record Conditions(
            int family,
            int size,
            int flows,
            int routes,
            int rounds,
            double seconds,
            double warmUpSeconds,
            int workerCore,
            boolean hugepages,
            String dpdk) {

        static Conditions of(ForwardBench.Plan plan, boolean hugepages, String dpdk) {
            return new Conditions(
                    4,
                    plan.traffic().size(),
                    plan.traffic().flows(),
                    BenchNetwork.ROUTES.size(),
                    plan.rounds(),
                    plan.time().toMillis() / 1e3,
                    plan.warmUp().toMillis() / 1e3,
                    plan.workerCore(),
                    hugepages,
                    dpdk);
        }
    }

    static ForwardReport of(Side ours, Optional<Side> peer, Conditions conditions) {
        return new ForwardReport(
                "forward",
                ours,
                peer.orElse(null),
                peer.map(side -> Spread.ofRatios(ours.mpps, side.mpps).rounded()).orElse(null),
                conditions);
    }

    /** Three decimals: the machines these runs are made on do not repeat the fourth. */
    static double rounded(double figure) {
        return Math.round(figure * 1e3) / 1e3;
    }
}
