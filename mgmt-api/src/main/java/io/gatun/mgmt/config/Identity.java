package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.ListShape;
import io.gatun.mgmt.schema.Member;

/** By what the elements of a list are called. */
final class Identity {

    private Identity() {}

    /** The key that names the mappings of the list at a path; empty where it has none. */
    static String in(ConfigPath list) {
        return list.steps().size() == 1
                ? ConfigurationFile.SHAPE
                        .member(list.last())
                        .map(Member::shape)
                        .filter(ListShape.class::isInstance)
                        .map(shape -> ((ListShape) shape).by())
                        .orElse("")
                : "";
    }
}
