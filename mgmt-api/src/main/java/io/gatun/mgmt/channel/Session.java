package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * One client at the server's end. Its reader and its writer are virtual threads and alone touch the
 * socket; control only offers replies, which is refused rather than waited for.
 */
final class Session {

    private static final long IN_NO_FRAME = Long.MIN_VALUE;

    private final SocketChannel channel;
    private final Limits limits;
    private final Inbox inbox;
    private final Semaphore requestsInFlight;
    private final ManyToOneConcurrentArrayQueue<Outgoing> replies;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;
    private final Thread reader;
    private volatile boolean closeWhenWritten;
    private volatile long readingSinceNs = IN_NO_FRAME; // reader writes, watch reads
    private volatile long writingSinceNs = IN_NO_FRAME; // writer writes, watch reads
    private volatile long activeNs = System.nanoTime(); // reader and writer write, watch reads

    /** Where a session leaves its requests for control. */
    @FunctionalInterface
    interface Inbox {
        boolean offer(Session session, int requestId, Request request, int bytes);
    }

    private record Outgoing(int requestId, Reply reply) {

        boolean isLast() {
            return !(reply instanceof Reply.Rows);
        }
    }

    Session(long id, SocketChannel channel, Limits limits, Inbox inbox) {
        this.channel = channel;
        this.limits = limits;
        this.inbox = inbox;
        requestsInFlight = new Semaphore(limits.requestsInFlight());
        // room for the last reply of every request beside the rows
        replies =
                new ManyToOneConcurrentArrayQueue<>(
                        limits.framesInFlight() + limits.requestsInFlight());
        writer = Thread.ofVirtual().name("mgmt-writer-" + id).unstarted(this::write);
        reader = Thread.ofVirtual().name("mgmt-reader-" + id).unstarted(this::read);
    }

    void start() {
        writer.start();
        reader.start();
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Whether another frame of rows finds room without pushing out a last reply. */
    boolean hasRoomForRows() {
        return replies.size() < limits.framesInFlight();
    }

    /**
     * Never blocks; a reply that finds no room closes the session, for the client would miss it.
     */
    void offer(int requestId, Reply reply) {
        if (replies.offer(new Outgoing(requestId, reply))) {
            LockSupport.unpark(writer);
        } else {
            close();
        }
    }

    boolean isStalled(long nowNs) {
        return isOlder(readingSinceNs, nowNs) || isOlder(writingSinceNs, nowNs);
    }

    private boolean isOlder(long sinceNs, long nowNs) {
        return sinceNs != IN_NO_FRAME && nowNs - sinceNs > limits.stall().toNanos();
    }

    /** Nanoseconds since a byte of a frame moved. */
    long idleNs(long nowNs) {
        return nowNs - activeNs;
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
        final FrameReader frames = new FrameReader(channel, limits.requestBytes());
        try {
            while (frames.awaitFrame()) {
                requestsInFlight.acquire();
                activeNs = System.nanoTime();
                readingSinceNs = activeNs;
                final Frame frame = frames.readFrame();
                readingSinceNs = IN_NO_FRAME;
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
        if (frame.version() != Frame.VERSION) {
            offer(
                    frame.requestId(),
                    new Refusal(
                            RefusalCode.WRONG_VERSION,
                            "version",
                            Integer.toString(frame.version()),
                            Integer.toString(Frame.VERSION),
                            "the client speaks protocol version "
                                    + frame.version()
                                    + " and the router "
                                    + Frame.VERSION
                                    + "; take both from the same build"));
            return;
        }
        final Request request;
        try {
            request = MessageCodec.decodeRequest(frame.payload()); // here it costs control nothing
        } catch (RefusedException e) {
            offer(frame.requestId(), e.refusal());
            return;
        }
        if (!inbox.offer(this, frame.requestId(), request, frame.payload().length)) {
            offer(
                    frame.requestId(),
                    Refusal.of(
                            RefusalCode.BUSY, "too many requests wait for the router; try again"));
        }
    }

    private void finish() {
        closeWhenWritten = true;
        LockSupport.unpark(writer);
    }

    private void write() {
        try {
            while (!closed.get()) {
                final Outgoing next = replies.poll();
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
        return replies.isEmpty()
                && requestsInFlight.availablePermits() >= limits.requestsInFlight();
    }

    private void write(Outgoing next) throws IOException {
        final ByteBuffer bytes =
                Frame.of(next.requestId(), MessageCodec.encode(next.reply())).toBytes();
        writingSinceNs = System.nanoTime();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        writingSinceNs = IN_NO_FRAME;
        activeNs = System.nanoTime();
        if (next.isLast()) {
            requestsInFlight.release();
        }
    }
}
