package io.gatun.dataplane.replay;

import io.gatun.mgmt.model.Ledger;
import java.util.Map;

/** A replay's summary for people: what is zero is left out. */
final class ReplayReport {

    private ReplayReport() {}

    static String of(ReplaySummary summary) {
        final StringBuilder out = new StringBuilder();
        out.append("%-32s %12s %12s%n".formatted("PORT", "RX", "TX"));
        summary.ports()
                .forEach((name, port) ->
                        out.append("%-32s %12d %12d%n".formatted(name, port.rx(), port.tx())));
        section(out, "COUNTER", summary.counters());
        section(out, "DROPPED FOR", summary.drops());
        final Ledger ledger = summary.ledger();
        out.append(
                "%nreceived %d + originated %d = transmitted %d + consumed %d + dropped %d + held %d: %s"
                        .formatted(
                                ledger.received(),
                                ledger.originated(),
                                ledger.transmitted(),
                                ledger.consumed(),
                                ledger.dropped(),
                                ledger.held(),
                                ledger.balanced() ? "balanced" : "NOT BALANCED"));
        return out.toString();
    }

    private static void section(StringBuilder out, String title, Map<String, Long> values) {
        if (values.values().stream().noneMatch(value -> value > 0)) {
            return;
        }
        out.append("%n%-32s %12s%n".formatted(title, "PACKETS"));
        values.forEach((name, value) -> {
            if (value > 0) {
                out.append("%-32s %12d%n".formatted(name, value));
            }
        });
    }
}
