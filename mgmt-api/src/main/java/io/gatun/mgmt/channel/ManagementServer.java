package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.codec.RowFilter;
import io.gatun.mgmt.message.EventGroup;
import io.gatun.mgmt.message.RefusalCode;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Refusal;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.message.Role;
import io.gatun.mgmt.model.SessionStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * The router's end of the channel. Sessions put requests into a queue; the control agent calls
 * {@link #poll} from its duty cycle, which never blocks and never throws for what a client did.
 */
public final class ManagementServer implements AutoCloseable {

    /** What a poll spends on each kind of work; what is left over has its turn in later ones. */
    private static final long POLL_NS = 1_000_000L;

    /** The local one, and the remote one. */
    private static final int ENDS = 2;

    private static final int REQUESTS_PER_POLL = 16;

    /** What waits may take so much memory, as it came over the sockets. */
    private static final int MOST_WAITING_BYTES = 16 << 20;

    private final ManyToOneConcurrentArrayQueue<Incoming> requests;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final ArrayDeque<OpenList> lists = new ArrayDeque<>();
    private final ArrayDeque<OpenWork> works = new ArrayDeque<>();
    private final Limits limits;
    private final ErrorHandler faults;
    private final Sessions sessions;
    private final Sessions locals;
    private final Listener listener;
    private final Optional<TlsListener> remote;
    private final Sessions remoteSessions;
    private final Watches watches;
    private RequestHandler handler;
    private volatile int openLists; // control writes

    /** A request on its way from a session to control. */
    private record Incoming(Session session, int requestId, Request request, int bytes) {}

    /** What takes several polls to carry out. */
    private record OpenWork(Session session, int requestId, Answer.Work work) {}

    private ManagementServer(
            RouterSocket socket, Limits limits, ErrorHandler faults, Optional<RemoteEnd> end)
            throws IOException {
        this.limits = limits;
        this.faults = faults;
        requests =
                new ManyToOneConcurrentArrayQueue<>(
                        ENDS * limits.sessions() * limits.requestsInFlight());
        this.watches = new Watches(limits);
        final AtomicLong numbers = new AtomicLong();
        this.sessions = new Sessions(limits, this::enqueue, numbers);
        this.remoteSessions = new Sessions(limits, this::enqueue, numbers);
        this.locals = new Sessions(limits, this::enqueue, numbers);
        try {
            listener = Listener.open(socket, sessions);
            remote = openRemote(end);
        } catch (IOException e) {
            sessions.close();
            remoteSessions.close();
            locals.close();
            throw e;
        }
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
        return open(folder, router, limits, faults, Optional.empty());
    }

    /** The same, and for clients of other machines as well. */
    public static ManagementServer open(
            Path folder,
            String router,
            Limits limits,
            ErrorHandler faults,
            Optional<RemoteEnd> remote)
            throws IOException {
        return new ManagementServer(RouterSocket.of(folder, router), limits, faults, remote);
    }

    private Optional<TlsListener> openRemote(Optional<RemoteEnd> end) throws IOException {
        if (end.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(TlsListener.open(end.get(), remoteSessions));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    /** Where it takes clients of other machines. */
    Optional<InetSocketAddress> remote() {
        return remote.map(TlsListener::address);
    }

    /**
     * Where others in this process open sessions, within the limits and the role as if they came
     * from outside.
     *
     * @param name whom a session is for
     * @param from where that one comes from
     */
    public RouterAddress local(String name, Role role, String from) {
        return new LocalAddress(locals, new Peer(name, role, from));
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
        final int work = answerWaiting() + carryOn() + feed();
        return watches.isEmpty()
                ? work
                : work + requestHandler.events().map(watches::poll).orElse(0);
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
                answer(next.session(), next.requestId(), next.request());
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
            case Answer.Rows rows ->
                    lists.addLast(new OpenList(session, requestId, List.of(rows), _ -> true));
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

    private void answer(Session session, int requestId, Request request) {
        try {
            switch (request) {
                case Request.Watch watch -> watch(session, requestId, watch);
                case Request.StopWatch stop -> {
                    refuse(watches.remove(session, stop));
                    watches.listen(events());
                    session.offer(requestId, new Reply.Done());
                }
                case Request.ListResources list -> take(session, requestId, list(session, list));
                default -> take(session, requestId, handler.answer(request, caller(session)));
            }
        } catch (RefusedException e) {
            session.offer(requestId, e.refusal());
        } catch (RuntimeException e) { // a faulty handler must not stop forwarding
            session.offer(requestId, failed(e));
        }
    }

    private Answer list(Session session, Request.ListResources request) throws RefusedException {
        final RowFilter filter = RowFilter.of(request);
        return filtered(
                switch (request.kind()) {
                    case SESSION -> Answer.rows(request.kind(), sessions());
                    case KIND -> Answer.rows(request.kind(), Kinds.all());
                    default -> handler.answer(request, caller(session));
                },
                filter);
    }

    private static Answer filtered(Answer answer, RowFilter filter) {
        return switch (answer) {
            case Answer.Rows some ->
                    new Answer.Rows(some.kind(), filter.passing(some.rows()), some.raced());
            case Answer.Later(Answer.Work work) ->
                    new Answer.Later(() -> work.step().map(next -> filtered(next, filter)));
            case Answer.Last last -> last;
        };
    }

    private List<SessionStatus> sessions() {
        return Stream.of(sessions, remoteSessions, locals)
                .flatMap(end -> end.all().stream())
                .filter(each -> !each.isClosed())
                .sorted(Comparator.comparingLong(Session::id))
                .map(each -> each.status(watches.groups(each)))
                .toList();
    }

    private static Caller caller(Session session) {
        return new Caller(session.peer().name());
    }

    /** The rows are read after the watch has begun: what changes meanwhile comes as an event. */
    private void watch(Session session, int requestId, Request.Watch request)
            throws RefusedException {
        final Events events = events();
        final List<Answer.Rows> rows = new ArrayList<>();
        if (request.list()) {
            for (final Request list : WatchedRows.of(request.groups())) {
                switch (handler.answer(list, caller(session))) {
                    case Answer.Last(Reply reply) -> refuse(reply);
                    case Answer.Rows some -> rows.add(some);
                    case Answer.Later _ -> throw new IllegalStateException(list + " takes long");
                }
            }
        }
        refuse(watches.add(session, requestId, request));
        watches.listen(events);
        lists.addLast(
                new OpenList(
                        session,
                        requestId,
                        rows,
                        row -> request.groups().contains(EventGroup.of(row))));
    }

    private static void refuse(Reply reply) throws RefusedException {
        if (reply instanceof Refusal refusal) {
            throw new RefusedException(refusal);
        }
    }

    private Events events() throws RefusedException {
        return handler.events()
                .orElseThrow(() ->
                        new RefusedException(
                                RefusalCode.NOT_FOUND, "there is nothing to watch here"));
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
        openLists = lists.size();
        return work;
    }

    private int feed(OpenList list) {
        try {
            final OpenList.State state = list.feed(limits.rowsPerFrame());
            if (state != OpenList.State.DONE) {
                lists.addLast(list);
            }
            return state == OpenList.State.WAITS ? 0 : 1;
        } catch (RuntimeException e) { // a faulty list must not stop forwarding
            list.fail(failed(e));
            return 1;
        }
    }

    /** Lists that are not read to their end. */
    int openLists() {
        return openLists;
    }

    /** Closes every session and removes the socket file. */
    @Override
    public void close() {
        listener.close();
        remote.ifPresent(TlsListener::close);
        sessions.close();
        remoteSessions.close();
        locals.close();
    }
}
