package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A client of one router. Not for use by several threads at once. */
public final class ManagementClient implements AutoCloseable {

    private static final int MAX_REPLY_BYTES = 1 << 24;
    private static final int MOST_LISTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RouterAddress router;
    private final Duration patience;
    private final ClientChannel channel;
    private final FrameReader frames;
    private final Map<Integer, WatchListener> watches = new HashMap<>();
    private int requestId;

    private ManagementClient(RouterAddress router, Duration patience) throws IOException {
        this.router = router;
        this.patience = patience;
        channel = router.open(patience);
        frames = new FrameReader(channel, MAX_REPLY_BYTES);
    }

    public static ManagementClient connect(RouterAddress router) throws IOException {
        return connect(router, PATIENCE);
    }

    /**
     * Connects, and waits longer or shorter than usual.
     *
     * @param patience for the next part of an answer
     */
    public static ManagementClient connect(RouterAddress router, Duration patience)
            throws IOException {
        return new ManagementClient(router, patience);
    }

    /** Every resource of one kind. */
    public <T extends Resource> List<T> list(ResourceKind kind, Class<T> row)
            throws IOException, RefusedException {
        return list(new Request.ListResources(kind), row);
    }

    /**
     * What a request lists, all of one moment: a list that raced with a change is asked for anew.
     *
     * @throws IOException also where each of {@value #MOST_LISTS} raced; {@link #stream} takes what
     *     there is
     */
    public <T extends Resource> List<T> list(Request request, Class<T> row)
            throws IOException, RefusedException {
        final List<T> all = new ArrayList<>();
        for (int lists = 0; lists < MOST_LISTS; lists++) {
            all.clear();
            if (!stream(request, row, all::add)) {
                return all;
            }
        }
        throw new IOException(
                router.title()
                        + " changed during each of "
                        + MOST_LISTS
                        + " lists; watch it instead, or take rows as they come");
    }

    /** Takes a row as it comes. */
    @FunctionalInterface
    public interface RowConsumer<T> {

        void accept(T row) throws IOException;
    }

    /**
     * Waits until the request is carried out; each row is handed over as it comes, and none is
     * kept.
     *
     * @return whether what was listed changed meanwhile, so that the rows are not of one moment
     */
    public <T extends Resource> boolean stream(
            Request request, Class<T> row, RowConsumer<? super T> onRow)
            throws IOException, RefusedException {
        return carryOut(
                request,
                rows -> {
                    for (final Resource each : rows.rows()) {
                        onRow.accept(row.cast(each));
                    }
                });
    }

    /** Waits until the request is carried out; rows are handed over as they come. */
    public void request(Request request, Consumer<Reply.Rows> onRows)
            throws IOException, RefusedException {
        carryOut(request, onRows::accept);
    }

    /**
     * The first rows a request lists. The rest is given up: it still comes, as long as the client
     * is open, and is passed over.
     */
    public <T extends Resource> List<T> first(int most, Request request, Class<T> row)
            throws IOException, RefusedException {
        final List<T> first = new ArrayList<>();
        begin(request);
        while (first.size() < most) {
            switch (part()) {
                case Reply.Rows rows -> rows.rows().stream().map(row::cast).forEach(first::add);
                case Reply.Done _ -> {
                    return first;
                }
                case Reply.Refusal refusal -> throw new RefusedException(refusal);
                case Reply.Event _, Reply.Overrun _ -> {} // of a watch that was given up
            }
        }
        return first.subList(0, most);
    }

    private boolean carryOut(Request request, RowConsumer<Reply.Rows> onRows)
            throws IOException, RefusedException {
        begin(request);
        while (true) {
            switch (part()) {
                case Reply.Rows rows -> onRows.accept(rows);
                case Reply.Done(boolean raced) -> {
                    return raced;
                }
                case Reply.Refusal refusal -> throw new RefusedException(refusal);
                case Reply.Event _, Reply.Overrun _ -> {} // of a watch that was given up
            }
        }
    }

    /** The next part of the answer to the last request. */
    private Reply part() throws IOException, RefusedException {
        Frame frame = receive();
        while (frame.requestId() != requestId && frame.requestId() != Frame.NO_REQUEST) {
            frame = receive(); // the rest of an answer that was given up
        }
        return MessageCodec.decodeReply(frame.payload());
    }

    /** Hears what a watch brings, on the thread that uses the client. */
    public interface WatchListener {

        /** Something that was there when the watch began, where that was asked for. */
        default void row(ResourceKind kind, Resource row) throws IOException {}

        void event(Reply.Event event) throws IOException;

        /** So many events are missing here; what is known is to be listed anew. */
        void overrun(long lost) throws IOException;
    }

    /**
     * Begins a watch; when this returns it is in force, and what was there already has been told.
     * Its events are told by {@link #hear}, and while other requests are waited for.
     *
     * @return its id, for {@link #stop}
     */
    public int watch(Request.Watch request, WatchListener listener)
            throws IOException, RefusedException {
        final int id = begin(request);
        while (true) {
            final Frame frame = receive();
            if (frame.requestId() != id && frame.requestId() != Frame.NO_REQUEST) {
                continue; // the rest of an answer that was given up
            }
            final Reply reply = MessageCodec.decodeReply(frame.payload());
            if (reply instanceof Reply.Done) {
                watches.put(id, listener);
                return id;
            }
            if (reply instanceof Reply.Refusal refusal) {
                throw new RefusedException(refusal);
            }
            tell(listener, reply);
        }
    }

    /** Ends a watch. */
    public void stop(int watch) throws IOException, RefusedException {
        request(new Request.StopWatch(watch), rows -> {});
        watches.remove(watch);
    }

    /**
     * Waits for the next event of any watch.
     *
     * @return false where none came in time
     */
    public boolean hear(Duration atMost) throws IOException, RefusedException {
        final Frame frame;
        try {
            channel.patience(atMost);
            if (!frames.awaitFrame()) {
                throw hasGone(null);
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            throw hasGone(e);
        } finally {
            channel.patience(patience);
        }
        try {
            frame = ofThisVersion(frames.readFrame());
        } catch (SocketException | EOFException e) {
            throw hasGone(e);
        }
        final WatchListener watch = watches.get(frame.requestId());
        final Reply reply = MessageCodec.decodeReply(frame.payload());
        if (watch != null) {
            tell(watch, reply);
        } else if (reply instanceof Reply.Refusal refusal
                && frame.requestId() == Frame.NO_REQUEST) {
            throw new RefusedException(refusal);
        }
        return true;
    }

    private static void tell(WatchListener watch, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Rows rows -> {
                for (final Resource row : rows.rows()) {
                    watch.row(rows.kind(), row);
                }
            }
            case Reply.Event event -> watch.event(event);
            case Reply.Overrun(long lost) -> watch.overrun(lost);
            case Reply.Done _, Reply.Refusal _ -> {} // only the first answer ends a request
        }
    }

    /**
     * For requests that go out before earlier ones are answered.
     *
     * @param depth unanswered at once; below what the router lets one session have, or both ends
     *     wait for each other
     */
    public Pipeline pipeline(int depth) {
        return new Pipeline(this, depth);
    }

    /** Sends a request; its id. */
    int begin(Request request) throws IOException {
        requestId++;
        send(Frame.of(requestId, MessageCodec.encode(request)));
        return requestId;
    }

    private void send(Frame frame) throws IOException {
        final ByteBuffer bytes = frame.toBytes();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // closed; the router may have said why before
        }
    }

    /** The next frame that belongs to no watch; those that do are told. */
    Frame receive() throws IOException, RefusedException {
        while (true) {
            final Frame frame = next();
            final WatchListener watch = watches.get(frame.requestId());
            if (watch == null) {
                return frame;
            }
            tell(watch, MessageCodec.decodeReply(frame.payload()));
        }
    }

    private Frame next() throws IOException, RefusedException {
        try {
            return ofThisVersion(frames.read().orElseThrow(() -> hasGone(null)));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException | EOFException e) {
            throw hasGone(e);
        }
    }

    /** A refusal looks alike in all versions; nothing else need. */
    private Frame ofThisVersion(Frame frame) throws IOException, RefusedException {
        if (frame.version() == Frame.VERSION) {
            return frame;
        }
        final Optional<Reply.Refusal> refusal = refusal(frame);
        if (refusal.isPresent()) {
            throw new RefusedException(refusal.get());
        }
        throw new IOException(
                router.title()
                        + " speaks protocol version "
                        + frame.version()
                        + " and this client "
                        + Frame.VERSION
                        + "; take both from the same build");
    }

    private static Optional<Reply.Refusal> refusal(Frame frame) {
        try {
            return MessageCodec.decodeReply(frame.payload()) instanceof Reply.Refusal refusal
                    ? Optional.of(refusal)
                    : Optional.empty();
        } catch (RefusedException unreadable) {
            return Optional.empty();
        }
    }

    private IOException hasGone(IOException cause) {
        return new IOException(router.title() + " closed the session; does it still run?", cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
