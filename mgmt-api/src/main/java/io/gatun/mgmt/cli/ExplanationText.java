package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.Explanation;

/** An explanation for a person. */
final class ExplanationText {

    private static final String FAST_PATH = "-fast-path";

    private ExplanationText() {}

    static String of(Explanation explanation) {
        final StringBuilder text = new StringBuilder();
        text.append("packet at port ").append(explanation.port());
        text.append(", ").append(explanation.length()).append(" bytes\n");
        steps(text, explanation);
        text.append(verdict(explanation)).append('\n');
        for (final Explanation.Sent sent : explanation.sent()) {
            text.append("  would leave by ").append(sent.port()).append(", ");
            text.append(sent.length()).append(" bytes: ").append(sent.packet()).append('\n');
        }
        for (final String note : explanation.notes()) {
            text.append("  ").append(note).append('\n');
        }
        if (isFast(explanation)) {
            text.append("  a worker does all of this in one step, ")
                    .append(explanation.nodes().get(explanation.nodes().size() - 2))
                    .append('\n');
        }
        return text.toString().stripTrailing();
    }

    private static void steps(StringBuilder text, Explanation explanation) {
        final int width =
                explanation.steps().stream().mapToInt(step -> step.node().length()).max().orElse(0);
        final String indent = " ".repeat(width + 4);
        String header = "";
        for (final Explanation.Step step : explanation.steps()) {
            if (step.node().endsWith(FAST_PATH)) {
                continue; // steps show what it stands for
            }
            if (!step.header().equals(header)) {
                header = step.header();
                text.append("  ").append(header).append('\n');
            }
            text.append("  ").append(step.node());
            text.append(" ".repeat(width - step.node().length()));
            text.append("  -> ").append(step.outcome()).append('\n');
            for (final String detail : step.details()) {
                text.append(indent).append("   ").append(detail).append('\n');
            }
        }
    }

    /** The last node but one, with the port behind it, was a fast path. */
    private static boolean isFast(Explanation explanation) {
        final int nodes = explanation.nodes().size();
        return nodes >= 2 && explanation.nodes().get(nodes - 2).endsWith(FAST_PATH);
    }

    static String verdict(Explanation explanation) {
        return switch (explanation.verdict()) {
            case TRANSMITTED ->
                    "verdict: transmitted"
                            + (explanation.sent().size() > 1
                                    ? " in " + explanation.sent().size() + " fragments"
                                    : "");
            case DELIVERED ->
                    "verdict: delivered to the router"
                            + (explanation.drops().isEmpty()
                                    ? ""
                                    : "; its answer is dropped: " + drops(explanation));
            case HELD -> "verdict: held until its neighbor is known";
            case DROPPED -> "verdict: dropped: " + drops(explanation);
        };
    }

    private static String drops(Explanation explanation) {
        final StringBuilder text = new StringBuilder();
        for (final Explanation.Drop drop : explanation.drops()) {
            text.append(text.isEmpty() ? "" : "; then ");
            text.append(drop.reason()).append(": ").append(drop.sentence());
            text.append(" (").append(drop.source()).append(')');
        }
        return text.toString();
    }
}
