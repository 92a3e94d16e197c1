package io.gatun.dataplane.lifecycle;

import io.gatun.dataplane.control.ConfigurationKeeper;
import io.gatun.mgmt.codec.RefusedException;

/** A way to control's thread, for a question or a change. */
@FunctionalInterface
public interface OnControl {

    /** What is done there; it must not block. */
    @FunctionalInterface
    interface Task<T> {
        T run(ConfigurationKeeper keeper) throws RefusedException;
    }

    /** Waits until control has done it. */
    <T> T call(Task<T> task) throws RefusedException;
}
