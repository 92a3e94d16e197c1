package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * One thing that a new configuration changes in a running router.
 *
 * @param kind a noun, such as interface, address, route, neighbor, tunable, port or import
 * @param key which of that kind, in words that name it alone
 * @param detail what it is to be, what it was, or {@code before -> after}
 */
public record PlanRow(String kind, String key, Action action, String detail) implements Resource {

    /** What becomes of it. */
    public enum Action {
        ADD,
        CHANGE,
        DELETE
    }

    public PlanRow {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(detail, "detail");
    }
}
