package io.gatun.dataplane.control;

import io.gatun.mgmt.channel.EventSink;
import java.util.LinkedHashSet;
import java.util.Set;

/** What has changed since the tables were last published. */
final class Changes {

    private boolean adjacencies = true;
    private boolean others = true;
    private final Set<Neighbor> neighbors = new LinkedHashSet<>();
    private final EventSink events;
    private boolean interfaceNews;
    private long generation;

    /**
     * Nothing is published yet.
     *
     * @param events where changes are told that others care for
     */
    Changes(EventSink events) {
        this.events = events;
    }

    EventSink events() {
        return events;
    }

    /** There are adjacencies that workers do not have in their tables, or not as they are now. */
    void adjacencies() {
        adjacencies = true;
    }

    /** A forwarding table has changed: memory of it comes back with a later generation. */
    void fib() {
        others = true;
    }

    /** What nodes know of interfaces has changed. */
    void interfaces() {
        others = true;
        interfaceNews = true;
    }

    /** Something about interfaces has changed that nodes need not know. */
    void interfaceNews() {
        interfaceNews = true;
    }

    /** Whether anything about interfaces has changed since this was asked last. */
    boolean takeInterfaceNews() {
        final boolean taken = interfaceNews;
        interfaceNews = false;
        return taken;
    }

    /** A neighbor became valid, ceased to be, or is forgotten. */
    void neighbor(Neighbor neighbor) {
        neighbors.add(neighbor);
    }

    /** Those for which {@link #neighbor} was said since, in the order it was said first. */
    Set<Neighbor> takeNeighbors() {
        final Set<Neighbor> taken = new LinkedHashSet<>(neighbors);
        neighbors.clear();
        return taken;
    }

    boolean haveAdjacencies() {
        return adjacencies;
    }

    boolean haveNeighbors() {
        return !neighbors.isEmpty();
    }

    boolean any() {
        return adjacencies || others || haveNeighbors();
    }

    /** The generation published last. */
    long generation() {
        return generation;
    }

    /** The generation the next publication will have. */
    long nextGeneration() {
        return generation + 1;
    }

    /** Everything so far is in the tables now published. */
    long published() {
        adjacencies = false;
        others = false;
        return ++generation;
    }
}
