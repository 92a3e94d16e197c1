package io.gatun.dataplane.control;

import io.gatun.mgmt.model.IpAddress;

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

    /** What a neighbor says that it is (RFC 4861 §4.4, the Router flag). */
    enum Role {
        UNSAID,
        HOST,
        ROUTER
    }
}
