package io.gatun.dataplane.table;

/**
 * What a lookup in {@link Fib} returns: the index of a forwarding object, an int. The first few are
 * fixed and say what becomes of the packet; from {@link #FIRST_ADJACENCY} on it is sent by the
 * adjacency of that index.
 */
public final class RouteResult {

    public static final int NO_ROUTE = 0;

    /** One of the router's own addresses. */
    public static final int LOCAL = 1;

    /** A broadcast address of an attached subnet, or 255.255.255.255. */
    public static final int BROADCAST = 2;

    public static final int MULTICAST = 3;
    public static final int BLACKHOLE = 4;
    public static final int UNREACHABLE = 5;
    public static final int PROHIBIT = 6;

    /** An address that no packet on a wire may be sent to (VAL-17). */
    public static final int MARTIAN = 7;

    /** 169.254/16 where it is not attached: not forwarded. */
    public static final int LINK_LOCAL = 8;

    /** The search goes on in the next table: {@link Tables#default4} (RT-09). */
    public static final int THROW = 9;

    /** Below it {@link Adjacencies} has rows that are never resolved. */
    public static final int FIRST_ADJACENCY = 16;

    private RouteResult() {}

    public static boolean isForward(int route) {
        return route >= FIRST_ADJACENCY;
    }
}
