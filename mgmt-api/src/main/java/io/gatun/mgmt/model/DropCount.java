package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * How many packets ended for one reason.
 *
 * @param sentence why, for a person
 * @param source the section of the standard that asks for it
 */
public record DropCount(String reason, String sentence, String source, long count)
        implements Resource {

    public DropCount {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(source, "source");
    }
}
