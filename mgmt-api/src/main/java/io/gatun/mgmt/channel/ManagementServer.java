package io.gatun.mgmt.channel;

import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * The router's end of the channel. Sessions put requests into a queue; the control agent calls
 * {@link #poll} from its duty cycle, which never blocks and never throws for what a client did.
 */
public final class ManagementServer implements AutoCloseable {

    /** What a poll spends on each kind of work; what is left over has its turn in later ones. */
    private static final long POLL_NS = 1_000_000L;

    private static final int REQUESTS_PER_POLL = 16;

    /** What waits may take so much memory, as it came over the sockets. */
    private static final int MOST_WAITING_BYTES = 16 << 20;

    private final ManyToOneConcurrentArrayQueue<Incoming> requests;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final ArrayDeque<OpenList> lists = new ArrayDeque<>();
    private final ArrayDeque<OpenWork> works = new ArrayDeque<>();
    private final Limits limits;
    private final ErrorHandler faults;
    private final Listener listener;
    private RequestHandler handler;

    /** A request on its way from a session to control. */
    private record Incoming(Session session, int requestId, Request request, int bytes) {}

    /** What takes several polls to carry out. */
    private record OpenWork(Session session, int requestId, Answer.Work work) {}

    /** Rows that are still to be sent. */
    private record OpenList(Session session, int requestId, Answer.Rows rows) {}

    private ManagementServer(RouterSocket socket, Limits limits, ErrorHandler faults)
            throws IOException {
        this.limits = limits;
        this.faults = faults;
        requests =
                new ManyToOneConcurrentArrayQueue<>(limits.sessions() * limits.requestsInFlight());
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
    private boolean enqueue(Session session, int requestId, Request request, int bytes) {
        if (waitingBytes.addAndGet(bytes) <= MOST_WAITING_BYTES
                && requests.offer(new Incoming(session, requestId, request, bytes))) {
            return true;
        }
        waitingBytes.addAndGet(-bytes);
        return false;
    }

    /**
     * Answers waiting requests, goes on with what is being carried out and feeds open lists;
     * returns the work done. Control thread only.
     */
    public int poll(RequestHandler requestHandler) {
        handler = requestHandler;
        return answerWaiting() + carryOn() + feed();
    }

    private static boolean hasTimeSince(long startNs) {
        return System.nanoTime() - startNs < POLL_NS;
    }

    private int answerWaiting() {
        final long startNs = System.nanoTime();
        int answered = 0;
        while (answered < REQUESTS_PER_POLL && hasTimeSince(startNs)) {
            final Incoming next = requests.poll();
            if (next == null) {
                break;
            }
            waitingBytes.addAndGet(-next.bytes());
            if (!next.session().isClosed()) {
                take(next.session(), next.requestId(), answer(next.request()));
            }
            answered++;
        }
        return answered;
    }

    private int carryOn() {
        final long startNs = System.nanoTime();
        int work = 0;
        for (int open = works.size(); open > 0 && hasTimeSince(startNs); open--) {
            final OpenWork each = works.pollFirst();
            work += carryOn(each.session(), each.requestId(), each.work());
        }
        return work;
    }

    private void take(Session session, int requestId, Answer answer) {
        switch (answer) {
            case Answer.Last(Reply reply) -> session.offer(requestId, reply);
            case Answer.Rows rows -> lists.addLast(new OpenList(session, requestId, rows));
            case Answer.Later(Answer.Work work) ->
                    works.addLast(new OpenWork(session, requestId, work));
        }
    }

    /** Carried on to its end even when nobody waits for the answer any more. */
    private int carryOn(Session session, int requestId, Answer.Work work) {
        try {
            work.step()
                    .ifPresentOrElse(
                            answer -> take(session, requestId, answer),
                            () -> works.addLast(new OpenWork(session, requestId, work)));
        } catch (RuntimeException e) { // faulty work must not stop forwarding
            session.offer(requestId, failed(e));
        }
        return 1;
    }

    private Answer answer(Request request) {
        try {
            return handler.answer(request);
        } catch (RuntimeException e) { // a faulty handler must not stop forwarding
            return new Answer.Last(failed(e));
        }
    }

    private Refusal failed(RuntimeException e) {
        faults.onError(e);
        return Refusal.of(RefusalCode.FAILED, "the router could not answer; its log says why");
    }

    private int feed() {
        final long startNs = System.nanoTime();
        int work = 0;
        for (int open = lists.size(); open > 0 && hasTimeSince(startNs); open--) {
            work += feed(lists.pollFirst());
        }
        return work;
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
