package io.gatun.perf.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What {@code gatun bench forward} prints; its JSON has these names. Rates are millions of packets
 * a second.
 *
 * @param routes full or few
 * @param few the router with 16 routes; null when it has no more
 * @param peer null without a peer
 * @param ratio ours over the peer's, round by round; null without a peer
 * @param ratioToFew ours over its own with 16 routes; null when it has no more
 */
record ForwardReport(
        String bench,
        String routes,
        Side ours,
        Side few,
        Side peer,
        Spread ratio,
        @JsonProperty("ratio_to_few") Spread ratioToFew,
        Conditions conditions) {

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
                    plan.traffic().destinations().family(),
                    plan.traffic().size(),
                    plan.traffic().flows(),
                    plan.traffic().destinations().routes(),
                    plan.rounds(),
                    plan.time().toMillis() / 1e3,
                    plan.warmUp().toMillis() / 1e3,
                    plan.workerCore(),
                    hugepages,
                    dpdk);
        }
    }

    static ForwardReport of(
            Side ours, Optional<Side> few, Optional<Side> peer, Conditions conditions) {
        return new ForwardReport(
                "forward",
                few.isPresent() ? "full" : "few",
                ours,
                few.orElse(null),
                peer.orElse(null),
                peer.map(side -> Spread.ofRatios(ours.mpps, side.mpps).rounded()).orElse(null),
                few.map(side -> Spread.ofRatios(ours.mpps, side.mpps).rounded()).orElse(null),
                conditions);
    }

    /** Three decimals: the machines these runs are made on do not repeat the fourth. */
    static double rounded(double figure) {
        return Math.round(figure * 1e3) / 1e3;
    }
}
