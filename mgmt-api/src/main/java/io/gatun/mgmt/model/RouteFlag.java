package io.gatun.mgmt.model;

/** The state of a route, which only the system sets. */
public enum RouteFlag {
    /** The interface of its next hop is down. */
    DEAD,
    /** The interface of its next hop has no carrier. */
    LINKDOWN,
    /** Packets are forwarded by it. */
    INSTALLED,
    /** It is the best of its prefix, but the forwarding table has no room. */
    FAILED
}
