package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;

/**
 * A client that is connected to the router.
 *
 * @param id no two sessions of a router's life have the same; the router itself is 0
 * @param peer the user, or the name in the certificate
 * @param role admin or read-only
 * @param from {@code unix}, or the address it comes from
 * @param groups whose events it watches
 * @param requests it has made
 * @param queuedEvents that wait for its socket
 * @param lostEvents that found no room, ever
 * @param idleMs since something moved; 0 for whoever watches
 */
public record SessionStatus(
        long id,
        String peer,
        String role,
        String from,
        List<String> groups,
        long requests,
        int queuedEvents,
        long lostEvents,
        long idleMs)
        implements Resource {

    public SessionStatus {
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(from, "from");
        groups = List.copyOf(groups);
    }
}
