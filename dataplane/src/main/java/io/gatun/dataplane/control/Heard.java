package io.gatun.dataplane.control;

import io.gatun.dataplane.table.Family;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.NeighborState;

/**
 * What a message says of its sender, or of the neighbor it advertises.
 *
 * @param mac 0 where the message does not say
 * @param isSolicited it answers us, and only us: the neighbor hears us
 * @param isOverride a MAC address that differs is to replace the one known
 * @param asksForUs it asks for us: worth an entry of its own
 */
record Heard(
        int interfaceIndex,
        IpAddress address,
        long mac,
        boolean isSolicited,
        boolean isOverride,
        boolean asksForUs,
        Role role) {

    /** A MAC address that differs is not believed sooner than this after a change (ARP-21). */
    private static final long LOCKTIME_NS = 1_000_000_000L;

    /** What a neighbor says that it is (RFC 4861 §4.4, the Router flag). */
    enum Role {
        UNSAID,
        HOST,
        ROUTER
    }

    /** ND-20: it advertises one that was given up; ARP takes that. */
    boolean comesTooLate(Neighbor neighbor) {
        return neighbor.state == NeighborState.FAILED
                && neighbor.family() == Family.IPV6
                && !asksForUs;
    }

    /** Whether the MAC address takes the place of another one that is known. */
    boolean isBelieved(Neighbor neighbor, long now) {
        return isOverride
                || (neighbor.family() == Family.IPV4 && now - neighbor.updatedNs >= LOCKTIME_NS);
    }
}
