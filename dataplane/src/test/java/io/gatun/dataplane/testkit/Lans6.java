package io.gatun.dataplane.testkit;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two LANs with IPv6, a router between them that knows a host on each and a gateway. */
public final class Lans6 {

    public static final String WEST_ROUTER = "2001:db8:a::1";
    public static final String WEST_HOST = "2001:db8:a::2";
    public static final String WEST_MAC = "02:00:00:00:00:02";

    public static final String EAST_ROUTER = "2001:db8:b::1";
    public static final String EAST_HOST = "2001:db8:b::9";
    public static final String EAST_MAC = "02:00:00:00:00:09";

    /** Routes may lead here: a known neighbor on the east LAN. */
    public static final String GATEWAY = "2001:db8:b::fe";

    public static final String GATEWAY_MAC = "02:00:00:00:00:fe";

    /** The router's on both LANs: link-local addresses belong to their links. */
    public static final String WEST_LINK_LOCAL = "fe80::a:1";

    public static final String EAST_LINK_LOCAL = "fe80::b:1";

    private Lans6() {}

    /** A part of the name of an interface here takes its place. */
    public static TestRouter router(Part... more) {
        return TestRouter.with(parts(more));
    }

    public static Part west() {
        return iface("west", quoted(WEST_ROUTER + "/64"), quoted(WEST_LINK_LOCAL + "/64"));
    }

    public static Part east() {
        return iface("east", quoted(EAST_ROUTER + "/64"), quoted(EAST_LINK_LOCAL + "/64"));
    }

    private static String quoted(String address) {
        return '"' + address + '"';
    }

    public static Part[] parts(Part... more) {
        final List<Part> parts = new ArrayList<>();
        if (Stream.of(more).noneMatch(part -> part.isInterface("west"))) {
            parts.add(west());
        }
        if (Stream.of(more).noneMatch(part -> part.isInterface("east"))) {
            parts.add(east());
        }
        parts.add(neighbor("west", quoted(WEST_HOST), WEST_MAC));
        parts.add(neighbor("east", quoted(EAST_HOST), EAST_MAC));
        parts.add(neighbor("east", quoted(GATEWAY), GATEWAY_MAC));
        parts.addAll(List.of(more));
        return parts.toArray(Part[]::new);
    }

    /** From the west host to the east host. */
    public static Ipv6Frame transit() {
        return Ipv6Frame.ipv6(WEST_HOST, EAST_HOST);
    }

    /** From the west host to the router's address there. */
    public static Ipv6Frame toRouter() {
        return Ipv6Frame.ipv6(WEST_HOST, WEST_ROUTER);
    }
}
