package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.channel.EventSink;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.NeighborState;

/** Tells of neighbors whose state, MAC address or role has changed. */
final class NeighborEvents {

    private final EventSink sink;
    private final InterfaceKeeper interfaces;

    NeighborEvents(EventSink sink, InterfaceKeeper interfaces) {
        this.sink = sink;
        this.interfaces = interfaces;
    }

    /** Tells what a neighbor is now, if that is news. */
    void look(Neighbor neighbor, long now) {
        if (neighbor.state == neighbor.toldState
                && neighbor.mac == neighbor.toldMac
                && neighbor.isRouter == neighbor.toldIsRouter) {
            return;
        }
        final boolean isNew = neighbor.toldState == NeighborState.NONE;
        neighbor.toldState = neighbor.state;
        neighbor.toldMac = neighbor.mac;
        neighbor.toldIsRouter = neighbor.isRouter;
        tell(isNew ? Change.NEW : Change.CHANGED, neighbor, now);
    }

    /** It is forgotten. */
    void gone(Neighbor neighbor) {
        if (neighbor.toldState != NeighborState.NONE) {
            tell(Change.DELETED, neighbor, neighbor.enteredNs);
        }
    }

    private void tell(Change change, Neighbor neighbor, long now) {
        final EventGroup group =
                neighbor.family() == Family.IPV4
                        ? EventGroup.NEIGHBOR_IPV4
                        : EventGroup.NEIGHBOR_IPV6;
        if (sink.takes(group)) {
            sink.add(group, change, Sight.entry(neighbor, interfaces, now));
        }
    }
}
