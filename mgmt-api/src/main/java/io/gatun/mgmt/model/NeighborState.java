package io.gatun.mgmt.model;

/** States of a neighbor (RFC 4861 §7.3.2), with those that operators see beside them. */
public enum NeighborState {
    /** Known of, never asked for. */
    NONE,
    INCOMPLETE,
    REACHABLE,
    STALE,
    DELAY,
    PROBE,
    FAILED,
    PERMANENT
}
