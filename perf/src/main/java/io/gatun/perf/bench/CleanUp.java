package io.gatun.perf.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts back what a run changed, last change first, at its end or when the JVM is told to stop
 * (Ctrl-C), whichever comes first, and once.
 */
final class CleanUp implements AutoCloseable {

    /** One thing to put back. */
    interface Step {
        void run() throws Exception;
    }

    private record Named(String what, Step step) {}

    private final Deque<Named> steps = new ArrayDeque<>();
    private final Thread onExit = new Thread(this::runAll, "bench-clean-up");
    private boolean ended;

    CleanUp() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /**
     * @param what completes the sentence "could not ..."
     */
    synchronized void add(String what, Step step) throws BenchFailure {
        if (ended) {
            throw new BenchFailure("the run was interrupted");
        }
        steps.push(new Named(what, step));
    }

    /**
     * Whether things are put back already, which before {@link #close} is the doing of a signal.
     */
    synchronized boolean hasBegun() {
        return ended;
    }

    @Override
    public void close() {
        runAll();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // the hook runs already and finds nothing left
        }
    }

    private synchronized void runAll() {
        ended = true;
        while (!steps.isEmpty()) {
            final Named next = steps.pop();
            try {
                next.step.run();
            } catch (Exception e) {
                System.err.println("gatun bench: could not " + next.what + ": " + e.getMessage());
            }
        }
    }
}
