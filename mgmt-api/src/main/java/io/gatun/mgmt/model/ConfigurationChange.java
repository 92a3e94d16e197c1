package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One difference of two configurations.
 *
 * @param path the highest place at which one of them has nothing, such as interfaces.west.mtu
 * @param before what stood there, in one line; absent where it is new
 * @param after what stands there, in one line; absent where it is gone
 */
public record ConfigurationChange(String path, Optional<String> before, Optional<String> after)
        implements Resource {

    public ConfigurationChange {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(after, "after");
    }
}
