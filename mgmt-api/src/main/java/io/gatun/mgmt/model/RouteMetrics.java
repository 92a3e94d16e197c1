package io.gatun.mgmt.model;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The metrics of a route that are not its preference. Only {@code mtu} and {@code hoplimit} act on
 * a router; the others are kept and returned for transport protocols.
 *
 * @param mtu longest packet to send that way, in bytes
 * @param mtuLock the MTU is fixed: nothing learned of the path changes it
 * @param hoplimit of packets the router itself sends that way
 * @param others such as advmss, window or initcwnd by their names in ip-route(8)
 */
public record RouteMetrics(
        OptionalInt mtu, boolean mtuLock, OptionalInt hoplimit, Map<String, Long> others) {

    public static final RouteMetrics NONE =
            new RouteMetrics(OptionalInt.empty(), false, OptionalInt.empty(), Map.of());

    public RouteMetrics {
        Objects.requireNonNull(mtu, "mtu");
        Objects.requireNonNull(hoplimit, "hoplimit");
        others = others.isEmpty() ? Map.of() : Map.copyOf(new TreeMap<>(others));
    }

    public static RouteMetrics ofMtu(int mtu) {
        return new RouteMetrics(OptionalInt.of(mtu), false, OptionalInt.empty(), Map.of());
    }
}
