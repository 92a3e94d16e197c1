package io.gatun.mgmt.config;

import java.util.Optional;

/**
 * One difference of two configurations.
 *
 * @param path a {@link ConfigPath}, the highest at which one of them has nothing
 * @param before what stood there, in one line; empty where it is new
 * @param after what stands there, in one line; empty where it is gone
 */
public record DocumentChange(String path, Optional<String> before, Optional<String> after) {

    /**
     * "+ routes[10.0.0.0/8]: {via: 10.0.0.9}", "- ...", or "~ interfaces.west.mtu: 1500 -> 1400".
     */
    @Override
    public String toString() {
        if (before.isPresent() && after.isPresent()) {
            return "~ " + path + ": " + before.get() + " -> " + after.get();
        }
        return (after.isPresent() ? "+ " : "- ") + path + ": " + after.or(() -> before).orElse("");
    }
}
