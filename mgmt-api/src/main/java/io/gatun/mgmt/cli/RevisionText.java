package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.RevisionEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Revisions in words. */
final class RevisionText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter TIME_OF_DAY =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private RevisionText() {}

    /** What a change came to. */
    static String made(Optional<RevisionEntry> made) {
        if (made.isEmpty()) {
            return "nothing changed: that is in force already";
        }
        final RevisionEntry entry = made.get();
        final String inForce = "revision " + entry.revision() + " is in force";
        return entry.confirmBy()
                .map(by ->
                        inForce + " until " + timeOfDay(by) + "; to keep it: gatun config confirm")
                .orElse(inForce);
    }

    private static String timeOfDay(Instant when) {
        return TIME_OF_DAY.format(when.truncatedTo(ChronoUnit.SECONDS));
    }

    static Table table(List<RevisionEntry> revisions) {
        final Table table = new Table("revision", "when", "who", "how", "why", "state");
        for (final RevisionEntry each : revisions) {
            table.row(
                    each.revision(),
                    TIME.format(each.when()),
                    each.who(),
                    each.of().isPresent() ? each.how() + " to " + each.of().getAsInt() : each.how(),
                    each.why(),
                    state(each));
        }
        return table;
    }

    private static String state(RevisionEntry entry) {
        if (!entry.running()) {
            return "";
        }
        return entry.confirmBy()
                .map(by -> "running, unconfirmed until " + timeOfDay(by))
                .orElse("running");
    }
}
