package io.gatun.mgmt.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A revision of the configuration file that the router keeps.
 *
 * @param who user or certificate subject
 * @param how start, commit, rollback, timeout (it was not confirmed) or outside (edited by other
 *     means)
 * @param of the revision whose text it repeats
 * @param why what that person said of it, may be empty
 * @param bytes of its text
 * @param running whether it is in force
 * @param confirmBy when the one before comes back unless this one is confirmed
 */
public record RevisionEntry(
        int revision,
        Instant when,
        String who,
        String how,
        OptionalInt of,
        String why,
        int bytes,
        boolean running,
        Optional<Instant> confirmBy)
        implements Resource {

    public RevisionEntry {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(confirmBy, "confirmBy");
    }
}
