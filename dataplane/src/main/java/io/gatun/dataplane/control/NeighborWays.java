package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.dataplane.table.Interfaces;
import io.gatun.mgmt.model.IpAddress;
import java.util.Optional;

/** The adjacencies of neighbors: as many as routes bring MTUs, families and sources. */
final class NeighborWays {

    private final InterfaceKeeper interfaces;
    private final AdjacencyKeeper adjacencies;
    private final Changes changes;

    NeighborWays(InterfaceKeeper interfaces, AdjacencyKeeper adjacencies, Changes changes) {
        this.interfaces = interfaces;
        this.adjacencies = adjacencies;
        this.changes = changes;
    }

    /** An adjacency of this neighbor for packets of this family; a new one where there is none. */
    int of(Neighbor neighbor, Family packets, int mtu, IpAddress source) {
        for (int index : neighbor.adjacencies) {
            final Way way = adjacencies.way(index);
            if (way.mtu() == mtu && way.family() == packets && way.source().equals(source)) {
                return index;
            }
        }
        final int index =
                adjacencies.add(
                        new Way(
                                neighbor.interfaceIndex,
                                packets,
                                Optional.of(neighbor.address),
                                mtu,
                                source));
        neighbor.adjacencies.add(index);
        if (neighbor.isValid()) {
            resolve(neighbor, index);
        }
        return index;
    }

    /** Packets go to its MAC address from here on. */
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

    /** Packets for it are handed up from here on. */
    void unresolve(Neighbor neighbor) {
        neighbor.adjacencies.forEach(adjacencies::unresolve);
        changes.adjacencies();
    }

    /** It is forgotten. */
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
