package io.gatun.mgmt.message;

/** What becomes of a route that is there already with the same prefix and metric. */
public enum PutMode {
    /** It stays, and the new one is refused. */
    CREATE,
    /** The first of them gives way; where there is none, the new one is added. */
    REPLACE,
    /** The first of them gives way; where there is none, the new one is refused. */
    CHANGE,
    /** The new one stands behind them. */
    APPEND,
    /** The new one stands before them. */
    PREPEND
}
