package io.gatun.mgmt.codec;

import io.gatun.mgmt.message.RefusalCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/** Cuts a stream into frames; allocates for a frame only after its length is within the bound. */
public final class FrameReader {

    private final ReadableByteChannel channel;
    private final int maxLength;
    private final ByteBuffer length = ByteBuffer.allocate(Frame.LENGTH_BYTES);

    /**
     * @param maxLength the longest frame taken, in bytes after its length prefix
     */
    public FrameReader(ReadableByteChannel channel, int maxLength) {
        this.channel = channel;
        this.maxLength = maxLength;
    }

    /** Waits for the first byte of a frame; false when the other end has closed between frames. */
    public boolean awaitFrame() throws IOException {
        length.clear().limit(1);
        return channel.read(length) > 0;
    }

    /** The rest of the frame that {@link #awaitFrame} saw the first byte of. */
    public Frame readFrame() throws IOException, RefusedException {
        length.limit(Frame.LENGTH_BYTES);
        fill(length);
        final int bytes = length.flip().getInt();
        if (bytes < Frame.HEADER_BYTES) {
            throw new RefusedException(
                    RefusalCode.MALFORMED,
                    "frame of "
                            + bytes
                            + " bytes is below "
                            + Frame.HEADER_BYTES
                            + ", the size of its header");
        }
        if (bytes > maxLength) {
            throw new RefusedException(
                    RefusalCode.TOO_LARGE, "frame of " + bytes + " bytes is above " + maxLength);
        }
        final ByteBuffer body = ByteBuffer.allocate(bytes);
        fill(body);
        return Frame.of(body.flip());
    }

    /** The next frame, or nothing when the other end has closed between frames. */
    public Optional<Frame> read() throws IOException, RefusedException {
        return awaitFrame() ? Optional.of(readFrame()) : Optional.empty();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the other end closed in the middle of a frame");
            }
        }
    }
}
