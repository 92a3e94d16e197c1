package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Copies of frames on their way from one thread that sees them pass to control. The ring is
 * bounded: frames that find no room in it are counted and otherwise forgotten.
 */
public final class Capture {

    public static final int RECEIVED = 1;
    public static final int SENT = 1 << 1;
    public static final int DROPPED = 1 << 2;

    /** Bytes copied of a frame at most. */
    public static final int MAX_SNAP_LENGTH = 16_384;

    private static final int RING_BYTES = 1 << 20;
    private static final int ALIGNMENT = 64;
    private static final int TIME = 0;
    private static final int LENGTH = TIME + Long.BYTES;
    private static final int PORT = LENGTH + Integer.BYTES;
    private static final int INGRESS = PORT + Integer.BYTES;
    private static final int REASON = INGRESS + Integer.BYTES;
    private static final int FRAME = REASON + Integer.BYTES;

    private static final VarHandle LOST;

    static {
        try {
            LOST = MethodHandles.lookup().findVarHandle(Capture.class, "lost", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int directions;
    private final int port;
    private final int[] portOfInterface;
    private final FrameFilter filter;
    private final int snapLength;
    private final AtomicBuffer memory =
            new UnsafeBuffer(
                    BufferUtil.allocateDirectAligned(
                            RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH, ALIGNMENT));
    private final RingBuffer ring = new OneToOneRingBuffer(memory);
    private final int[] claims = new int[PacketBatch.MAX_CAPACITY];
    private int claimed;

    @SuppressWarnings("UnusedVariable") // through LOST
    private long lost; // its thread writes, control reads

    /**
     * A ring with nothing in it.
     *
     * @param directions which of {@link #RECEIVED}, {@link #SENT}, {@link #DROPPED}
     * @param port index of the port whose frames are wanted, or {@link PacketBatch#UNKNOWN} for all
     * @param portOfInterface the port of each interface, for frames of which only that is known
     * @param snapLength bytes copied of each frame
     */
    public Capture(
            int directions, int port, int[] portOfInterface, FrameFilter filter, int snapLength) {
        this.directions = directions;
        this.port = port;
        this.portOfInterface = portOfInterface.clone();
        this.filter = filter;
        this.snapLength = snapLength;
    }

    /** Takes what was copied. */
    public interface Reader {

        /**
         * Another frame.
         *
         * @param direction one of {@link #RECEIVED}, {@link #SENT}, {@link #DROPPED}
         * @param portIndex by which it came or left, or {@link PacketBatch#UNKNOWN}
         * @param ingress where the port is unknown, index of the interface it came in by, or
         *     unknown as well
         * @param reason why it was dropped
         * @param length of the whole frame, in bytes
         * @param bytes its first bytes
         */
        void frame(
                int direction,
                long atNs,
                int portIndex,
                int ingress,
                DropReason reason,
                int length,
                byte[] bytes);
    }

    boolean wants(int direction, int portIndex, int ingress, FrameFacts facts) {
        return (directions & direction) != 0
                && (port == PacketBatch.UNKNOWN || port == portOf(portIndex, ingress))
                && filter.accepts(facts);
    }

    private int portOf(int portIndex, int ingress) {
        final boolean isTold = ingress >= 0 && ingress < portOfInterface.length;
        return portIndex == PacketBatch.UNKNOWN && isTold ? portOfInterface[ingress] : portIndex;
    }

    boolean wantsAny(int direction) {
        return (directions & direction) != 0;
    }

    void copy(
            int direction,
            long atNs,
            int portIndex,
            int ingress,
            DropReason reason,
            long frame,
            int length) {
        final int at = write(direction, atNs, portIndex, ingress, reason, frame, length);
        if (at >= 0) {
            ring.commit(at);
        }
    }

    /** Copies a frame about to be handed to a device; {@link #settle} tells whether it was. */
    void prepare(int i, long atNs, int portIndex, long frame, int length) {
        claims[i] =
                write(SENT, atNs, portIndex, PacketBatch.UNKNOWN, DropReason.NONE, frame, length);
        claimed = i + 1;
    }

    void skip(int i) {
        claims[i] = -1;
        claimed = i + 1;
    }

    /** The device took the first so many of those prepared. */
    void settle(int taken) {
        for (int i = 0; i < claimed; i++) {
            if (claims[i] >= 0 && i < taken) {
                ring.commit(claims[i]);
            } else if (claims[i] >= 0) {
                ring.abort(claims[i]);
            }
        }
        claimed = 0;
    }

    private int write(
            int direction,
            long atNs,
            int portIndex,
            int ingress,
            DropReason reason,
            long frame,
            int length) {
        final int kept = Math.min(snapLength, length);
        final int at = ring.tryClaim(direction, FRAME + kept);
        if (at < 0) {
            LOST.setOpaque(this, (long) LOST.get(this) + 1);
            return -1;
        }
        final AtomicBuffer out = ring.buffer();
        out.putLong(at + TIME, atNs);
        out.putInt(at + LENGTH, length);
        out.putInt(at + PORT, portIndex);
        out.putInt(at + INGRESS, ingress);
        out.putInt(at + REASON, reason.ordinal());
        Bytes.copy(frame, out.addressOffset() + at + FRAME, kept);
        return at;
    }

    /** By control: at most so many frames. */
    public int read(Reader reader, int most) {
        final MessageHandler handler =
                (direction, buffer, at, bytes) -> {
                    final byte[] kept = new byte[bytes - FRAME];
                    buffer.getBytes(at + FRAME, kept);
                    reader.frame(
                            direction,
                            buffer.getLong(at + TIME),
                            buffer.getInt(at + PORT),
                            buffer.getInt(at + INGRESS),
                            DropReason.at(buffer.getInt(at + REASON)),
                            buffer.getInt(at + LENGTH),
                            kept);
                };
        final int read = ring.read(handler, most);
        return read > 0 ? read : ring.read(handler, most); // the first may end where the ring does
    }

    /** Frames that found no room. */
    public long lost() {
        return (long) LOST.getOpaque(this);
    }
}
