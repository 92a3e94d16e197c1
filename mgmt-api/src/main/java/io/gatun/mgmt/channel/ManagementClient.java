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
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A client of one router. Not for use by several threads at once. */
public final class ManagementClient implements AutoCloseable {

    private static final int MAX_REPLY_BYTES = 1 << 24;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RouterSocket socket;
    private final PatientChannel channel;
    private final FrameReader frames;
    private int requestId;

    private ManagementClient(RouterSocket socket, SocketChannel channel, Duration patience)
            throws IOException {
        this.socket = socket;
        this.channel = new PatientChannel(channel, patience, "router '" + socket.router() + "'");
        frames = new FrameReader(this.channel, MAX_REPLY_BYTES);
    }

    public static ManagementClient connect(RouterSocket socket) throws IOException {
        return connect(socket, PATIENCE);
    }

    /**
     * @param patience how long to wait for the next part of an answer
     */
    static ManagementClient connect(RouterSocket socket, Duration patience) throws IOException {
        return new ManagementClient(socket, socket.connect(), patience);
    }

    /** Every resource of one kind. */
    public <T extends Resource> List<T> list(ResourceKind kind, Class<T> row)
            throws IOException, RefusedException {
        final List<T> all = new ArrayList<>();
        request(
                new Request.ListResources(kind),
                rows -> rows.rows().forEach(resource -> all.add(row.cast(resource))));
        return all;
    }

    /** Takes a row as it comes. */
    @FunctionalInterface
    public interface RowConsumer<T> {

        void accept(T row) throws IOException;
    }

    /**
     * Waits until the request is carried out; each row is handed over as it comes, and none is
     * kept.
     */
    public <T extends Resource> void stream(
            Request request, Class<T> row, RowConsumer<? super T> onRow)
            throws IOException, RefusedException {
        carryOut(
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

    private void carryOut(Request request, RowConsumer<Reply.Rows> onRows)
            throws IOException, RefusedException {
        begin(request);
        while (true) {
            final Frame frame = receive();
            if (frame.requestId() != requestId && frame.requestId() != Frame.NO_REQUEST) {
                continue; // the rest of an answer that was given up
            }
            switch (MessageCodec.decodeReply(frame.payload())) {
                case Reply.Rows rows -> onRows.accept(rows);
                case Reply.Done _ -> {
                    return;
                }
                case Reply.Refusal refusal -> throw new RefusedException(refusal);
            }
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

    Frame receive() throws IOException, RefusedException {
        try {
            return frames.read().orElseThrow(() -> hasGone(null));
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException | EOFException e) {
            throw hasGone(e);
        }
    }

    private IOException hasGone(IOException cause) {
        return new IOException(
                "router '" + socket.router() + "' closed the session; does it still run?", cause);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
