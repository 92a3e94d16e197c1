package io.gatun.dataplane.table;

/** The most a {@link Fib} may grow to: nodes below its root, and entries of all nodes. */
public record FibCapacity(int nodes, int entries) {

    public static final FibCapacity DEFAULT = new FibCapacity(1 << 18, 1 << 23);
}
