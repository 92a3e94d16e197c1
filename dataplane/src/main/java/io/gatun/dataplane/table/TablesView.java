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

    /** Whether some route asks for a type of service. */
    public boolean hasTos4() {
        return !current.tos4().isEmpty();
    }

    /** What packets of a type of service are looked up in. */
    public Fib fib4(int tos) {
        final FibsByTos.Pair pair = current.tos4().of(tos);
        return pair == null ? current.fib4() : pair.main();
    }

    public Fib fib6() {
        return current.fib6();
    }

    /** Where a lookup in {@link #fib4(int)} goes on that found nothing or was told to. */
    public int afterMain4(int route, int address, int tos) {
        return isUndecided(route) ? decided(default4(tos).lookup(address)) : route;
    }

    private Fib default4(int tos) {
        final FibsByTos.Pair pair = current.tos4().of(tos);
        return pair == null ? current.default4() : pair.last();
    }

    /** Where a lookup in {@link #fib6} goes on that found nothing or was told to. */
    public int afterMain6(int route, long high, long low) {
        return isUndecided(route) ? decided(current.default6().lookup(high, low)) : route;
    }

    /** What becomes of packets to an IPv4 address that have a type of service. */
    public int route4(int address, int tos) {
        return afterMain4(fib4(tos).lookup(address), address, tos);
    }

    /** What becomes of packets to an IPv6 address. */
    public int route6(long high, long low) {
        return afterMain6(current.fib6().lookup(high, low), high, low);
    }

    private static boolean isUndecided(int route) {
        return route == RouteResult.NO_ROUTE || route == RouteResult.THROW;
    }

    /** No table comes after the last. */
    private static int decided(int route) {
        return route == RouteResult.THROW ? RouteResult.NO_ROUTE : route;
    }

    public Adjacencies adjacencies() {
        return current.adjacencies();
    }

    /** By control: the worker and what was sent to it are past everything older. */
    public long seen() {
        return seen;
    }
}
