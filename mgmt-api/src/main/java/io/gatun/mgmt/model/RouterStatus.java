package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * The running router itself.
 *
 * @param configuration the file it was started from
 * @param nowNs the router's monotonic clock when this was read; rates are counted against it
 * @param uptimeNs nanoseconds since forwarding began
 */
public record RouterStatus(
        String name,
        String version,
        long pid,
        String configuration,
        int workers,
        long nowNs,
        long uptimeNs)
        implements Resource {

    public RouterStatus {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(configuration, "configuration");
    }
}
