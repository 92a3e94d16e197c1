package io.gatun.mgmt.codec;

import java.nio.ByteBuffer;

/**
 * One message between client and router.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |              Length of what follows, in bytes                 |
 *  +-------------------------------+-------------------------------+
 *  |       Protocol version        |          Request id           |
 *  +-------------------------------+-------------------------------+
 *  |       Request id, rest        |       CBOR item ...           |
 *  +-------------------------------+-------------------------------+
 * </pre>
 *
 * Numbers are in network byte order. A reply carries the id of its request.
 */
@SuppressWarnings("ArrayRecordComponent") // frames are never compared
public record Frame(int version, int requestId, byte[] payload) {

    public static final int VERSION = 1;

    /** The id in a reply to a session that could not ask anything. */
    public static final int NO_REQUEST = 0;

    /** Bytes before version and request id. */
    static final int LENGTH_BYTES = Integer.BYTES;

    /** Bytes of version and request id. */
    static final int HEADER_BYTES = Short.BYTES + Integer.BYTES;

    public static Frame of(int requestId, byte[] payload) {
        return new Frame(VERSION, requestId, payload);
    }

    public ByteBuffer toBytes() {
        return ByteBuffer.allocate(LENGTH_BYTES + HEADER_BYTES + payload.length)
                .putInt(HEADER_BYTES + payload.length)
                .putShort((short) version)
                .putInt(requestId)
                .put(payload)
                .flip();
    }

    static Frame of(ByteBuffer body) {
        final int version = Short.toUnsignedInt(body.getShort());
        final int requestId = body.getInt();
        final byte[] payload = new byte[body.remaining()];
        body.get(payload);
        return new Frame(version, requestId, payload);
    }
}
