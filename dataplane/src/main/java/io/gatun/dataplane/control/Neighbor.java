package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.Ipv4Address;
import io.gatun.mgmt.model.Ipv6Address;
import io.gatun.mgmt.model.NeighborState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One neighbor and what waits for it (RFC 4861 §7.3.2; ARP uses the same states). */
final class Neighbor {

    /**
     * A packet that waits, as it was when its worker handed it up.
     *
     * @param adjacency what it is to leave by
     * @param family of the packet
     */
    record Held(
            long handle,
            long frame,
            int length,
            long network,
            int ingress,
            int flags,
            int adjacency,
            Family family,
            int worker) {}

    final int interfaceIndex;
    final IpAddress address;
    final Deque<Held> queue = new ArrayDeque<>();

    /** Its ways out: one for each MTU, source or family of packets that routes bring. */
    final List<Integer> adjacencies = new ArrayList<>();

    NeighborState state = NeighborState.NONE;
    long mac;
    int probes;
    long deadlineNs;
    long enteredNs;
    long usedNs;
    long confirmedNs;
    long updatedNs;

    /** What was last told of it to whoever watches. */
    NeighborState toldState = NeighborState.NONE;

    long toldMac;
    boolean toldIsRouter;

    /** It said last that it is a router (RFC 4861 §4.4). */
    boolean isRouter;

    /** It was asked in vain, and has not been heard of since. */
    boolean isSilent;

    /** How many routes name it as next hop: as long as any does it stays whatever happens. */
    int routes;

    Neighbor(int interfaceIndex, IpAddress address, long now) {
        this.interfaceIndex = interfaceIndex;
        this.address = address;
        this.enteredNs = now;
        this.usedNs = now;
        this.updatedNs = now;
        this.confirmedNs = now;
    }

    /** Of its address, and with it the protocol that finds it. */
    Family family() {
        return family(address);
    }

    static Family family(IpAddress address) {
        return switch (address) {
            case Ipv4Address _ -> Family.IPV4;
            case Ipv6Address _ -> Family.IPV6;
        };
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
