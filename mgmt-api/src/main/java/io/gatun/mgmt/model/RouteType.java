package io.gatun.mgmt.model;

/** What a route does with a packet, in the words of ip-route(8). */
public enum RouteType {
    UNICAST,
    LOCAL,
    BROADCAST,
    ANYCAST,
    MULTICAST,
    BLACKHOLE,
    UNREACHABLE,
    PROHIBIT,
    THROW
}
