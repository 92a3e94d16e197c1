package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Interfaces;

/** The adjacencies of neighbors: they share its MAC address and live as long as it does. */
final class NeighborWays {

    private final InterfaceKeeper interfaces;
    private final AdjacencyKeeper adjacencies;
    private final Changes changes;

    NeighborWays(InterfaceKeeper interfaces, AdjacencyKeeper adjacencies, Changes changes) {
        this.interfaces = interfaces;
        this.adjacencies = adjacencies;
        this.changes = changes;
    }

    /** The adjacency of a neighbor for packets that go this way to it. */
    int adjacency(Neighbor neighbor, Way wanted) {
        for (int index : neighbor.adjacencies) {
            if (adjacencies.way(index).equals(wanted)) {
                return index;
            }
        }
        final int index = adjacencies.add(wanted);
        neighbor.adjacencies.add(index);
        if (neighbor.isValid()) {
            resolve(neighbor, index);
        }
        return index;
    }

    /** Packets go to the MAC address it has now. */
    void resolve(Neighbor neighbor) {
        neighbor.adjacencies.forEach(index -> resolve(neighbor, index));
    }

    private void resolve(Neighbor neighbor, int index) {
        final Interfaces.Row out = interfaces.row(neighbor.interfaceIndex);
        adjacencies.resolve(
                index,
                out.port(),
                neighbor.mac,
                interfaces.mac(neighbor.interfaceIndex),
                out.vlan());
        changes.adjacencies();
    }

    void unresolve(Neighbor neighbor) {
        neighbor.adjacencies.forEach(adjacencies::unresolve);
        changes.adjacencies();
    }

    void retire(Neighbor neighbor) {
        for (int index : neighbor.adjacencies) {
            adjacencies.retire(index, changes.nextGeneration());
        }
        changes.adjacencies();
    }

    /** Whether packets went to it since last asked. */
    boolean takeUsed(Neighbor neighbor) {
        boolean isUsed = false;
        for (int index : neighbor.adjacencies) {
            isUsed |= adjacencies.takeUsed(index);
        }
        return isUsed;
    }
}
