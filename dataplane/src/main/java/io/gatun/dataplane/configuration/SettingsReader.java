package io.gatun.dataplane.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code dpdk} and {@code workers}. */
final class SettingsReader {

    private static final Bound CPU =
            new Bound(
                    0,
                    "the first CPU",
                    1023,
                    "the last CPU an affinity mask holds (sched_setaffinity(2))");
    private static final Bound MEMORY_MIB =
            new Bound(64, "the least DPDK starts with", 1 << 20, "a tebibyte");
    private static final Bound BUFFERS =
            new Bound(
                    1024,
                    "the least that fills a pair of rings",
                    1 << 22,
                    "the most a pool of this router holds");
    private static final Bound VECTOR =
            new Bound(
                    8, "where the cost of a batch outweighs its packets", 256, "the longest batch");

    private SettingsReader() {}

    static DpdkConfiguration dpdk(Section section) {
        final DpdkConfiguration fallback = DpdkConfiguration.DEFAULT;
        final DpdkConfiguration dpdk =
                new DpdkConfiguration(
                        section.choice("hugepages", fallback.hugepages()),
                        section.integer("memory", fallback.memoryMib(), MEMORY_MIB),
                        section.integer("buffers", fallback.buffers(), BUFFERS));
        section.end();
        return dpdk;
    }

    static WorkerConfiguration workers(Section section) {
        final WorkerConfiguration fallback = WorkerConfiguration.DEFAULT;
        final Optional<List<Integer>> cores = section.integers("cores", CPU);
        cores.ifPresent(list -> refuseTwice(section, list));
        final OptionalInt controlCore = section.integer("control_core", CPU);
        final WorkerConfiguration workers =
                new WorkerConfiguration(
                        cores,
                        controlCore,
                        section.choice("idle", fallback.idle()),
                        section.integer("vector", fallback.vector(), VECTOR),
                        section.flag("cycles", fallback.cycles()),
                        section.choice("runs", fallback.runs()));
        section.end();
        return workers;
    }

    private static void refuseTwice(Section section, List<Integer> cores) {
        final Set<Integer> seen = new HashSet<>();
        for (final int core : cores) {
            if (!seen.add(core)) {
                section.problem(
                        "cores",
                        "core "
                                + core
                                + " stands twice in cores of workers; a worker needs its own");
            }
        }
    }
}
