package io.gatun.mgmt.metrics;

import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CounterSample;
import io.gatun.mgmt.counters.CountersSnapshot;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Counters as metrics in Prometheus's text format 0.0.4. Of a router that has died only that is
 * told: series that stand still would look like a router without traffic.
 */
public final class Exposition {

    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String PREFIX = "gatun_";
    private static final double MS_PER_SECOND = 1e3;

    private static final PrometheusTextFormatWriter WRITER =
            PrometheusTextFormatWriter.builder().build();

    private Exposition() {}

    public static void write(OutputStream out, CountersSnapshot router, Instant now)
            throws IOException {
        final List<MetricSnapshot> metrics = new ArrayList<>();
        metrics.add(
                gauge(
                        "up",
                        "Whether the router's process runs, 1 or 0.",
                        router.isAlive() ? 1 : 0));
        metrics.add(
                gauge(
                        "counters_age_seconds",
                        "How long ago the router wrote these numbers.",
                        router.age(now).toMillis() / MS_PER_SECOND));
        if (router.isAlive()) {
            metrics.add(
                    gauge(
                            "start_time_seconds",
                            "When the router's process started, since 1970.",
                            router.started().toEpochMilli() / MS_PER_SECOND));
            metrics.add(info(router));
            for (final CounterKind kind : CounterKind.values()) {
                final List<CounterSample> samples = router.of(kind).toList();
                if (!samples.isEmpty()) {
                    metrics.add(metric(kind, samples));
                }
            }
        }
        WRITER.write(out, new MetricSnapshots(metrics), EscapingScheme.UNDERSCORE_ESCAPING);
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static MetricSnapshot info(CountersSnapshot router) {
        return InfoSnapshot.builder()
                .name(PREFIX + "router")
                .help("The router by its name, and its version.")
                .dataPoint(
                        InfoDataPointSnapshot.builder()
                                .labels(
                                        Labels.of(
                                                "name",
                                                router.router(),
                                                "version",
                                                router.version()))
                                .build())
                .build();
    }

    private static MetricSnapshot metric(CounterKind kind, List<CounterSample> samples) {
        return switch (kind.shape()) {
            case COUNTER -> {
                final CounterSnapshot.Builder counter =
                        CounterSnapshot.builder().name(PREFIX + kind.metric()).help(kind.help());
                samples.forEach(sample ->
                        counter.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .labels(labels(sample))
                                        .value(value(sample))
                                        .build()));
                yield counter.build();
            }
            case GAUGE -> {
                final GaugeSnapshot.Builder gauge =
                        GaugeSnapshot.builder().name(PREFIX + kind.metric()).help(kind.help());
                samples.forEach(sample ->
                        gauge.dataPoint(
                                GaugeDataPointSnapshot.builder()
                                        .labels(labels(sample))
                                        .value(value(sample))
                                        .build()));
                yield gauge.build();
            }
        };
    }

    private static Labels labels(CounterSample sample) {
        return Labels.of(sample.kind().labels(), sample.labels());
    }

    private static double value(CounterSample sample) {
        return sample.kind().unit().toMetric(sample.value());
    }
}
