package io.gatun.mgmt.channel;

import java.util.Objects;

/**
 * Who sent a request.
 *
 * @param name the user, as the kernel vouches for it, or the subject of the certificate
 */
public record Caller(String name) {

    public Caller {
        Objects.requireNonNull(name, "name");
    }
}
