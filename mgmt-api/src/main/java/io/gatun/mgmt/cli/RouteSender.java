package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.channel.Pipeline;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.PutMode;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;
import io.gatun.mgmt.model.RouteTally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts many routes: those with the same next hop travel together. */
final class RouteSender {

    /** The longest IPv6 prefixes have 43 characters; so many of them fill less than a frame. */
    static final int MOST_IN_REQUEST = 1024;

    private static final int MOST_HELD = 1 << 16;

    /** Half of what a session may have in flight: both ends always have something to do. */
    private static final int UNANSWERED = 8;

    private final Pipeline requests;
    private final PutMode mode;
    private final Supplier<RouteAttributes.Builder> attributes;
    private final Map<Optional<IpAddress>, List<IpPrefix>> held = new LinkedHashMap<>();
    private int heldPrefixes;
    private long taken;
    private long put;
    private long refused;
    private String firstRefusal = "";

    /**
     * @param attributes all that the routes have in common
     */
    RouteSender(
            ManagementClient client, PutMode mode, Supplier<RouteAttributes.Builder> attributes) {
        this.requests = client.pipeline(UNANSWERED);
        this.mode = mode;
        this.attributes = attributes;
    }

    void put(IpPrefix prefix, Optional<IpAddress> via) throws IOException, RefusedException {
        final List<IpPrefix> prefixes = held.computeIfAbsent(via, _ -> new ArrayList<>());
        prefixes.add(prefix);
        taken++;
        heldPrefixes++;
        if (prefixes.size() == MOST_IN_REQUEST) {
            send(via, prefixes);
        } else if (heldPrefixes == MOST_HELD) {
            sendHeld();
        }
    }

    /** Returns when all are in force, or refused. */
    void finish() throws IOException, RefusedException {
        sendHeld();
        requests.finish();
    }

    private void sendHeld() throws IOException, RefusedException {
        for (final var group : held.entrySet()) {
            if (!group.getValue().isEmpty()) {
                send(group.getKey(), group.getValue());
            }
        }
        held.clear();
    }

    private void send(Optional<IpAddress> via, List<IpPrefix> prefixes)
            throws IOException, RefusedException {
        final RouteAttributes.Builder all = attributes.get();
        via.ifPresent(all::via);
        final Request.PutRoutes request = new Request.PutRoutes(mode, all.build(), prefixes);
        requests.send(request, RouteTally.class, tally -> count(tally, request.prefixes()));
        heldPrefixes -= prefixes.size();
        prefixes.clear();
    }

    private void count(RouteTally tally, List<IpPrefix> prefixes) {
        put += tally.done();
        refused += tally.refused();
        if (firstRefusal.isEmpty() && tally.firstRefused().isPresent()) {
            firstRefusal = prefixes.get(tally.firstRefused().getAsInt()) + ": " + tally.sentence();
        }
    }

    /** Prefixes that were handed over, sent or held. */
    long taken() {
        return taken;
    }

    long put() {
        return put;
    }

    long refused() {
        return refused;
    }

    /** Which route was refused first, and why; empty when none was. */
    String firstRefusal() {
        return firstRefusal;
    }
}
