package io.gatun.mgmt.model;

/** Who put a route there. */
public enum RouteProtocol {
    CONNECTED,
    STATIC
}
