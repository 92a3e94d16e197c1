package io.gatun.dataplane.control;

import io.gatun.mgmt.model.NeighborState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One neighbor and what waits for it (RFC 4861 §7.3.2; ARP uses the same states). */
final class Neighbor {

    /** A packet that waits, as it was when its worker handed it up. */
    record Held(
            long handle,
            long frame,
            int length,
            long network,
            int ingress,
            int flags,
            int worker) {}

    final int interfaceIndex;
    final int address;
    final Deque<Held> queue = new ArrayDeque<>();

    /** Its ways out: one, and one more for each route with an MTU of its own. */
    final List<Integer> adjacencies = new ArrayList<>();

    NeighborState state = NeighborState.NONE;
    long mac;
    int probes;
    long deadlineNs;
    long enteredNs;
    long usedNs;
    long confirmedNs;
    long updatedNs;

    /** A route names it as next hop: it stays whatever happens. */
    boolean isNextHop;

    Neighbor(int interfaceIndex, int address, long now) {
        this.interfaceIndex = interfaceIndex;
        this.address = address;
        this.enteredNs = now;
        this.usedNs = now;
        this.updatedNs = now;
        this.confirmedNs = now;
    }

    /** Its MAC address is known and packets go there. */
    boolean isValid() {
        return switch (state) {
            case PERMANENT, REACHABLE, STALE, DELAY, PROBE -> true;
            case NONE, INCOMPLETE, FAILED -> false;
        };
    }

    boolean isFixed() {
        return state == NeighborState.PERMANENT;
    }
}
