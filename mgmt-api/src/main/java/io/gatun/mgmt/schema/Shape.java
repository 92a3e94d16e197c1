package io.gatun.mgmt.schema;

/** What may stand somewhere in a configuration. */
public sealed interface Shape permits GroupShape, NamedShape, ListShape, ValuesShape, ValueShape {}
