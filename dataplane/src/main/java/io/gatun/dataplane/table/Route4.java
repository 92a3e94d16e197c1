package io.gatun.dataplane.table;

/**
 * What a lookup in {@link Fib4} returns: an int made of a kind and the index of an adjacency. Plain
 * forwarding is kind 0, so that a batch of transit packets shows in one test.
 */
public final class Route4 {

    /** Send to the neighbor of the adjacency, resolved or not yet. */
    public static final int FORWARD = 0;

    /** 169.254/16 where it is not attached: delivered nowhere, forwarded only if allowed. */
    public static final int LINK_LOCAL = 1;

    /** One of the router's own addresses. */
    public static final int LOCAL = 2;

    /** A broadcast address of an attached subnet, or 255.255.255.255. */
    public static final int BROADCAST = 3;

    public static final int MULTICAST = 4;
    public static final int BLACKHOLE = 5;
    public static final int UNREACHABLE = 6;
    public static final int PROHIBIT = 7;
    public static final int NO_ROUTE = 8;

    /** An address that no packet on a wire may be sent to (VAL-17). */
    public static final int MARTIAN = 9;

    private static final int KIND_SHIFT = 24;
    private static final int INDEX_MASK = (1 << KIND_SHIFT) - 1;

    private Route4() {}

    public static int of(int kind, int adjacency) {
        return kind << KIND_SHIFT | adjacency;
    }

    public static int of(int kind) {
        return of(kind, 0);
    }

    public static int kind(int route) {
        return route >>> KIND_SHIFT;
    }

    public static int adjacency(int route) {
        return route & INDEX_MASK;
    }
}
