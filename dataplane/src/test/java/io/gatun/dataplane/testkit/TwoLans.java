package io.gatun.dataplane.testkit;

import static io.gatun.dataplane.testkit.Part.iface;
import static io.gatun.dataplane.testkit.Part.neighbor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The usual place of a test: a router between two LANs, with a known host on each. */
public final class TwoLans {

    public static final String WEST_ROUTER = "10.0.0.1";
    public static final String WEST_HOST = "10.0.0.2";
    public static final String WEST_MAC = "02:00:00:00:00:02";

    public static final String EAST_ROUTER = "10.0.1.1";
    public static final String EAST_HOST = "10.0.1.9";
    public static final String EAST_MAC = "02:00:00:00:00:09";

    /** Routes may lead here: a known neighbor on the east LAN. */
    public static final String GATEWAY = "10.0.1.254";

    public static final String GATEWAY_MAC = "02:00:00:00:00:fe";

    private TwoLans() {}

    /** A part of the name of an interface here takes its place. */
    public static TestRouter router(Part... more) {
        return TestRouter.with(parts(more));
    }

    public static Part[] parts(Part... more) {
        final List<Part> parts = new ArrayList<>();
        if (Stream.of(more).noneMatch(part -> part.isInterface("west"))) {
            parts.add(iface("west", WEST_ROUTER + "/24"));
        }
        if (Stream.of(more).noneMatch(part -> part.isInterface("east"))) {
            parts.add(iface("east", EAST_ROUTER + "/24"));
        }
        parts.add(neighbor("west", WEST_HOST, WEST_MAC));
        parts.add(neighbor("east", EAST_HOST, EAST_MAC));
        parts.add(neighbor("east", GATEWAY, GATEWAY_MAC));
        parts.addAll(List.of(more));
        return parts.toArray(Part[]::new);
    }

    /** From the west host to the east host. */
    public static Ipv4Frame transit() {
        return Ipv4Frame.ipv4(WEST_HOST, EAST_HOST);
    }

    /** From the west host to the router's address there. */
    public static Ipv4Frame toRouter() {
        return Ipv4Frame.ipv4(WEST_HOST, WEST_ROUTER);
    }
}
