package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.NeighborState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every neighbor by its interface and address (NUD-01). The two families are counted apart, as if
 * each had a table of its own (NGC-01).
 */
final class NeighborTable {

    private record Key(int interfaceIndex, IpAddress address) {

        private static Key of(Neighbor neighbor) {
            return new Key(neighbor.interfaceIndex, neighbor.address);
        }
    }

    private final Map<Key, Neighbor> neighbors = new LinkedHashMap<>();
    private final int[] counted = new int[Family.values().length];
    private final int[][] inState = new int[Family.values().length][NeighborState.values().length];

    Collection<Neighbor> all() {
        return neighbors.values();
    }

    /** Null where there is none. */
    Neighbor find(int interfaceIndex, IpAddress address) {
        return neighbors.get(new Key(interfaceIndex, address));
    }

    void add(Neighbor neighbor) {
        neighbors.put(Key.of(neighbor), neighbor);
        counted[neighbor.family().ordinal()]++;
        inState[neighbor.family().ordinal()][neighbor.state.ordinal()]++;
    }

    void remove(Neighbor neighbor) {
        neighbors.remove(Key.of(neighbor));
        counted[neighbor.family().ordinal()]--;
        inState[neighbor.family().ordinal()][neighbor.state.ordinal()]--;
    }

    /** A neighbor of the table enters another state. */
    void enter(Neighbor neighbor, NeighborState state) {
        final int[] counts = inState[neighbor.family().ordinal()];
        counts[neighbor.state.ordinal()]--;
        counts[state.ordinal()]++;
        neighbor.state = state;
    }

    /** How many of a family are in a state. */
    int inState(Family family, NeighborState state) {
        return inState[family.ordinal()][state.ordinal()];
    }

    /** From here on the limits are not about it: it is becoming permanent (NGC-06). */
    void discount(Neighbor neighbor) {
        counted[neighbor.family().ordinal()]--;
    }

    /** It is no longer permanent: the limits are about it again. */
    void recount(Neighbor neighbor) {
        counted[neighbor.family().ordinal()]++;
    }

    /** Those of a family that its limits are about. */
    int counted(Family family) {
        return counted[family.ordinal()];
    }

    /**
     * NGC-03: those nobody needs, longest unused first; {@code unusedNs} is how long a STALE one
     * has to be unused for that.
     */
    List<Neighbor> idle(Family family, long now, long unusedNs) {
        final List<Neighbor> idle = new ArrayList<>();
        for (Neighbor neighbor : neighbors.values()) {
            final boolean isIdle =
                    neighbor.state == NeighborState.FAILED
                            || (neighbor.state == NeighborState.STALE
                                    && now - neighbor.usedNs > unusedNs);
            if (isIdle && neighbor.routes == 0 && neighbor.family() == family) {
                idle.add(neighbor);
            }
        }
        idle.sort(Comparator.comparingLong(neighbor -> neighbor.usedNs));
        return idle;
    }
}
