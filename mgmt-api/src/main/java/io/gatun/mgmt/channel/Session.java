package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.SessionStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One client at the server's end, whatever it comes over. Its reader and its writer are virtual
 * threads and alone touch the channel; control only offers replies and never waits.
 */
final class Session {

    private static final long IN_NO_FRAME = Long.MIN_VALUE;

    /** What is written at once, unless one frame is longer. */
    private static final int WRITE_BYTES = 1 << 16;

    private static final int PIECE_BYTES = 1 << 14;

    private static final long NS_PER_MS = 1_000_000L;

    private final long id;
    private final ByteChannel channel;
    private final Peer peer;
    private final Limits limits;
    private final Inbox inbox;
    private final Semaphore requestsInFlight;
    private final Backlog backlog = new Backlog();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;
    private final Thread reader;
    private volatile boolean closeWhenWritten;
    private volatile long readingSinceNs = IN_NO_FRAME; // reader writes, watch reads
    private volatile long writingSinceNs = IN_NO_FRAME; // writer writes, watch reads
    private volatile long activeNs = System.nanoTime(); // reader and writer write, watch reads
    private volatile int watches; // control writes, others read
    private volatile long requests; // reader writes, control reads
    private final AtomicLong lost = new AtomicLong();

    /** Where a session leaves its requests for control. */
    @FunctionalInterface
    interface Inbox {
        boolean offer(Session session, int requestId, Request request, int bytes);
    }

    /**
     * Begins with {@link #start}.
     *
     * @param channel whose close ends reads and writes of other threads at once
     */
    Session(long id, ByteChannel channel, Peer peer, Limits limits, Inbox inbox) {
        this.id = id;
        this.channel = channel;
        this.peer = peer;
        this.limits = limits;
        this.inbox = inbox;
        requestsInFlight = new Semaphore(limits.requestsInFlight());
        writer = Thread.ofVirtual().name("mgmt-writer-" + id).unstarted(this::write);
        reader = Thread.ofVirtual().name("mgmt-reader-" + id).unstarted(this::read);
    }

    void start() {
        writer.start();
        reader.start();
    }

    long id() {
        return id;
    }

    Peer peer() {
        return peer;
    }

    Backlog backlog() {
        return backlog;
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Whether another frame of rows finds room. */
    boolean hasRoomForRows() {
        return backlog.rows() < limits.framesInFlight();
    }

    /** Never blocks. Rows and events are offered only while there is room for them. */
    void offer(int requestId, Reply reply) {
        if (!closed.get()) {
            backlog.add(new Backlog.Outgoing(requestId, reply));
            LockSupport.unpark(writer);
        }
    }

    /** Whoever watches is not idle, however still it is. */
    void watches(int count) {
        watches = count;
    }

    SessionStatus status(List<String> groups) {
        return new SessionStatus(
                id,
                peer.name(),
                peer.role().word(),
                peer.from(),
                groups,
                requests,
                backlog.events(),
                lost.get(),
                idleNs(System.nanoTime()) / NS_PER_MS);
    }

    /** So many events found no room. */
    void overran(long events) {
        lost.addAndGet(events);
    }

    boolean isStalled(long nowNs) {
        return isOlder(readingSinceNs, nowNs) || isOlder(writingSinceNs, nowNs);
    }

    private boolean isOlder(long sinceNs, long nowNs) {
        return sinceNs != IN_NO_FRAME && nowNs - sinceNs > limits.stall().toNanos();
    }

    /** Nanoseconds since a byte of a frame moved. */
    long idleNs(long nowNs) {
        return watches > 0 ? 0 : nowNs - activeNs;
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                channel.close();
            } catch (IOException e) {
                // closed all the same
            }
            LockSupport.unpark(writer);
            reader.interrupt(); // it may wait for a permit
        }
    }

    private void read() {
        final FrameReader frames = new FrameReader(channel, limits.configurationBytes());
        long count = 0;
        try {
            while (frames.awaitFrame()) {
                requestsInFlight.acquire();
                activeNs = System.nanoTime();
                readingSinceNs = activeNs;
                final Frame frame = frames.readFrame();
                readingSinceNs = IN_NO_FRAME;
                requests = ++count;
                accept(frame);
            }
            finish();
        } catch (RefusedException e) {
            readingSinceNs = IN_NO_FRAME;
            // where the next frame begins is not known any more
            offer(Frame.NO_REQUEST, e.refusal());
            finish();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close(); // the client has gone, or sent what only a fault of ours can choke on
        }
    }

    private void accept(Frame frame) {
        final Refusal refusal = refusal(frame);
        if (refusal != null) {
            offer(frame.requestId(), refusal);
        }
    }

    /** What is refused here costs control nothing; null for what control has now. */
    private Refusal refusal(Frame frame) {
        if (frame.version() != Frame.VERSION) {
            return wrongVersion(frame);
        }
        final Request request;
        try {
            request = MessageCodec.decodeRequest(frame.payload());
        } catch (RefusedException e) {
            return e.refusal();
        }
        if (isTooLarge(frame, request)) {
            return Refusal.of(
                    RefusalCode.TOO_LARGE,
                    "request of %d bytes is above %d; only the text of a configuration may have more"
                            .formatted(frame.payload().length, limits.requestBytes()));
        }
        if (!peer.role().includes(request.permission())) {
            return Permission.refusal(peer, request);
        }
        return inbox.offer(this, frame.requestId(), request, frame.payload().length)
                ? null
                : Refusal.of(RefusalCode.BUSY, "too many requests wait for the router; try again");
    }

    private boolean isTooLarge(Frame frame, Request request) {
        return frame.payload().length > limits.requestBytes()
                && !(request instanceof Request.OfConfiguration);
    }

    private static Refusal wrongVersion(Frame frame) {
        return new Refusal(
                RefusalCode.WRONG_VERSION,
                "version",
                Integer.toString(frame.version()),
                Integer.toString(Frame.VERSION),
                "the client speaks protocol version "
                        + frame.version()
                        + " and the router "
                        + Frame.VERSION
                        + "; take both from the same build");
    }

    private void finish() {
        closeWhenWritten = true;
        LockSupport.unpark(writer);
    }

    private void write() {
        try {
            while (!closed.get()) {
                final Backlog.Outgoing next = backlog.poll();
                if (next != null) {
                    write(next);
                } else if (closeWhenWritten && hasNothingInFlight()) {
                    break;
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (IOException e) {
            // the client has gone
        } finally {
            close();
        }
    }

    private boolean hasNothingInFlight() {
        return backlog.isEmpty()
                && requestsInFlight.availablePermits() >= limits.requestsInFlight();
    }

    /** What waits goes out together: a system call for each of many events would be dear. */
    private void write(Backlog.Outgoing first) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final List<Backlog.Outgoing> together = new ArrayList<>();
        for (Backlog.Outgoing next = first; next != null; ) {
            together.add(next);
            bytes.writeBytes(
                    Frame.of(next.requestId(), MessageCodec.encode(next.reply()))
                            .toBytes()
                            .array());
            next = bytes.size() < WRITE_BYTES ? backlog.poll() : null;
        }
        write(ByteBuffer.wrap(bytes.toByteArray()));
        for (final Backlog.Outgoing written : together) {
            backlog.written(written);
            if (written.isLast()) {
                requestsInFlight.release();
            }
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        final int end = bytes.limit();
        while (bytes.position() < end) {
            writingSinceNs = System.nanoTime(); // whoever reads some of it has not stalled
            bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
            channel.write(bytes);
        }
        writingSinceNs = IN_NO_FRAME;
        activeNs = System.nanoTime();
    }
}
