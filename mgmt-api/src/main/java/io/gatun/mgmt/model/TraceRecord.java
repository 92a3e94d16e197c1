package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;

/**
 * The way of one traced packet through the graph.
 *
 * @param number counts from 1 since the trace was started
 * @param atNs the router's monotonic clock when the packet came in
 * @param port where it came in
 * @param length of the frame, in bytes
 */
public record TraceRecord(long number, long atNs, String port, int length, List<Step> steps)
        implements Resource {

    public TraceRecord {
        Objects.requireNonNull(port, "port");
        steps = List.copyOf(steps);
    }

    /** A node, the packet's header as the node saw it, and the edge or drop reason it left by. */
    public record Step(String node, String header, String outcome) {

        public Step {
            Objects.requireNonNull(node, "node");
            Objects.requireNonNull(header, "header");
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
