package io.gatun.perf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report for people: a column for each side, and ours over the best peer at the end. */
final class FibText {

    private static final double WHOLE_CPU = 0.97;

    private final FibReport report;
    private final List<FibReport.Side> sides = new ArrayList<>();

    private FibText(FibReport report) {
        this.report = report;
        sides.add(report.ours());
        sides.addAll(report.peers());
    }

    static String of(FibReport report) {
        final FibText text = new FibText(report);
        return text.conditions() + "\n" + text.table() + "\n" + text.remarks();
    }

    private String conditions() {
        final FibReport.Conditions is = report.conditions();
        return String.format(
                Locale.ROOT,
                "IPv%d lookups, %,d routes %s, %d next hops; M lookups/s, median (least-most) of %d rounds of %.2f s%n"
                        + "%d at once, %,d addresses of each kind, on CPU %d, hugepages for the peers %s%n",
                is.family(),
                is.routes(),
                is.table().isEmpty() ? "made from seed " + is.seed() : "of " + is.table(),
                is.nextHops(),
                is.rounds(),
                is.seconds(),
                is.batch(),
                is.addresses(),
                is.core(),
                is.hugepages() ? "on" : "off");
    }

    private String table() {
        final boolean compared = !report.peers().isEmpty();
        return row("", FibReport.Side::name, compared ? "ratio to the best" : "")
                + rates("matched", FibReport.Side::matched)
                + rates("uniform", FibReport.Side::uniform)
                + row(
                        "bytes",
                        side -> String.format(Locale.ROOT, "%,d", side.bytes()),
                        report.bytesRatio()
                                .map(ratio -> String.format(Locale.ROOT, "%.3f", ratio))
                                .orElse(""))
                + row(
                        "load, s",
                        side ->
                                String.format(
                                        Locale.ROOT,
                                        side.load().isEstimate() ? "about %.0f" : "%.3f",
                                        side.load().seconds()),
                        "")
                + changes(
                        "one update, ns",
                        side -> String.format(Locale.ROOT, "%,.0f", side.singleUpdateNs()))
                + changes(
                        "updates/s, one reader",
                        side ->
                                String.format(
                                        Locale.ROOT,
                                        "%,.0f",
                                        Spread.of(side.updatesPerS()).median()))
                + changes(
                        "reader's rate meanwhile",
                        side -> spread(Spread.of(side.readers()), "%.3f"));
    }

    private String changes(String name, Function<FibReport.Side, String> cell) {
        return row(name, side -> side.readers().isEmpty() ? "-" : cell.apply(side), "");
    }

    private String rates(String name, Function<FibReport.Side, List<Double>> rates) {
        return row(
                name,
                side -> spread(Spread.of(rates.apply(side)), "%.0f"),
                report.ratio(rates).map(ratio -> spread(ratio, "%.3f")).orElse(""));
    }

    private String row(String name, Function<FibReport.Side, String> cell, String ratio) {
        final String cells =
                sides.stream()
                        .map(side -> String.format(Locale.ROOT, "%21s", cell.apply(side)))
                        .collect(Collectors.joining());
        final String end = ratio.isEmpty() ? "" : String.format(Locale.ROOT, "%24s", ratio);
        return (String.format(Locale.ROOT, "%-24s", name) + cells + end).stripTrailing() + "\n";
    }

    private static String spread(Spread of, String figure) {
        return String.format(
                Locale.ROOT,
                figure + " (" + figure + "-" + figure + ")",
                of.median(),
                of.min(),
                of.max());
    }

    private String remarks() {
        final StringBuilder out = new StringBuilder();
        for (final FibReport.Side side : sides) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%s: matched by %s, uniform by %s%n",
                            side.name(),
                            side.matchedMode(),
                            side.uniformMode()));
            if (side.leastCpu() < WHOLE_CPU) {
                out.append(
                        String.format(
                                Locale.ROOT,
                                "%s had only %.0f %% of its CPU in some round: other work ran there, do not trust the rates%n",
                                side.name(),
                                100 * side.leastCpu()));
            }
            out.append(side.remark().isEmpty() ? "" : side.remark() + "\n");
        }
        return out.toString();
    }
}
