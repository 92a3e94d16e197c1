package io.gatun.mgmt.schema;

/**
 * A list of groups that are alike, such as routes.
 *
 * @param word what one of them is called
 * @param by the key that names one
 */
public record ListShape(String word, String by, GroupShape each) implements Shape {}
