package io.gatun.dataplane.table;

/** A {@link Fib} has no room for a route; nothing has changed in it. */
public final class FibFullException extends Exception {

    private static final long serialVersionUID = 1;

    private final String what;
    private final int used;
    private final int capacity;

    FibFullException(String what, int used, int needed, int capacity) {
        super(
                "the forwarding table is full: %,d of %,d %s in use, %,d more needed"
                        .formatted(used, capacity, what, needed));
        this.what = what;
        this.used = used;
        this.capacity = capacity;
    }

    /** What there is too little of: {@code nodes} or {@code entries}. */
    public String what() {
        return what;
    }

    public int used() {
        return used;
    }

    public int capacity() {
        return capacity;
    }
}
