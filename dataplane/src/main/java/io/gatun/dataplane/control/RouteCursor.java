package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.RouteTable;
import java.util.List;

/**
 * A place among the prefixes of some tables, kept while they change: every prefix that is there
 * from the beginning to the end is passed once.
 */
final class RouteCursor {

    private int table;
    private int next;
    private boolean isAtEnd;

    /** Moves on; false at the end. */
    boolean advance(List<RouteTable> tables) {
        while (table < tables.size()) {
            if (next < tables.get(table).prefixes().end()) {
                next++;
                return true;
            }
            table++;
            next = 0;
        }
        isAtEnd = true;
        return false;
    }

    boolean isAtEnd() {
        return isAtEnd;
    }

    /** Which of the tables this is in. */
    int table() {
        return table;
    }

    /** The number of the prefix here, or {@link PrefixIndex#NONE} where there is none. */
    int prefix(List<RouteTable> tables) {
        final int id = next - 1;
        return tables.get(table).prefixes().isLive(id) ? id : PrefixIndex.NONE;
    }
}
