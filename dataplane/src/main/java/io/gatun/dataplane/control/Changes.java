package io.gatun.dataplane.control;

import java.util.LinkedHashSet;
import java.util.Set;

/** What has changed since the tables were last published. */
final class Changes {

    private boolean adjacencies = true;
    private boolean routes = true;
    private final Set<Neighbor> neighbors = new LinkedHashSet<>();
    private long generation;

    void adjacencies() {
        adjacencies = true;
    }

    void routes() {
        routes = true;
    }

    /** A neighbor became valid, ceased to be, or is forgotten. */
    void neighbor(Neighbor neighbor) {
        neighbors.add(neighbor);
    }

    /** Those for which {@link #neighbor} was said since, in the order it was said first. */
    Set<Neighbor> neighbors() {
        return neighbors;
    }

    boolean any() {
        return adjacencies || haveRoutes();
    }

    boolean haveRoutes() {
        return routes || !neighbors.isEmpty();
    }

    /** The generation the next publication will have. */
    long nextGeneration() {
        return generation + 1;
    }

    /** Everything so far is in the tables now published. */
    long published() {
        adjacencies = false;
        routes = false;
        neighbors.clear();
        return ++generation;
    }
}
