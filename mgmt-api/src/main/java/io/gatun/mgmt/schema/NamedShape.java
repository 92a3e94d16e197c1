package io.gatun.mgmt.schema;

/**
 * A mapping of names to groups that are alike, such as ports.
 *
 * @param word what one of them is called
 * @param pattern what the names match
 */
public record NamedShape(String word, String pattern, GroupShape each) implements Shape {}
