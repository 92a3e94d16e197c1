package io.gatun.dataplane.table;

/** The generation of tables one worker works with, and the oldest that it may still look at. */
public final class TablesView {

    private final Published<Tables> source;
    private Tables current;
    private volatile long seen; // the worker writes, control reads

    public TablesView(Published<Tables> source) {
        this.source = source;
        this.current = source.read();
        this.seen = current.generation();
    }

    /** By the worker, between batches: the newest tables from here on. */
    public void advance() {
        final Tables newest = source.read();
        if (newest.generation() != current.generation()) {
            current = newest;
        }
    }

    /**
     * By the worker, once per poll round, when it has nothing left that control sent before: its
     * quiet point. Nothing it does from here on looks at tables older than those it has now.
     */
    public void quiet() {
        if (seen != current.generation()) {
            seen = current.generation();
        }
        advance();
    }

    public Settings settings() {
        return current.settings();
    }

    public Interfaces interfaces() {
        return current.interfaces();
    }

    public Fib fib4() {
        return current.fib4();
    }

    public Fib fib6() {
        return current.fib6();
    }

    public Adjacencies adjacencies() {
        return current.adjacencies();
    }

    /** By control: the worker and what was sent to it are past everything older. */
    public long seen() {
        return seen;
    }
}
