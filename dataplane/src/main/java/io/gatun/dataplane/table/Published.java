package io.gatun.dataplane.table;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One value, written by control and read by workers once per poll round: they see the old one or
 * the new one whole. It lies on cache lines of its own, so that what else control writes takes none
 * from workers.
 */
public final class Published<T> {

    private static final int PLACE = 32; // 128 bytes to either side, for lines are fetched in pairs

    private final AtomicReferenceArray<T> cell = new AtomicReferenceArray<>(2 * PLACE);

    public Published(T first) {
        publish(first);
    }

    public T read() {
        return cell.get(PLACE);
    }

    public void publish(T next) {
        cell.set(PLACE, Objects.requireNonNull(next));
    }
}
