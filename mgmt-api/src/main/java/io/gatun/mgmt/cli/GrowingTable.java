package io.gatun.mgmt.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * A table of any length that is never held whole. The first rows set the widths of its columns; a
 * longer cell later on widens its column from there. A column whose first cells are all numbers is
 * set to the right.
 */
final class GrowingTable {

    static final int ROWS_HELD = 1000;

    private static final String GAP = "  ";

    private final LineOutput out;
    private final Ansi ansi;
    private final String[] headings;
    private final List<Object[]> held = new ArrayList<>();
    private final int[] widths;
    private final boolean[] isNumber;
    private final StringBuilder line = new StringBuilder();
    private boolean isBegun;

    GrowingTable(LineOutput out, Ansi ansi, String... headings) {
        this.out = out;
        this.ansi = ansi;
        this.headings = headings.clone();
        widths = Arrays.stream(headings).mapToInt(String::length).toArray();
        isNumber = new boolean[headings.length];
    }

    void row(Object... cells) throws IOException {
        if (cells.length != headings.length) {
            throw new IllegalArgumentException(
                    cells.length + " cells under " + headings.length + " headings");
        }
        if (isBegun) {
            out.line(line(cells));
            return;
        }
        held.add(cells);
        if (held.size() == ROWS_HELD) {
            begin();
        }
    }

    /** Prints what is held back, or only the headings when there was no row. */
    void end() throws IOException {
        if (!isBegun) {
            begin();
        }
        out.flush();
    }

    private void begin() throws IOException {
        isBegun = true;
        Arrays.fill(isNumber, !held.isEmpty());
        for (final Object[] row : held) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].toString().length());
                isNumber[i] &= row[i] instanceof Number;
            }
        }
        final String heading = line((Object[]) headings);
        out.line(ansi.enabled() ? ansi.string("@|bold " + heading + "|@") : heading);
        for (final Object[] row : held) {
            out.line(line(row));
        }
        held.clear();
    }

    private String line(Object... cells) {
        line.setLength(0);
        for (int i = 0; i < cells.length; i++) {
            final String cell = cells[i].toString();
            widths[i] = Math.max(widths[i], cell.length());
            final int spaces = widths[i] - cell.length();
            line.append(i == 0 ? "" : GAP);
            if (isNumber[i]) {
                line.repeat(' ', spaces).append(cell);
            } else {
                line.append(cell).repeat(' ', spaces);
            }
        }
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        return line.substring(0, end);
    }
}
