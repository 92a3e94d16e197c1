package io.gatun.mgmt.channel;

import io.gatun.mgmt.codec.Frame;
import io.gatun.mgmt.codec.FrameReader;
import io.gatun.mgmt.codec.MessageCodec;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A client that says what it likes. */
final class RawClient implements AutoCloseable {

    private static final int MOST = 1 << 24;

    private final SocketChannel socket;
    private final FrameReader frames;

    private RawClient(SocketChannel socket) {
        this.socket = socket;
        this.frames = new FrameReader(socket, MOST);
    }

    static RawClient of(Path folder) throws IOException {
        return new RawClient(RouterSocket.find(folder, Optional.empty()).connect());
    }

    static byte[] bytes(int id, Request request) {
        return Frame.of(id, MessageCodec.encode(request)).toBytes().array();
    }

    /** Fields as they come, whatever their names. */
    static byte[] cbor(Map<String, ?> fields) {
        return CBORMapper.shared().writeValueAsBytes(fields);
    }

    void send(int id, Request request) throws IOException {
        send(bytes(id, request));
    }

    void send(Frame frame) throws IOException {
        send(frame.toBytes().array());
    }

    void send(byte[] bytes) throws IOException {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
    }

    Frame frame() throws IOException, RefusedException {
        return frames.read().orElseThrow();
    }

    static Reply reply(Frame frame) throws RefusedException {
        return MessageCodec.decodeReply(frame.payload());
    }

    Reply reply() throws IOException, RefusedException {
        return reply(frame());
    }

    /** Whether the router has closed the session. */
    boolean isAtEnd() throws RefusedException {
        try {
            return frames.read().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
