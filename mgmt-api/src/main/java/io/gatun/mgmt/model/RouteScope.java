package io.gatun.mgmt.model;

/** How far away what a route leads to is; of two scopes the larger number is the narrower. */
public enum RouteScope {
    UNIVERSE(0),
    SITE(200),
    LINK(253),
    HOST(254),
    NOWHERE(255);

    private final int number;

    RouteScope(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public boolean isNarrowerThan(RouteScope other) {
        return number > other.number;
    }
}
