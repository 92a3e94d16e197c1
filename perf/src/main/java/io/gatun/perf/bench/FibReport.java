package io.gatun.perf.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What {@code gatun bench fib} prints. */
record FibReport(Conditions conditions, Side ours, List<Side> peers) {

    /**
     * What the figures hold for.
     *
     * @param table the file the prefixes are of; empty where a seed made them
     * @param addresses of each kind
     */
    record Conditions(
            int family,
            int routes,
            String table,
            int nextHops,
            int addresses,
            int batch,
            int rounds,
            double seconds,
            int core,
            boolean hugepages,
            long seed) {}

    /**
     * One side's figures.
     *
     * @param matched millions of lookups a second in each round
     * @param bytes that lookups read, once the table is loaded
     * @param bytesChanged the same after the changes
     * @param readers a reader's rate under changes over its rate at rest, in each round; empty, as
     *     the other figures of changes, where they cannot be measured
     */
    record Side(
            String name,
            List<Double> matched,
            List<Double> uniform,
            String matchedMode,
            String uniformMode,
            long bytes,
            long bytesChanged,
            LookupSide.Load load,
            double singleUpdateNs,
            List<Double> updatesPerS,
            List<Double> readers,
            double leastCpu,
            String remark) {

        static Side of(FibSide side) {
            return new Side(
                    side.name(),
                    rounded(side.mlps(AddressColumn.Kind.MATCHED)),
                    rounded(side.mlps(AddressColumn.Kind.UNIFORM)),
                    side.mode(AddressColumn.Kind.MATCHED),
                    side.mode(AddressColumn.Kind.UNIFORM),
                    side.bytesLoaded(),
                    side.side().bytes(),
                    side.load(),
                    side.updates().map(UpdateLoad.Result::singleNs).orElse(0.0),
                    rounded(side.updates().map(UpdateLoad.Result::perSecond).orElse(List.of())),
                    rounded(side.updates().map(UpdateLoad.Result::readers).orElse(List.of())),
                    ForwardReport.rounded(side.leastCpu()),
                    side.remark());
        }

        private static Optional<Double> median(List<Double> figures) {
            return figures.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Spread.of(figures).rounded().median());
        }

        private static List<Double> rounded(List<Double> figures) {
            return figures.stream().map(ForwardReport::rounded).toList();
        }

        Map<String, Object> json() {
            final Map<String, Object> json = new LinkedHashMap<>();
            json.put("matched_mlps", Spread.of(matched).rounded().median());
            json.put("uniform_mlps", Spread.of(uniform).rounded().median());
            json.put("bytes", bytes);
            json.put("load_s", ForwardReport.rounded(load.seconds()));
            json.put("updates_per_s", median(updatesPerS).map(Math::round).orElse(null));
            json.put("lookup_ratio_under_updates", median(readers).orElse(null));
            json.put("single_update_ns", readers.isEmpty() ? null : singleUpdateNs);
            json.put("load_estimated", load.isEstimate());
            json.put("bytes_after_updates", bytesChanged);
            json.put("matched_rounds", matched);
            json.put("uniform_rounds", uniform);
            json.put("updates_per_s_rounds", updatesPerS);
            json.put("lookup_ratio_under_updates_rounds", readers);
            json.put("matched_mode", matchedMode);
            json.put("uniform_mode", uniformMode);
            json.put("least_cpu", leastCpu);
            json.put("remark", remark);
            return json;
        }
    }

    static FibReport of(FibBench.Plan plan, int routes, List<FibSide> sides, boolean hugepages) {
        final List<Side> all = sides.stream().map(Side::of).toList();
        return new FibReport(
                new Conditions(
                        plan.family(),
                        routes,
                        plan.table().map(Object::toString).orElse(""),
                        plan.nextHops(),
                        plan.addresses(),
                        AddressColumn.BATCH,
                        plan.rounds(),
                        plan.time().toMillis() / 1e3,
                        plan.core(),
                        hugepages,
                        plan.seed()),
                all.getFirst(),
                all.subList(1, all.size()));
    }

    /** Ours over that of the peer with the highest median, round by round. */
    Optional<Spread> ratio(Function<Side, List<Double>> rates) {
        return peers.stream()
                .map(rates)
                .reduce((a, b) -> Spread.of(a).median() >= Spread.of(b).median() ? a : b)
                .map(best -> Spread.ofRatios(rates.apply(ours), best).rounded());
    }

    /** Ours over the smallest peer's. */
    Optional<Double> bytesRatio() {
        return peers.stream()
                .map(Side::bytes)
                .min(Long::compare)
                .map(least -> ForwardReport.rounded((double) ours.bytes / least));
    }

    Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", "fib");
        json.put("family", conditions.family);
        json.put("routes", conditions.routes);
        json.put("ours", ours.json());
        final Map<String, Object> others = new LinkedHashMap<>();
        peers.forEach(peer -> others.put(peer.name, peer.json()));
        json.put("peers", others);
        json.put("ratio", ratioJson());
        json.put("conditions", conditions);
        return json;
    }

    private Map<String, Object> ratioJson() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("matched", ratio(Side::matched).map(Spread::median).orElse(null));
        json.put("uniform", ratio(Side::uniform).map(Spread::median).orElse(null));
        json.put("bytes", bytesRatio().orElse(null));
        json.put("matched_spread", ratio(Side::matched).orElse(null));
        json.put("uniform_spread", ratio(Side::uniform).orElse(null));
        return json;
    }
}
