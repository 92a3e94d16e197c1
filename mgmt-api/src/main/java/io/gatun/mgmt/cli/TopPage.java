package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.DropCount;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.RouterStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** The page of {@code gatun top}: what changed between two samples, per second. */
final class TopPage {

    private static final double NS_PER_SECOND = 1e9;

    private final Sample before;
    private final Sample now;
    private final double seconds;

    TopPage(Sample before, Sample now) {
        this.before = before;
        this.now = now;
        seconds = (now.router().nowNs() - before.router().nowNs()) / NS_PER_SECOND;
    }

    List<String> lines(Ansi ansi) {
        final List<String> lines = new ArrayList<>();
        lines.add(title());
        lines.add("");
        ports().render(ansi).lines().forEach(lines::add);
        lines.add("");
        drops().render(ansi).lines().forEach(lines::add);
        lines.add("");
        lines.add(ShowDrops.sentence(now.ledger()));
        return lines;
    }

    private String title() {
        final RouterStatus router = now.router();
        final Duration uptime = Duration.ofNanos(router.uptimeNs());
        return "%s  gatun %s  up %d:%02d:%02d  workers %d"
                .formatted(
                        router.name(),
                        router.version(),
                        uptime.toHours(),
                        uptime.toMinutesPart(),
                        uptime.toSecondsPart(),
                        router.workers());
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
        final Map<String, PortStatus> earlier = byName(before.ports(), PortStatus::name);
        for (final PortStatus port : now.ports()) {
            final PortStatus was = earlier.getOrDefault(port.name(), port);
            table.row(
                    port.name(),
                    port.link().up() ? "up" : "down",
                    rate(was, port, PortStatus::rxPackets),
                    rate(was, port, status -> status.rxBytes() * Byte.SIZE),
                    rate(was, port, PortStatus::txPackets),
                    rate(was, port, status -> status.txBytes() * Byte.SIZE),
                    rate(was, port, PortStatus::rxMissed),
                    rate(
                            was,
                            port,
                            status -> status.rxErrors() + status.rxNoBuffer() + status.txErrors()));
        }
        return table;
    }

    /** Reasons that ever applied, those that apply now first. */
    private Table drops() {
        final Table table = new Table("drop reason", "packet/s", "packets", "why");
        final Map<String, DropCount> earlier = byName(before.drops(), DropCount::reason);
        now.drops().stream()
                .filter(drop -> drop.count() != 0)
                .sorted(
                        Comparator.comparingLong((DropCount drop) ->
                                        earlier.getOrDefault(drop.reason(), drop).count()
                                                - drop.count())
                                .thenComparing(
                                        Comparator.comparingLong(DropCount::count).reversed()))
                .forEach(drop ->
                        table.row(
                                drop.reason(),
                                rate(
                                        earlier.getOrDefault(drop.reason(), drop),
                                        drop,
                                        DropCount::count),
                                drop.count(),
                                drop.sentence()));
        return table;
    }

    private static <T> Map<String, T> byName(List<T> rows, Function<T, String> name) {
        return rows.stream()
                .collect(Collectors.toMap(name, Function.identity(), (first, second) -> first));
    }

    private <T> String rate(T was, T is, ToLongFunction<T> count) {
        final long grown = count.applyAsLong(is) - count.applyAsLong(was);
        return seconds <= 0 ? "-" : Words.rate(grown / seconds);
    }
}
