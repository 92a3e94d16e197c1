package io.gatun.mgmt.channel;

import java.nio.channels.ByteChannel;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sessions of one end, within its limits. A virtual thread closes those that stand still inside
 * a frame. For use by any thread.
 */
final class Sessions implements AutoCloseable {

    private static final long WATCHES_PER_STALL = 4;

    private final Limits limits;
    private final Session.Inbox inbox;
    private final AtomicLong numbers;
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Thread watch;

    /**
     * None yet.
     *
     * @param numbers gives each session of all ends its id
     */
    Sessions(Limits limits, Session.Inbox inbox, AtomicLong numbers) {
        this.limits = limits;
        this.inbox = inbox;
        this.numbers = numbers;
        watch = Thread.ofVirtual().name("mgmt-watch").start(this::watchStalled);
    }

    /** Starts a session, in place of one that is idle if need be; false when all are in use. */
    synchronized boolean add(ByteChannel channel, Peer peer) {
        sessions.values().removeIf(Session::isClosed);
        if (sessions.size() >= limits.sessions() && !closeMostIdle()) {
            return false;
        }
        final Session session =
                new Session(numbers.incrementAndGet(), channel, peer, limits, inbox);
        sessions.put(session.id(), session);
        session.start();
        return true;
    }

    private boolean closeMostIdle() {
        final long nowNs = System.nanoTime();
        final Optional<Session> idlest =
                sessions.values().stream()
                        .max(Comparator.comparingLong(session -> session.idleNs(nowNs)))
                        .filter(session -> session.idleNs(nowNs) > limits.idle().toNanos());
        idlest.ifPresent(Session::close);
        sessions.values().removeIf(Session::isClosed);
        return idlest.isPresent();
    }

    /** Or null. */
    Session find(long id) {
        return sessions.get(id);
    }

    Collection<Session> all() {
        return List.copyOf(sessions.values());
    }

    String areAllInUse() {
        return "all " + limits.sessions() + " sessions of the router are in use; try again";
    }

    private void watchStalled() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(limits.stall().toNanos() / WATCHES_PER_STALL);
                final long nowNs = System.nanoTime();
                sessions.values().stream()
                        .filter(session -> session.isStalled(nowNs))
                        .forEach(Session::close);
                sessions.values().removeIf(Session::isClosed);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public void close() {
        watch.interrupt();
        sessions.values().forEach(Session::close);
    }
}
