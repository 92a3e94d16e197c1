package io.gatun.dataplane.table;

import java.util.List;

/**
 * How large a {@link Fib} is.
 *
 * @param prefixes in force, the default among them
 * @param nodesByDepth nodes below the root that tell 8 bits apart: after 24 bits, after 32, ...
 * @param entries in use, or given up and not yet free again
 * @param bytes of native memory that lookups read
 * @param controlBytes of heap that only changes need
 * @param updates puts, removes and loaded prefixes since the start
 */
public record FibStatus(
        int prefixes,
        List<Integer> nodesByDepth,
        int entries,
        FibCapacity capacity,
        long bytes,
        long controlBytes,
        long updates) {

    public int nodes() {
        return nodesByDepth.stream().mapToInt(Integer::intValue).sum();
    }
}
