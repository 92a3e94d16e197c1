package io.gatun.perf.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Median and bounds of some figures. The median of an even number of them is the mean of the middle
 * two.
 */
record Spread(double median, double min, double max) {

    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figures, no spread");
        }
        final double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        final int middle = sorted.length / 2;
        final double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /**
     * Of the ratios round by round, not of two medians: both sides of a round saw the same
     * neighbors' load.
     */
    static Spread ofRatios(List<Double> ours, List<Double> peer) {
        if (ours.size() != peer.size()) {
            throw new IllegalArgumentException(
                    ours.size() + " rounds of ours against " + peer.size() + " of the peer");
        }
        return of(
                IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) / peer.get(i)).toList());
    }

    Spread rounded() {
        return new Spread(
                ForwardReport.rounded(median),
                ForwardReport.rounded(min),
                ForwardReport.rounded(max));
    }
}
