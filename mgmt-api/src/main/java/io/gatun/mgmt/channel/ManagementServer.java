package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The router's end of the channel. Sessions put requests into a ring; the control agent calls
 * {@link #poll} from its duty cycle, which never blocks and never throws for what a client did.
 */
public final class ManagementServer implements AutoCloseable {

    private static final int RING_BYTES = 1 << 20;
    private static final int REQUEST = 1;
    private static final int REQUESTS_PER_POLL = 16;
    private static final int SESSION_ID = 0;
    private static final int REQUEST_ID = SESSION_ID + Long.BYTES;
    private static final int PAYLOAD = REQUEST_ID + Integer.BYTES;

    private final ManyToOneRingBuffer requests =
            new ManyToOneRingBuffer(
                    new UnsafeBuffer(
                            ByteBuffer.allocateDirect(
                                    RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final ArrayDeque<OpenList> lists = new ArrayDeque<>();
    private final MessageHandler onRequest = this::onRequest;
    private final Limits limits;
    private final ErrorHandler faults;
    private final Listener listener;
    private RequestHandler handler;

    /** Rows that are still to be sent. */
    private record OpenList(Session session, int requestId, Answer.Rows rows) {}

    private ManagementServer(RouterSocket socket, Limits limits, ErrorHandler faults)
            throws IOException {
        this.limits = limits;
        this.faults = faults;
        listener = Listener.open(socket, limits, this::enqueue);
    }

    /**
     * Listens on {@code folder/router.sock}, which only this user may open. Call it before any
     * thread is pinned: the carriers of virtual threads inherit the affinity of the thread that
     * starts them.
     *
     * @param faults told of what the handler threw; the client gets a refusal
     */
    public static ManagementServer open(
            Path folder, String router, Limits limits, ErrorHandler faults) throws IOException {
        return new ManagementServer(RouterSocket.of(folder, router), limits, faults);
    }

    /** Called by session readers. */
    private boolean enqueue(long session, Frame request) {
        final byte[] payload = request.payload();
        final int claim = requests.tryClaim(REQUEST, PAYLOAD + payload.length);
        if (claim < 0) {
            return false;
        }
        requests.buffer().putLong(claim + SESSION_ID, session);
        requests.buffer().putInt(claim + REQUEST_ID, request.requestId());
        requests.buffer().putBytes(claim + PAYLOAD, payload);
        requests.commit(claim);
        return true;
    }

    /**
     * Answers waiting requests and feeds open lists; returns the work done. Control thread only.
     */
    public int poll(RequestHandler requestHandler) {
        handler = requestHandler;
        int work = requests.read(onRequest, REQUESTS_PER_POLL);
        for (int open = lists.size(); open > 0; open--) {
            work += feed(lists.pollFirst());
        }
        return work;
    }

    private void onRequest(int type, MutableDirectBuffer buffer, int at, int length) {
        final Session session = listener.session(buffer.getLong(at + SESSION_ID));
        if (session == null) {
            return;
        }
        final int requestId = buffer.getInt(at + REQUEST_ID);
        final Answer answer = answer(buffer, at + PAYLOAD, length - PAYLOAD);
        switch (answer) {
            case Answer.Last(Reply reply) -> session.offer(requestId, reply);
            case Answer.Rows rows -> lists.addLast(new OpenList(session, requestId, rows));
        }
    }

    private Answer answer(DirectBuffer buffer, int at, int length) {
        final byte[] payload = new byte[length];
        buffer.getBytes(at, payload);
        try {
            final Request request = MessageCodec.decodeRequest(payload);
            return handler.answer(request);
        } catch (RefusedException e) {
            return new Answer.Last(e.refusal());
        } catch (RuntimeException e) { // a faulty handler must not stop forwarding
            return new Answer.Last(failed(e));
        }
    }

    private Refusal failed(RuntimeException e) {
        faults.onError(e);
        return Refusal.of(RefusalCode.FAILED, "the router could not answer; its log says why");
    }

    /** One frame of rows, if the session has room for it. */
    private int feed(OpenList list) {
        final Session session = list.session();
        if (session.isClosed()) {
            return 1;
        }
        if (!session.hasRoomForRows()) {
            lists.addLast(list);
            return 0;
        }
        final Iterator<? extends Resource> rows = list.rows().rows();
        final List<Resource> frame = new ArrayList<>();
        try {
            while (frame.size() < limits.rowsPerFrame() && rows.hasNext()) {
                frame.add(rows.next());
            }
            if (!frame.isEmpty()) {
                session.offer(list.requestId(), new Reply.Rows(list.rows().kind(), frame));
            }
            if (rows.hasNext()) {
                lists.addLast(list);
            } else {
                session.offer(list.requestId(), new Reply.Done());
            }
        } catch (RuntimeException e) { // a faulty list must not stop forwarding
            session.offer(list.requestId(), failed(e));
        }
        return 1;
    }

    /** Closes every session and removes the socket file. */
    @Override
    public void close() {
        listener.close();
    }
}
