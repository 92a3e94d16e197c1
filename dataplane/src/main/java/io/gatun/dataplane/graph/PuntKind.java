package io.gatun.dataplane.graph;

/** What control is to do with the packets of a batch. */
public enum PuntKind {
    /** Learn from it and answer it. */
    ARP,
    /** A message of Neighbor Discovery that passed the tests of RFC 4861: learn and answer. */
    ND,
    /** Find the neighbor of its adjacency, and hold it meanwhile. */
    UNRESOLVED
}
