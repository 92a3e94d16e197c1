package io.gatun.dataplane.demo;

import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ports, neighbors, drops and ledger of the running router, asked for as a user would: {@code show
 * -j}.
 */
final class RouterView {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private RouterView() {}

    /** Prints the tables and proves that every packet is accounted for. */
    static String print(Report report) throws NotProven {
        final JsonNode ports = show("ports");
        final JsonNode neighbors = show("neighbors");
        final JsonNode drops = settledDrops();
        report.line("");
        printPorts(ports, report);
        report.line("");
        printNeighbors(neighbors, report);
        report.line("");
        printDrops(drops.path("drops"), report);
        report.line("");
        busyBothWays(ports);
        return balanced(drops.path("ledger"));
    }

    private static void printPorts(JsonNode ports, Report report) {
        report.line(
                "    %-8s %12s %14s %12s %14s %8s"
                        .formatted(
                                "port",
                                "rx packets",
                                "rx bytes",
                                "tx packets",
                                "tx bytes",
                                "missed"));
        for (JsonNode port : ports) {
            report.line(
                    String.format(
                            Locale.ROOT,
                            "    %-8s %,12d %,14d %,12d %,14d %,8d",
                            port.path("name").asString(),
                            count(port, "rx_packets"),
                            count(port, "rx_bytes"),
                            count(port, "tx_packets"),
                            count(port, "tx_bytes"),
                            count(port, "rx_missed")));
        }
    }

    private static void printNeighbors(JsonNode neighbors, Report report) {
        report.line("    %-32s %-10s %-18s %s".formatted("neighbor", "interface", "MAC", "state"));
        for (JsonNode neighbor : neighbors) {
            report.line(
                    String.format(
                            Locale.ROOT,
                            "    %-32s %-10s %-18s %s",
                            neighbor.path("address").asString(),
                            neighbor.path("interface").asString(),
                            neighbor.path("mac").asString("-"),
                            neighbor.path("state").asString()));
        }
    }

    private static void printDrops(JsonNode drops, Report report) {
        report.line("    %-32s %12s  %s".formatted("drop reason", "packets", "why"));
        for (JsonNode drop : drops) {
            if (count(drop, "count") > 0) {
                report.line(
                        String.format(
                                Locale.ROOT,
                                "    %-32s %,12d  %s",
                                drop.path("reason").asString(),
                                count(drop, "count"),
                                drop.path("sentence").asString()));
            }
        }
    }

    /** A ledger of zeros would balance as well. */
    private static void busyBothWays(JsonNode ports) throws NotProven {
        if (ports.size() != Host.ALL.size()) {
            throw new NotProven("%d ports".formatted(Host.ALL.size()), ports.toString());
        }
        for (JsonNode port : ports) {
            if (count(port, "rx_packets") == 0 || count(port, "tx_packets") == 0) {
                throw new NotProven("packets in and out of every port", port.toString());
            }
        }
    }

    private static long count(JsonNode row, String name) {
        return row.path(name).asLong();
    }

    private static String balanced(JsonNode ledger) throws NotProven {
        if (!ledger.path("balanced").asBoolean()) {
            throw new NotProven("a ledger that balances", ledger.toString());
        }
        return String.format(
                Locale.ROOT,
                "%,d received + %,d originated = %,d transmitted + %,d consumed + %,d dropped + %,d held",
                ledger.path("received").asLong(),
                ledger.path("originated").asLong(),
                ledger.path("transmitted").asLong(),
                ledger.path("consumed").asLong(),
                ledger.path("dropped").asLong(),
                ledger.path("held").asLong());
    }

    /** The ledger is read while packets may be on their way; it balances once they are through. */
    private static JsonNode settledDrops() throws NotProven {
        final long startedAtNs = System.nanoTime();
        JsonNode drops = show("drops");
        while (!drops.path("ledger").path("balanced").asBoolean()
                && System.nanoTime() - startedAtNs < SETTLES_WITHIN.toNanos()) {
            drops = show("drops");
        }
        return drops;
    }

    private static JsonNode show(String noun) throws NotProven {
        final Outcome outcome =
                Programs.run(
                        LIMIT, JavaCommand.gatun("show", noun, "-j", "--router", DemoFiles.ROUTER));
        try {
            return JSON.readTree(outcome.output());
        } catch (JacksonException e) {
            throw new NotProven("JSON from 'gatun show %s -j'".formatted(noun), outcome.output());
        }
    }
}
