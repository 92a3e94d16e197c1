package io.gatun.dataplane.table;

/**
 * The generation one worker works with. It takes the newest at the start of a poll round, and with
 * that says that it holds nothing of an older one: its quiet point.
 */
public final class TablesView {

    private final Published<Tables> source;
    private Tables current;
    private volatile long seen; // the worker writes, control reads

    public TablesView(Published<Tables> source) {
        this.source = source;
        this.current = source.read();
        this.seen = current.generation();
    }

    /** By the worker, between batches. */
    public void refresh() {
        final Tables newest = source.read();
        if (newest.generation() != current.generation()) {
            current = newest;
            seen = newest.generation();
        }
    }

    public Settings settings() {
        return current.settings();
    }

    public Interfaces interfaces() {
        return current.interfaces();
    }

    public Fib4 fib4() {
        return current.fib4();
    }

    public Adjacencies adjacencies() {
        return current.adjacencies();
    }

    /** The oldest generation the worker may still look at. */
    public long seen() {
        return seen;
    }
}
