package io.gatun.dataplane.configuration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The workers and where they run.
 *
 * @param cores one worker on each CPU; an empty list is one worker that is not pinned; absent is
 *     one worker on the last CPU the process may use
 * @param vector packets in a batch
 * @param cycles whether cycles are counted per node
 */
public record WorkerConfiguration(
        Optional<List<Integer>> cores,
        OptionalInt controlCore,
        Idle idle,
        int vector,
        boolean cycles,
        Runs runs) {

    public static final WorkerConfiguration DEFAULT =
            new WorkerConfiguration(
                    Optional.empty(),
                    OptionalInt.empty(),
                    Idle.BACKOFF,
                    64,
                    false,
                    Runs.TO_COMPLETION);

    public WorkerConfiguration {
        cores = cores.map(List::copyOf);
    }

    /** What a worker does when no packet waits. */
    public enum Idle {
        SPIN,
        BACKOFF
    }

    /** How the graph is shared among workers. */
    public enum Runs {
        TO_COMPLETION
    }
}
