package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What became of many routes asked for at once.
 *
 * @param done how many were put, or flushed
 * @param refused how many were not
 * @param firstRefused place of the first of those in the request, from 0
 * @param sentence why that one was refused; empty when none was
 */
public record RouteTally(int done, int refused, OptionalInt firstRefused, String sentence)
        implements Resource {

    public RouteTally {
        Objects.requireNonNull(firstRefused, "firstRefused");
        Objects.requireNonNull(sentence, "sentence");
    }
}
