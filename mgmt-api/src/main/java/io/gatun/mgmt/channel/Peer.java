package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Role;
import java.util.Objects;

/**
 * Who is at the other end, as the system or a certificate says.
 *
 * @param name the user, or the subject of the certificate
 * @param from {@code unix}, or the address it comes from
 */
record Peer(String name, Role role, String from) {

    Peer {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
    }
}
