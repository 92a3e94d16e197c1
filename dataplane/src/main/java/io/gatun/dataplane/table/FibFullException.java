package io.gatun.dataplane.table;

/** A table has no room for a route; nothing has changed in it. */
public final class FibFullException extends Exception {

    private static final long serialVersionUID = 1;

    public FibFullException(String message) {
        super(message);
    }
}
