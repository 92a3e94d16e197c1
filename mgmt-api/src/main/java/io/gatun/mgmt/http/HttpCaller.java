package io.gatun.mgmt.http;

import io.gatun.mgmt.message.Role;
import java.util.Objects;

/**
 * Who sent an HTTP request.
 *
 * @param name of the token or the subject of the certificate
 * @param from the address it came from
 */
public record HttpCaller(String name, Role role, String from) {

    public HttpCaller {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
    }
}
