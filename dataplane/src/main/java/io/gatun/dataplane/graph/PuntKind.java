package io.gatun.dataplane.graph;

/** What control is to do with the packets of a batch. */
public enum PuntKind {
    /** Learn from it and answer it. */
    ARP,
    /** Find the neighbor of its adjacency, and hold it meanwhile. */
    UNRESOLVED
}
