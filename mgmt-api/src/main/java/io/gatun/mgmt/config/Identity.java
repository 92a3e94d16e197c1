package io.gatun.mgmt.config;

import java.util.Map;

/** By what the elements of a list are called. */
final class Identity {

    private static final Map<String, String> KEYS =
            Map.of("routes", "prefix", "neighbors", "address", "imports", "file");

    private Identity() {}

    /** The key that names the mappings of the list at a path; empty where it has none. */
    static String in(ConfigPath list) {
        return list.steps().size() == 1 ? KEYS.getOrDefault(list.last(), "") : "";
    }
}
