package io.gatun.mgmt.model;

/** States of a neighbor (RFC 4861 §7.3.2), with the two that operators see beside them. */
public enum NeighborState {
    INCOMPLETE,
    REACHABLE,
    STALE,
    DELAY,
    PROBE,
    FAILED,
    PERMANENT
}
