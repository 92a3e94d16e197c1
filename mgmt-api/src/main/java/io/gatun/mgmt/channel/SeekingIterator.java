package io.gatun.mgmt.channel;

import java.util.Iterator;

/** Rows of which the next one may lie behind many that are not wanted. */
public interface SeekingIterator<T> extends Iterator<T> {

    /**
     * Looks on for a part of a duty cycle.
     *
     * @return whether {@link #hasNext} now answers at once; otherwise ask again
     */
    boolean seek();
}
