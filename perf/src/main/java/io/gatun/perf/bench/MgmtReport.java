package io.gatun.perf.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gatun.mgmt.message.Request;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code gatun bench mgmt} prints; its JSON has these names.
 *
 * @param routesPerS put through the channel, the median of the rounds
 * @param forwardRatioWhileScraped of the forwarding rates, the median of the ratios round by round
 */
record MgmtReport(
        String bench,
        @JsonProperty("routes_per_s") long routesPerS,
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

    static MgmtReport of(
            MgmtBench.Plan plan,
            boolean hugepages,
            String dpdk,
            List<Double> routesPerS,
            List<Double> quiet,
            List<Double> scraped) {
        final Spread ratio = Spread.ofRatios(scraped, quiet).rounded();
        return new MgmtReport(
                "mgmt",
                Math.round(Spread.of(routesPerS).median()),
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
