package io.gatun.dataplane.table;

import java.util.Objects;

/** One value, written by control and read by workers: they see the old one or the new one whole. */
public final class Published<T> {

    private volatile T current; // control writes, workers read once per poll round

    public Published(T first) {
        current = Objects.requireNonNull(first);
    }

    public T read() {
        return current;
    }

    public void publish(T next) {
        current = Objects.requireNonNull(next);
    }
}
