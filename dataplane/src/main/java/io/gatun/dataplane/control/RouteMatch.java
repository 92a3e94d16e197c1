package io.gatun.dataplane.control;

import io.gatun.dataplane.rib.Bits;
import io.gatun.dataplane.rib.PrefixIndex;
import io.gatun.dataplane.rib.RouteInfo;
import io.gatun.dataplane.rib.RouteTable;
import java.util.List;
import java.util.function.Predicate;

/** The route that decides for an address, and where it was found. */
record RouteMatch(RouteTable table, Bits prefix, RouteInfo route) {

    /**
     * Of the routes of some tables that cover an address and pass the test that with the longest
     * prefix, or null; of equal ones the first.
     */
    static RouteMatch longest(List<RouteTable> tables, Bits address, Predicate<RouteInfo> test) {
        RouteMatch longest = null;
        for (RouteTable table : tables) {
            final int id = table.cover(address, test);
            if (id != PrefixIndex.NONE
                    && (longest == null
                            || table.prefixes().length(id) > longest.prefix().length())) {
                longest =
                        new RouteMatch(
                                table,
                                table.prefixes().bits(id),
                                table.best(table.first(id), test));
            }
        }
        return longest;
    }
}
