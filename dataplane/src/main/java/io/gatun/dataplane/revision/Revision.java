package io.gatun.dataplane.revision;

import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One revision of a configuration file, without its text.
 *
 * @param number from 1 on; never given twice to revisions that were acknowledged
 * @param when to the millisecond
 * @param who user or certificate subject
 * @param of the revision whose text it repeats
 * @param why what that person said of it; one line, may be empty
 * @param bytes of the text in UTF-8
 * @param digest SHA-256 of the text, in hex
 */
public record Revision(
        int number,
        Instant when,
        String who,
        Cause cause,
        OptionalInt of,
        String why,
        int bytes,
        String digest) {

    public Revision {
        Objects.requireNonNull(when, "when");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(digest, "digest");
    }
}
