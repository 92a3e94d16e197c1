package io.gatun.mgmt.schema;

/**
 * A list of values.
 *
 * @param orOne whether one value may stand in its place
 */
public record ValuesShape(ValueShape each, boolean orOne) implements Shape {}
