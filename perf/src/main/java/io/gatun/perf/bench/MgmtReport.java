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
 */
record MgmtReport(
        String bench,
        @JsonProperty("routes_per_s") long routesPerS,
        @JsonProperty("watch_us") Latency watchUs,
        @JsonProperty("forward_ratio_while_scraped") double forwardRatioWhileScraped,
        @JsonProperty("routes_per_s_rounds") List<Long> rounds,
        Spread ratio,
        Spread quiet,
        Spread scraped,
        Conditions conditions) {

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
            List<Double> quiet,
            List<Double> scraped) {
        final Spread ratio = Spread.ofRatios(scraped, quiet).rounded();
        return new MgmtReport(
                "mgmt",
                Math.round(Spread.of(routesPerS).median()),
                Latency.of(watchUs),
                ratio.median(),
                routesPerS.stream().map(Math::round).toList(),
                ratio,
                Spread.of(quiet).rounded(),
                Spread.of(scraped).rounded(),
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
                forwarding, left alone           %.2f M packets/s (%.2f to %.2f)
                forwarding, while scraped        %.2f M packets/s (%.2f to %.2f)
                ratio                            %.3f (%.3f to %.3f)
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
                quiet.median(),
                quiet.min(),
                quiet.max(),
                scraped.median(),
                scraped.min(),
                scraped.max(),
                ratio.median(),
                ratio.min(),
                ratio.max(),
                conditions.rounds,
                conditions.seconds,
                conditions.workerCore,
                conditions.hugepages ? "hugepages" : "no hugepages",
                conditions.dpdk);
    }
}
