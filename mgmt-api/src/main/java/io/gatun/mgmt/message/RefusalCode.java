package io.gatun.mgmt.message;

/** Why a request was refused, for programs. */
public enum RefusalCode {
    /** The frame is no message of this protocol. */
    MALFORMED,
    /** The router knows no request of this kind. */
    UNSUPPORTED,
    /** The two ends speak different versions of the protocol. */
    WRONG_VERSION,
    /** The frame is longer than the bound. */
    TOO_LARGE,
    /** A field holds what it may not hold. */
    OUT_OF_BOUNDS,
    /** What the request names does not exist. */
    NOT_FOUND,
    /** It is there already. */
    EXISTS,
    /** A configuration a router could not be started with. */
    INVALID,
    /** Somebody else changed meanwhile what the request was made from. */
    CONFLICT,
    /** The role of the client does not include it. */
    PERMISSION,
    /** A table has no room for it. */
    FULL,
    /** Too many sessions or requests at once; a later attempt may pass. */
    BUSY,
    /** The router could not carry it out. */
    FAILED
}
