package io.gatun.mgmt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Rows under headings, lined up; a column of numbers is set to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<Object>> rows = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
    }

    Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells under " + headings.size() + " headings");
        }
        rows.add(List.of(cells));
        return this;
    }

    String render(Ansi ansi) {
        final List<String> lines = new ArrayList<>();
        final String heading = line(headings);
        lines.add(ansi.enabled() ? ansi.string("@|bold " + heading + "|@") : heading);
        rows.forEach(row -> lines.add(line(row)));
        return String.join("\n", lines);
    }

    private String line(List<?> cells) {
        final List<String> padded = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            padded.add(pad(cells.get(i).toString(), i));
        }
        return padded.stream().collect(Collectors.joining(GAP)).stripTrailing();
    }

    private String pad(String cell, int column) {
        final String space = " ".repeat(width(column) - cell.length());
        return isOfNumbers(column) ? space + cell : cell + space;
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).toString().length())
                .reduce(headings.get(column).length(), Math::max);
    }

    private boolean isOfNumbers(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column) instanceof Number);
    }
}
