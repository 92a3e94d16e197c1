package io.gatun.mgmt.model;

import java.util.Objects;

/** A counter under its Linux name, such as {@code Ip.InReceives}. */
public record CounterValue(String name, long value) implements Resource {

    public CounterValue {
        Objects.requireNonNull(name, "name");
    }
}
