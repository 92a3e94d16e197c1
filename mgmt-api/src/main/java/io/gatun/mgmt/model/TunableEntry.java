package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * A setting in force.
 *
 * @param name as in the configuration; a part of it stands before a dot
 * @param scope {@code router}, or the interface it is of
 * @param fallback its value where the configuration does not name it
 */
public record TunableEntry(String name, String scope, String value, String fallback)
        implements Resource {

    public TunableEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(fallback, "fallback");
    }
}
