package io.gatun.perf.bench;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The report for people: a table of rounds, and a bar for each contestant. */
final class ForwardText {

    private static final int BAR_LENGTH = 50;
    private static final double WHOLE_CPU = 0.97;

    private final ForwardReport report;
    private final List<ForwardReport.Side> sides;

    private ForwardText(ForwardReport report) {
        this.report = report;
        this.sides =
                Stream.of(report.ours(), report.few(), report.peer())
                        .filter(Objects::nonNull)
                        .toList();
    }

    static String of(ForwardReport report) {
        final ForwardText text = new ForwardText(report);
        return text.conditions() + "\n" + text.table() + "\n" + text.bars() + text.remarks();
    }

    private String conditions() {
        final ForwardReport.Conditions is = report.conditions();
        return String.format(
                Locale.ROOT,
                "IPv%d forwarding, %d-byte frames, %d flows over %d routes, to one MAC; M packets/s%n"
                        + "%d rounds of %.1f s after %.1f s of warm-up, worker on CPU %d, hugepages %s, %s%n",
                is.family(),
                is.size(),
                is.flows(),
                is.routes(),
                is.rounds(),
                is.seconds(),
                is.warmUpSeconds(),
                is.workerCore(),
                is.hugepages() ? "on" : "off",
                is.dpdk());
    }

    private String table() {
        final StringBuilder out =
                new StringBuilder(
                        row("round", sides.stream().map(ForwardReport.Side::name), "ratio"));
        for (int i = 0; i < report.conditions().rounds(); i++) {
            final int round = i;
            final String ratio =
                    report.peer() == null
                            ? ""
                            : ratio(report.ours().mpps().get(i) / report.peer().mpps().get(i));
            out.append(
                    row(
                            "" + (i + 1),
                            sides.stream().map(side -> rate(side.mpps().get(round))),
                            ratio));
        }
        out.append(row("median", Spread::median))
                .append(row("min", Spread::min))
                .append(row("max", Spread::max));
        return out.toString();
    }

    private String row(String name, ToDoubleFunction<Spread> figure) {
        final String ratio =
                report.ratio() == null ? "" : ratio(figure.applyAsDouble(report.ratio()));
        return row(
                name, sides.stream().map(side -> rate(figure.applyAsDouble(side.spread()))), ratio);
    }

    private String row(String name, Stream<String> rates, String ratio) {
        final StringBuilder out = new StringBuilder(String.format(Locale.ROOT, "%-8s", name));
        rates.forEach(rate -> out.append(String.format(Locale.ROOT, "%12s", rate)));
        if (report.peer() != null) {
            out.append(String.format(Locale.ROOT, "%9s", ratio));
        }
        return out.append('\n').toString();
    }

    private String bars() {
        final double longest =
                sides.stream().mapToDouble(side -> side.spread().median()).max().orElse(1);
        final StringBuilder out = new StringBuilder();
        for (final ForwardReport.Side side : sides) {
            final int length = (int) Math.round(BAR_LENGTH * side.spread().median() / longest);
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%-12s%-" + BAR_LENGTH + "s %6.2f%n",
                            side.name(),
                            "#".repeat(length),
                            side.spread().median()));
        }
        return out.toString();
    }

    private String remarks() {
        final StringBuilder out = new StringBuilder();
        if (report.ratioToFew() != null) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "%s over %s, its own 16 routes: %s (%s-%s)%n",
                            report.ours().name(),
                            report.few().name(),
                            ratio(report.ratioToFew().median()),
                            ratio(report.ratioToFew().min()),
                            ratio(report.ratioToFew().max())));
        }
        for (final ForwardReport.Side side : sides) {
            if (!side.leavesOut().isEmpty()) {
                out.append(side.name()).append(": ").append(side.leavesOut()).append('\n');
            }
            final double leastCpu = Collections.min(side.cpu());
            if (leastCpu < WHOLE_CPU) {
                out.append(
                        String.format(
                                Locale.ROOT,
                                "%s had only %.0f %% of its CPU in some round: other work ran there, do not trust the rates%n",
                                side.name(),
                                100 * leastCpu));
            }
            if (side.dropped() > 0) {
                out.append(side.name())
                        .append(" dropped ")
                        .append(side.dropped())
                        .append(" packets for counted reasons\n");
            }
        }
        return out.toString();
    }

    private static String rate(double mpps) {
        return String.format(Locale.ROOT, "%.2f", mpps);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }
}
