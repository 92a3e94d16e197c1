package io.gatun.dataplane.graph;

/** The time timers and limits go by: the machine's, or a virtual one. */
public interface Clock {

    /** Nanoseconds since some moment; never runs backwards. */
    long nanoTime();
}
