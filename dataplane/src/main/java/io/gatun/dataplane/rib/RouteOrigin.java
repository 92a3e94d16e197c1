package io.gatun.dataplane.rib;

/** Who brought a route; what brought it takes it away again. */
public enum RouteOrigin {
    /** It came with an address of an interface. */
    AUTOMATIC,
    /** The configuration has it. */
    CONFIGURED,
    /** A file has it that the configuration names. */
    IMPORTED,
    /** Somebody asked for it while the router ran. */
    ASKED
}
