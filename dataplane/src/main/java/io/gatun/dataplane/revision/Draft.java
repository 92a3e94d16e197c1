package io.gatun.dataplane.revision;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a revision is to be made of; the store adds number and time.
 *
 * @param of the revision whose text it repeats
 */
public record Draft(String text, String who, Cause cause, OptionalInt of, String why) {

    public Draft {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(who, "who");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(of, "of");
        Objects.requireNonNull(why, "why");
    }

    public static Draft commit(String text, String who, String why) {
        return new Draft(text, who, Cause.COMMIT, OptionalInt.empty(), why);
    }
}
