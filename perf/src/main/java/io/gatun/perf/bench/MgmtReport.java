package io.gatun.perf.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatun.mgmt.message.Request;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What {@code gatun bench mgmt} prints; its JSON has these names.
 *
 * @param routesPerS put through the channel, the median of the rounds
 * @param watchUs from when a change was due to when a client that watches has its event
 * @param forwardRatioWhileScraped of the forwarding rates, the median of the ratios round by round
 * @param forwardRatioWhilePut the same while a whole table is put and flushed, over and over
 */
record MgmtReport(
        String bench,
        @JsonProperty("routes_per_s") long routesPerS,
        @JsonProperty("watch_us") Latency watchUs,
        @JsonProperty("forward_ratio_while_scraped") double forwardRatioWhileScraped,
        @JsonProperty("forward_ratio_while_put") double forwardRatioWhilePut,
        @JsonProperty("routes_per_s_rounds") List<Long> rounds,
        Forwarding scraped,
        Forwarding put,
        Conditions conditions) {

    /**
     * Millions of packets a second.
     *
     * @param ratio busy over quiet, round by round
     */
    record Forwarding(Spread quiet, Spread busy, Spread ratio) {

        private static Forwarding of(MgmtBench.Beside rates) {
            return new Forwarding(
                    Spread.of(rates.quiet()).rounded(),
                    Spread.of(rates.busy()).rounded(),
                    Spread.ofRatios(rates.busy(), rates.quiet()).rounded());
        }

        private String line(String meanwhile) {
            return String.format(
                    Locale.ROOT,
                    "forwarding while %-15s %.3f (%.3f to %.3f) of when left alone: %.2f beside %.2f"
                            + " M packets/s",
                    meanwhile,
                    ratio.median(),
                    ratio.min(),
                    ratio.max(),
                    busy.median(),
                    quiet.median());
        }
    }

    /** What the figures hold for; rates are millions of packets a second. */
    record Conditions(
            int routes,
            int prefixesPerRequest,
            int rounds,
            double seconds,
            int workerCore,
            boolean hugepages,
            String dpdk) {}

    /** Of all rounds together, in microseconds. */
    record Latency(long p50, long p99, @JsonProperty("p99.9") long p999, long max, long events) {

        private static Latency of(Histogram us) {
            return new Latency(
                    us.getValueAtPercentile(50),
                    us.getValueAtPercentile(99),
                    us.getValueAtPercentile(99.9),
                    us.getMaxValue(),
                    us.getTotalCount());
        }
    }

    static MgmtReport of(
            MgmtBench.Plan plan,
            boolean hugepages,
            String dpdk,
            List<Double> routesPerS,
            Histogram watchUs,
            MgmtBench.Beside scraped,
            MgmtBench.Beside put) {
        final Forwarding whileScraped = Forwarding.of(scraped);
        final Forwarding whilePut = Forwarding.of(put);
        return new MgmtReport(
                "mgmt",
                Math.round(Spread.of(routesPerS).median()),
                Latency.of(watchUs),
                whileScraped.ratio().median(),
                whilePut.ratio().median(),
                routesPerS.stream().map(Math::round).toList(),
                whileScraped,
                whilePut,
                new Conditions(
                        plan.table().size(),
                        Request.PutRoutes.MAX_PREFIXES,
                        plan.rounds(),
                        plan.time().toNanos() / 1e9,
                        plan.workerCore(),
                        hugepages,
                        dpdk));
    }

    String text() {
        return String.format(
                Locale.ROOT,
                """
                routes put through the channel   %,d routes/s (%s), %,d routes, %d in a request
                a change until its event is read %,d us p50, %,d p99, %,d p99.9, %,d at most, of %,d
                %s
                %s
                conditions                       %d rounds of %.1f s, worker on CPU %d, %s, DPDK %s
                """,
                routesPerS,
                rounds.stream()
                        .map(each -> String.format(Locale.ROOT, "%,d", each))
                        .collect(Collectors.joining(" ")),
                conditions.routes,
                conditions.prefixesPerRequest,
                watchUs.p50,
                watchUs.p99,
                watchUs.p999,
                watchUs.max,
                watchUs.events,
                scraped.line("scraped"),
                put.line("routes are put"),
                conditions.rounds,
                conditions.seconds,
                conditions.workerCore,
                conditions.hugepages ? "hugepages" : "no hugepages",
                conditions.dpdk);
    }
}
