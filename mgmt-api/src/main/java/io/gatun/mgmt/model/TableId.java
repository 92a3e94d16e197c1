package io.gatun.mgmt.model;

import java.util.List;
import java.util.Map;

/**
 * A routing table by its 32-bit id. 255 local, 254 main and 253 default have names, as in
 * iproute2's rt_tables; 0 stands for all tables where tables are selected.
 */
public record TableId(long id) {

    public static final TableId ALL = new TableId(0);
    public static final TableId DEFAULT = new TableId(253);
    public static final TableId MAIN = new TableId(254);
    public static final TableId LOCAL = new TableId(255);

    private static final long MAX = 0xFFFF_FFFFL;
    private static final Map<String, TableId> NAMES =
            Map.of("all", ALL, "default", DEFAULT, "main", MAIN, "local", LOCAL);

    public TableId {
        if (id < 0 || id > MAX) {
            throw new IllegalArgumentException("table " + id + " is not within 0.." + MAX);
        }
    }

    /** Those with names, in the order of the alphabet. */
    public static List<String> names() {
        return NAMES.keySet().stream().sorted().toList();
    }

    /** A name or a number. */
    public static TableId parse(String text) {
        final TableId named = NAMES.get(text);
        if (named != null) {
            return named;
        }
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(TableId::isDigit)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a table: main, local, default or a number");
        }
        return new TableId(Long.parseLong(text));
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public String toString() {
        if (id == 0) {
            return "all";
        }
        return id == DEFAULT.id
                ? "default"
                : id == MAIN.id ? "main" : id == LOCAL.id ? "local" : Long.toString(id);
    }
}
