package io.gatun.mgmt.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        final List<Column> columns = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) {
            columns.add(column(i));
        }
        final String heading = line(headings, columns);
        return Stream.concat(
                        Stream.of(
                                ansi.enabled() ? ansi.string("@|bold " + heading + "|@") : heading),
                        rows.stream().map(row -> line(row, columns)))
                .collect(Collectors.joining("\n"));
    }

    private Column column(int index) {
        int width = headings.get(index).length();
        boolean numbers = !rows.isEmpty();
        for (final List<Object> row : rows) {
            width = Math.max(width, row.get(index).toString().length());
            numbers &= row.get(index) instanceof Number;
        }
        return new Column(width, numbers);
    }

    private static String line(List<?> cells, List<Column> columns) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i == 0 ? "" : GAP).append(columns.get(i).pad(cells.get(i).toString()));
        }
        return line.toString().stripTrailing();
    }

    private record Column(int width, boolean numbers) {

        String pad(String cell) {
            final String space = " ".repeat(width - cell.length());
            return numbers ? space + cell : cell + space;
        }
    }
}
