package io.gatun.dataplane.control;

import static io.gatun.mgmt.model.NeighborState.INCOMPLETE;

import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.config.NeighborTunables;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborState;
import java.util.Optional;

/** What {@link NeighborKeeper} would do, told and not done. */
final class NeighborForecast {

    private static final long FORCED_COLLECTION_UNUSED_NS = 5_000_000_000L;

    private final NeighborTable table;
    private final NeighborTunables tunables;

    NeighborForecast(NeighborTable table, NeighborTunables tunables) {
        this.table = table;
        this.tunables = tunables;
    }

    /**
     * What would become of a packet.
     *
     * @param drop absent where it is not dropped
     * @param asks whether the neighbor would be asked for
     */
    record Fate(Optional<DropReason> drop, boolean asks, String sentence) {

        private static Fate dropped(DropReason reason, boolean asks, String sentence) {
            return new Fate(Optional.of(reason), asks, sentence);
        }
    }

    /** Of a packet whose neighbor has no MAC address in the tables. */
    Fate needed(int interfaceIndex, IpAddress address, long now) {
        final Neighbor neighbor = table.find(interfaceIndex, address);
        if (neighbor == null && isFull(Neighbor.family(address), now)) {
            return Fate.dropped(
                    DropReason.NEIGHBOR_TABLE_FULL,
                    false,
                    "the neighbor table has no room for " + address);
        }
        final NeighborState state = neighbor == null ? NeighborState.NONE : neighbor.state;
        final boolean asks =
                tunables.mcastSolicit() > 0
                        && state != INCOMPLETE
                        && (neighbor == null || !neighbor.isValid());
        final String asking =
                asks
                        ? "control asks for " + address
                        : "control has asked for " + address + " already";
        if (tunables.unresQlen() == 0) {
            return Fate.dropped(
                    DropReason.NEIGHBOR_QUEUE_FULL,
                    asks,
                    asking + " and holds no packet (unres_qlen 0)");
        }
        if (neighbor != null && neighbor.isValid()) {
            return new Fate(
                    Optional.empty(),
                    false,
                    address + " has become known: the packet goes on at once");
        }
        if (tunables.mcastSolicit() == 0) {
            return Fate.dropped(
                    DropReason.NEIGHBOR_UNREACHABLE,
                    false,
                    "nobody is asked for (mcast_solicit 0)");
        }
        final int waiting = neighbor == null ? 0 : neighbor.queue.size();
        return new Fate(
                Optional.empty(),
                asks,
                asking
                        + " and holds the packet behind "
                        + waiting
                        + " others"
                        + (waiting >= tunables.unresQlen()
                                ? ", of which the oldest is dropped (NEIGHBOR_QUEUE_FULL)"
                                : "")
                        + "; without an answer to "
                        + tunables.mcastSolicit()
                        + " questions it ends as NEIGHBOR_UNREACHABLE");
    }

    /** Of a message of ARP or Neighbor Discovery; null where it teaches nothing. */
    Fate heard(Heard heard, long now) {
        if (heard == null) {
            return new Fate(Optional.empty(), false, "control learns nothing of it");
        }
        final Neighbor neighbor = table.find(heard.interfaceIndex(), heard.address());
        final String who =
                heard.address() + (heard.mac() == 0 ? "" : " at " + new MacAddress(heard.mac()));
        if (neighbor != null) {
            return new Fate(
                    Optional.empty(),
                    false,
                    neighbor.isFixed()
                            ? "control hears of " + who + ", which is configured and stays as it is"
                            : "control hears of " + who + ", which is " + neighbor.state + " now");
        }
        if (!heard.asksForUs() || heard.mac() == 0) {
            return new Fate(
                    Optional.empty(),
                    false,
                    "control does not learn " + who + ": nobody here asked for it");
        }
        if (isFull(Neighbor.family(heard.address()), now)) {
            return Fate.dropped(
                    DropReason.NEIGHBOR_TABLE_FULL,
                    false,
                    "the neighbor table has no room for " + heard.address());
        }
        return new Fate(Optional.empty(), false, "control learns " + who + " as a new neighbor");
    }

    /** NGC-04, NGC-05: even when all that may be forgotten were. */
    private boolean isFull(Family family, long now) {
        final int counted = table.counted(family);
        if (counted < tunables.gcThresh3()) {
            return false;
        }
        final int idle = table.idle(family, now, FORCED_COLLECTION_UNUSED_NS).size();
        return Math.max(tunables.gcThresh2() - 1, counted - idle) >= tunables.gcThresh3();
    }
}
