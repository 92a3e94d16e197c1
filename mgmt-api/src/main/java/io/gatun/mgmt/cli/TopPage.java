package io.gatun.mgmt.cli;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.mgmt.counters.CounterKind;
import io.gatun.mgmt.counters.CounterSample;
import io.gatun.mgmt.counters.CountersSnapshot;
import io.gatun.mgmt.model.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** The page of {@code gatun top}: what changed between two looks at the counters, per second. */
final class TopPage {

    private static final double NS_PER_SECOND = 1e9;
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final CountersSnapshot before;
    private final CountersSnapshot now;
    private final Instant at;
    private final double seconds;

    /**
     * @param at when the second look was taken
     */
    TopPage(CountersSnapshot before, CountersSnapshot now, Instant at) {
        this.before = before;
        this.now = now;
        this.at = at;
        final boolean isSameRouter = before.started().equals(now.started());
        seconds = isSameRouter ? (now.value(CLOCK) - before.value(CLOCK)) / NS_PER_SECOND : 0;
    }

    List<String> lines(Ansi ansi) {
        final List<String> lines = new ArrayList<>();
        lines.add(title());
        lines.add("");
        ports().render(ansi).lines().forEach(lines::add);
        lines.add("");
        workers().render(ansi).lines().forEach(lines::add);
        lines.add("");
        drops().render(ansi).lines().forEach(lines::add);
        lines.add("");
        lines.add(ShowDrops.sentence(ledger()));
        return lines;
    }

    private String title() {
        final Duration uptime = Duration.ofNanos(now.value(UPTIME));
        return "%s  gatun %s  up %d:%02d:%02d  workers %d%s"
                .formatted(
                        now.router(),
                        now.version(),
                        uptime.toHours(),
                        uptime.toMinutesPart(),
                        uptime.toSecondsPart(),
                        now.value(WORKERS),
                        state());
    }

    private String state() {
        final Duration age = now.age(at);
        if (!now.isAlive()) {
            return "  DEAD, its last counters are %d s old".formatted(age.toSeconds());
        }
        return age.compareTo(FRESH) > 0
                ? "  the counters are %d s old".formatted(age.toSeconds())
                : "";
    }

    private Table ports() {
        final Table table =
                new Table(
                        "port",
                        "link",
                        "rx packet/s",
                        "rx bit/s",
                        "tx packet/s",
                        "tx bit/s",
                        "missed/s",
                        "errors/s");
        now.of(PORT_UP)
                .forEach(port ->
                        table.row(
                                port.label(),
                                port.value() == 0 ? "down" : "up",
                                rate(1, port, PORT_RX_PACKETS),
                                rate(Byte.SIZE, port, PORT_RX_BYTES),
                                rate(1, port, PORT_TX_PACKETS),
                                rate(Byte.SIZE, port, PORT_TX_BYTES),
                                rate(1, port, PORT_RX_MISSED),
                                rate(1, port, PORT_RX_ERRORS, PORT_RX_NO_BUFFER, PORT_TX_ERRORS)));
        return table;
    }

    private Table workers() {
        final Table table =
                new Table(
                        "worker",
                        "busy",
                        "rx packet/s",
                        "tx packet/s",
                        "drop/s",
                        "batch/s",
                        "packet/batch",
                        "poll/s");
        now.of(WORKER_POLLS)
                .forEach(worker ->
                        table.row(
                                worker.label(),
                                busy(worker),
                                rate(1, worker, WORKER_RX_PACKETS),
                                rate(1, worker, WORKER_TX_PACKETS),
                                rate(1, worker, WORKER_DROPS),
                                rate(1, worker, WORKER_BATCHES),
                                packetsPerBatch(worker),
                                rate(1, worker, WORKER_POLLS)));
        return table;
    }

    private String busy(CounterSample worker) {
        final double share = grown(worker, WORKER_BUSY) / (seconds * NS_PER_SECOND);
        return seconds <= 0 ? "-" : Math.round(100 * Math.clamp(share, 0, 1)) + " %";
    }

    private String packetsPerBatch(CounterSample worker) {
        final long batches = grown(worker, WORKER_BATCHES);
        return batches <= 0
                ? "-"
                : String.format(
                        Locale.ROOT, "%.1f", grown(worker, WORKER_RX_PACKETS) / (double) batches);
    }

    /** Reasons that ever applied, those that apply now first. */
    private Table drops() {
        final Table table = new Table("drop reason", "packet/s", "packets", "why");
        now.of(DROP_PACKETS)
                .filter(drop -> drop.value() != 0)
                .sorted(
                        Comparator.comparingLong((CounterSample drop) -> -grown(drop, DROP_PACKETS))
                                .thenComparing(
                                        Comparator.comparingLong(CounterSample::value).reversed()))
                .forEach(drop ->
                        table.row(
                                drop.label(),
                                rate(1, drop, DROP_PACKETS),
                                drop.value(),
                                drop.sentence()));
        return table;
    }

    private Ledger ledger() {
        return new Ledger(
                now.value(LEDGER_RECEIVED),
                now.value(LEDGER_ORIGINATED),
                now.value(LEDGER_TRANSMITTED),
                now.value(LEDGER_CONSUMED),
                now.value(LEDGER_DROPPED),
                now.value(LEDGER_HELD),
                now.value(LEDGER_BALANCED) == 1);
    }

    /** How much the counters of the row's labels have grown. */
    private long grown(CounterSample row, CounterKind... kinds) {
        long grown = 0;
        for (final CounterKind kind : kinds) {
            grown += now.value(kind, row.label()) - before.value(kind, row.label());
        }
        return grown;
    }

    private String rate(int times, CounterSample row, CounterKind... kinds) {
        return seconds <= 0 ? "-" : Words.rate(times * grown(row, kinds) / seconds);
    }
}
