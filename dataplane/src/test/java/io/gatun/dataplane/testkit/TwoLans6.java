package io.gatun.dataplane.testkit;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;

import java.util.ArrayList;
import java.util.List;

/** A router between two LANs with IPv6, with a known host on the west one. */
public final class TwoLans6 {

    public static final String WEST_ROUTER = "2001:db8:a::1";
    public static final String WEST_HOST = "2001:db8:a::2";
    public static final String WEST_MAC = "02:00:00:00:00:02";

    public static final String EAST_ROUTER = "2001:db8:b::1";

    /** The router's link-local address on the east LAN, as configured. */
    public static final String EAST_LINK_LOCAL = "fe80::1";

    private TwoLans6() {}

    public static TestRouter router(Part... more) {
        final List<Part> parts = new ArrayList<>();
        parts.add(iface("west", quoted(WEST_ROUTER + "/64")));
        parts.add(iface("east", quoted(EAST_ROUTER + "/64"), quoted(EAST_LINK_LOCAL + "/64")));
        parts.add(neighbor("west", quoted(WEST_HOST), WEST_MAC));
        parts.addAll(List.of(more));
        return TestRouter.with(parts.toArray(Part[]::new));
    }

    private static String quoted(String address) {
        return '"' + address + '"';
    }
}
