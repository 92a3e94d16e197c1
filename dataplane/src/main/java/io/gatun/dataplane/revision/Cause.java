package io.gatun.dataplane.revision;

import java.util.Locale;

/** How a revision came about. */
public enum Cause {
    /** The router was started with this file for the first time. */
    START,
    /** Somebody committed it. */
    COMMIT,
    /** Somebody went back to an earlier one. */
    ROLLBACK,
    /** It was not confirmed in time, or not before the router ended. */
    TIMEOUT,
    /** The file was edited by other means. */
    OUTSIDE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Cause parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
