package io.gatun.dataplane.control;

/** What has changed since the tables were last published. */
final class Changes {

    private boolean adjacencies = true;
    private boolean routes = true;
    private long generation;

    void adjacencies() {
        adjacencies = true;
    }

    void routes() {
        routes = true;
    }

    boolean any() {
        return adjacencies || routes;
    }

    boolean haveRoutes() {
        return routes;
    }

    /** The generation the next publication will have. */
    long nextGeneration() {
        return generation + 1;
    }

    /** Everything so far is in the tables now published. */
    long published() {
        adjacencies = false;
        routes = false;
        return ++generation;
    }
}
