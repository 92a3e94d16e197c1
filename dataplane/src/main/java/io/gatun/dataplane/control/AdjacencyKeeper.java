package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Adjacencies;
import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.RouteResult;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Gives out adjacency indexes and knows what stands behind each. An index given back is used again
 * only when no worker can still hold a packet that names it.
 */
final class AdjacencyKeeper {

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Slot> slots = new ArrayList<>();
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Retired> retired = new ArrayDeque<>();

    /** Interfaces nothing is sent by. */
    private final BitSet down = new BitSet();

    /** The newest table and the one before, at which a worker may still be. */
    private Adjacencies newest = Adjacencies.empty();

    private Adjacencies before = newest;

    private static final class Slot {
        private final Way way;
        private int port = Adjacencies.UNRESOLVED;
        private long destinationMac;
        private long sourceMac;
        private int vlan;
        private long published = NEVER;

        // what the interface says to the way; 0 is not asked yet
        private int mtu;
        private int source;

        private Slot(Way way) {
            this.way = way;
        }
    }

    private record Retired(int index, long generation) {}

    AdjacencyKeeper() {
        for (int i = 0; i < RouteResult.FIRST_ADJACENCY; i++) {
            slots.add(null);
        }
    }

    int add(Way way) {
        final Integer reused = free.poll();
        if (reused != null) {
            slots.set(reused, new Slot(way));
            return reused;
        }
        slots.add(new Slot(way));
        return slots.size() - 1;
    }

    /** A new way to whatever is on the link: the packet's destination is the next hop. */
    int glean(int interfaceIndex, Family family, IpAddress source) {
        return add(new Way(interfaceIndex, family, Optional.empty(), 0, Optional.of(source), 0));
    }

    /** What the adjacency is for, or null when it has been given back. */
    Way way(int index) {
        return index < slots.size() && slots.get(index) != null ? slots.get(index).way : null;
    }

    void resolve(int index, int port, long destinationMac, long sourceMac, int vlan) {
        final Slot slot = slots.get(index);
        slot.port = port;
        slot.destinationMac = destinationMac;
        slot.sourceMac = sourceMac;
        slot.vlan = vlan;
    }

    void unresolve(int index) {
        slots.get(index).port = Adjacencies.UNRESOLVED;
    }

    /** In tables from here on nothing of an interface that is down is resolved. */
    void interfaceUp(int interfaceIndex, boolean isUp) {
        down.set(interfaceIndex, !isUp);
    }

    boolean isDown(int interfaceIndex) {
        return down.get(interfaceIndex);
    }

    /** No longer in tables of a later generation than this one. */
    void retire(int index, long generation) {
        slots.set(index, null);
        retired.add(new Retired(index, generation));
    }

    /** Every worker has seen this generation, and what it sent up before has been taken. */
    void reclaim(long seen) {
        while (!retired.isEmpty() && retired.peek().generation() <= seen) {
            free.add(retired.remove().index());
        }
    }

    /** Whether packets went this way since last asked. */
    boolean takeUsed(int index) {
        final boolean wasBefore = index < before.capacity() && before.takeUsed(index);
        return (index < newest.capacity() && newest.takeUsed(index)) || wasBefore;
    }

    /** Whether every worker that has seen this generation finds the adjacency in its tables. */
    boolean isIn(int index, long generation) {
        return slots.get(index).published <= generation;
    }

    /** Interfaces have other addresses or MTUs now: the next table says so. */
    void interfacesChanged() {
        for (Slot slot : slots) {
            if (slot != null) {
                slot.mtu = 0;
            }
        }
    }

    private static void fillIn(Slot slot, InterfaceKeeper interfaces) {
        if (slot.mtu == 0) {
            slot.mtu = slot.way.mtu(interfaces);
            slot.source = slot.way.source(interfaces) instanceof Ipv4Address(int bits) ? bits : 0;
        }
    }

    /** A table of all there is now, to be published with this generation. */
    Adjacencies table(long generation, InterfaceKeeper interfaces) {
        final Adjacencies.Builder table = new Adjacencies.Builder(slots.size());
        for (int i = 0; i < slots.size(); i++) {
            final Slot slot = slots.get(i);
            if (slot != null) {
                slot.published = Math.min(slot.published, generation);
                final Way way = slot.way;
                fillIn(slot, interfaces);
                table.way(i, way.interfaceIndex(), way.family(), slot.mtu, slot.source);
                table.hopLimit(i, way.hopLimit());
                table.own(i, way.own() == 0 ? i : way.own());
                if (slot.port != Adjacencies.UNRESOLVED && !isDown(way.interfaceIndex())) {
                    table.rewrite(i, slot.port, slot.destinationMac, slot.sourceMac, slot.vlan);
                }
            }
        }
        before = newest;
        newest = table.build();
        carryMarks();
        return newest;
    }

    /** Marks not yet looked at go on in the newest table. */
    private void carryMarks() {
        for (int i = 0; i < Math.min(before.capacity(), newest.capacity()); i++) {
            if (before.takeUsed(i)) {
                newest.use(i);
            }
        }
    }
}
