package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.Reply;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.ManyToOneConcurrentLinkedQueue;

/**
 * Replies that wait for one session's socket, in order. Rows and events are bounded by whoever
 * offers them, who asks first; the last replies are bounded by the requests in flight.
 */
final class Backlog {

    private final ManyToOneConcurrentLinkedQueue<Outgoing> queue =
            new ManyToOneConcurrentLinkedQueue<>();
    private final AtomicInteger rows = new AtomicInteger();
    private final AtomicInteger events = new AtomicInteger();

    /** A reply under the id of its request. */
    record Outgoing(int requestId, Reply reply) {

        /** Whether it ends its request, for {@link Limits#requestsInFlight}. */
        boolean isLast() {
            return reply instanceof Reply.Done || reply instanceof Reply.Refusal;
        }

        private boolean isEvent() {
            return reply instanceof Reply.Event;
        }

        private boolean isRows() {
            return reply instanceof Reply.Rows;
        }
    }

    void add(Outgoing reply) {
        if (reply.isEvent()) {
            events.incrementAndGet();
        } else if (reply.isRows()) {
            rows.incrementAndGet();
        }
        queue.add(reply);
    }

    /** The next, or null; it counts as waiting until it is {@link #written}. */
    Outgoing poll() {
        return queue.poll();
    }

    void written(Outgoing reply) {
        if (reply.isEvent()) {
            events.decrementAndGet();
        } else if (reply.isRows()) {
            rows.decrementAndGet();
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Frames of rows. */
    int rows() {
        return rows.get();
    }

    int events() {
        return events.get();
    }
}
