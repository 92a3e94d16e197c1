package io.gatun.mgmt.cli;

import io.gatun.mgmt.table.TableCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an import did.
 *
 * @param put routes now in force
 * @param refused routes that are not
 * @param firstRefusal the first of those and why; empty when there is none
 */
record ImportSummary(
        String file,
        TableCounts read,
        long put,
        long refused,
        String firstRefusal,
        double seconds) {

    private static final double NS = 1e9;

    static ImportSummary of(String file, TableCounts read, RouteSender sender, long tookNs) {
        return new ImportSummary(
                file, read, sender.put(), sender.refused(), sender.firstRefusal(), tookNs / NS);
    }

    String text() {
        final List<String> lines = new ArrayList<>();
        lines.add(
                Words.count(put)
                        + " routes in force (the file has "
                        + Words.count(read.ipv4())
                        + " IPv4 and "
                        + Words.count(read.ipv6())
                        + " IPv6), in "
                        + String.format(Locale.ROOT, "%.1f s", seconds));
        add(lines, refused, "refused, first " + firstRefusal);
        add(lines, read.duplicates(), "more for a prefix that had one: left out");
        add(lines, read.withHostBits(), "with bits set after the prefix length: cleared");
        add(lines, read.otherFamily(), "of the other family: left out");
        add(lines, read.skipped(), "records without a unicast route: skipped");
        return String.join("\n", lines);
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(Words.count(count) + " " + what);
        }
    }
}
