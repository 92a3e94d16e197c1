package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.Records;
import io.gatun.mgmt.schema.Setting;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The workers and where they run. */
public record WorkerConfiguration(
        @Setting(
                        value =
                                "The CPUs of the workers, one each; an empty list is one worker that is"
                                        + " not pinned.",
                        otherwise = "one worker on the last CPU the process may use",
                        floor = "the first CPU",
                        max = 1023,
                        ceiling = "the last CPU an affinity mask holds (sched_setaffinity(2))")
                Optional<List<Integer>> cores,
        @Setting(
                        value = "The CPU of the thread that owns tables, neighbors and timers.",
                        otherwise = "not pinned",
                        floor = "the first CPU",
                        max = 1023,
                        ceiling = "the last CPU an affinity mask holds (sched_setaffinity(2))")
                OptionalInt controlCore,
        @Setting(
                        value =
                                "What a worker does when no packet waits: spin never sleeps, for the"
                                        + " least latency and a core at 100 %.",
                        fallback = "backoff")
                Idle idle,
        @Setting(
                        value = "The most packets of a batch.",
                        unit = "packets",
                        fallback = "64",
                        min = 8,
                        floor = "where the cost of a batch outweighs its packets",
                        max = 256,
                        ceiling = "the longest batch")
                int vector,
        @Setting(
                        value =
                                "Whether cycles are counted per node; see gatun show graph --nodes.",
                        fallback = "false")
                boolean cycles,
        @Setting(value = "How the graph is shared among workers.", fallback = "to-completion")
                Runs runs) {

    public static final WorkerConfiguration DEFAULT = Records.byDefault(WorkerConfiguration.class);

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
