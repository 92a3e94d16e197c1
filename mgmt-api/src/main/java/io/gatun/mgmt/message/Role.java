package io.gatun.mgmt.message;

/** What a client may ask for. */
public enum Role {
    /** To look at everything that is no secret, and to watch it. */
    READ_ONLY,
    /** To change things as well. */
    ADMIN;

    /** Whether this role may do what the other may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** As it is written in files and options. */
    public String word() {
        return this == ADMIN ? "admin" : "read-only";
    }
}
