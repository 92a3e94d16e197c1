package io.gatun.dataplane.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Makes forwarding follow the routes by interfaces that came or went, a part in each of control's
 * rounds: a million routes take seconds, and neighbors and requests do not wait for them. Each
 * prefix is followed as things then are, so routes and interfaces may change meanwhile.
 */
final class InterfaceFollower {

    /** What one round looks at; a prefix that is followed counts as {@link #FOLLOWED}. */
    private static final int PER_ROUND = 16_384;

    /** Looking at a prefix takes some 20 ns, following it about a microsecond. */
    static final int FOLLOWED = 16;

    private final List<ForwardingTable> tables;
    private final Deque<Walk> walks = new ArrayDeque<>();

    /** The way through one table. */
    private record Walk(int interfaceIndex, ForwardingTable table, RouteCursor cursor) {}

    /**
     * Follows nothing yet.
     *
     * @param tables of the router; others may come and go
     */
    InterfaceFollower(List<ForwardingTable> tables) {
        this.tables = tables;
    }

    /** Routes by this interface have become usable, or ceased to be. */
    void begin(int interfaceIndex) {
        walks.removeIf(walk -> walk.interfaceIndex() == interfaceIndex); // begins anew
        tables.forEach(table -> walks.add(new Walk(interfaceIndex, table, new RouteCursor())));
    }

    /** A table that is given up. */
    void forget(ForwardingTable table) {
        walks.removeIf(walk -> walk.table() == table);
    }

    boolean isDone() {
        return walks.isEmpty();
    }

    /** A round's part of it; returns the work done. */
    int goOn(long seen, long now) {
        int room = PER_ROUND;
        while (room > 0 && !walks.isEmpty()) {
            final Walk walk = walks.peek();
            final int index = walk.interfaceIndex();
            room -=
                    walk.table()
                            .followWhere(
                                    route -> route.interfaceIndex() == index,
                                    walk.cursor(),
                                    room,
                                    seen,
                                    now);
            if (walk.cursor().isAtEnd()) {
                walks.remove();
            }
        }
        return PER_ROUND - room;
    }
}
