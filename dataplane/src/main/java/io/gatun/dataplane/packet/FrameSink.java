package io.gatun.dataplane.packet;

/** Takes frames of one egress port from one worker. */
public interface FrameSink {

    /**
     * Sends frames whose handles lie from {@code handles} on, in order, and owns those it takes.
     *
     * @return how many it took, from the first on
     */
    int send(long handles, int count);

    /** Whether frames sent now have a chance to leave. */
    boolean isUp();
}
