package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.Buffers;
import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import java.util.Arrays;

/**
 * Where captures look at the frames of one thread. Control adds and removes captures; the thread
 * asks {@link #isOn} once a batch, and does nothing more as long as there is none.
 */
public final class Taps {

    private static final Capture[] NONE = {};

    private final Clock clock;
    private final FrameFacts facts = new FrameFacts();

    private volatile Capture[] captures = NONE; // control writes, the thread reads once a batch

    public Taps(Clock clock) {
        this.clock = clock;
    }

    /** By control: from one of the next batches on. */
    public void add(Capture capture) {
        final Capture[] more = Arrays.copyOf(captures, captures.length + 1);
        more[captures.length] = capture;
        captures = more;
    }

    /** By control; the thread may still write to it for the batch it is at. */
    public void remove(Capture capture) {
        captures = Arrays.stream(captures).filter(each -> each != capture).toArray(Capture[]::new);
    }

    public boolean isOn() {
        return captures.length != 0;
    }

    /** Frames that just came in. */
    public void received(PacketBatch batch) {
        final Capture[] now = captures;
        if (!isWanted(now, Capture.RECEIVED)) {
            return;
        }
        final long atNs = clock.nanoTime();
        for (int i = 0; i < batch.size(); i++) {
            facts.read(batch.frame(i), batch.length(i));
            for (Capture capture : now) {
                if (capture.wants(Capture.RECEIVED, batch.port(), PacketBatch.UNKNOWN, facts)) {
                    capture.copy(
                            Capture.RECEIVED,
                            atNs,
                            batch.port(),
                            PacketBatch.UNKNOWN,
                            DropReason.NONE,
                            batch.frame(i),
                            batch.length(i));
                }
            }
        }
    }

    /** A frame that ends here. */
    void dropped(DropReason why, long frame, int length, int port, int ingress) {
        final Capture[] now = captures;
        if (!isWanted(now, Capture.DROPPED)) {
            return;
        }
        facts.read(frame, length);
        for (Capture capture : now) {
            if (capture.wants(Capture.DROPPED, port, ingress, facts)) {
                capture.copy(Capture.DROPPED, clock.nanoTime(), port, ingress, why, frame, length);
            }
        }
    }

    private static boolean isWanted(Capture[] captures, int direction) {
        for (Capture capture : captures) {
            if (capture.wantsAny(direction)) {
                return true;
            }
        }
        return false;
    }

    /** The same port, with the frames it takes seen by captures. */
    public FrameSink over(FrameSink sink, int port, Buffers buffers) {
        return new Tapped(sink, port, buffers);
    }

    private final class Tapped implements FrameSink {
        private final FrameSink sink;
        private final int port;
        private final Buffers buffers;

        private Tapped(FrameSink sink, int port, Buffers buffers) {
            this.sink = sink;
            this.port = port;
            this.buffers = buffers;
        }

        @Override
        public int send(long handles, int count) {
            final Capture[] now = captures;
            if (now.length == 0) {
                return sink.send(handles, count);
            }
            prepare(now, handles, count);
            final int taken = sink.send(handles, count);
            for (Capture capture : now) {
                capture.settle(taken);
            }
            return taken;
        }

        /** Before they are the device's: afterwards nobody may look at them. */
        private void prepare(Capture[] now, long handles, int count) {
            final long atNs = clock.nanoTime();
            for (int i = 0; i < count; i++) {
                final long handle = Bytes.raw64(handles + (long) Long.BYTES * i);
                final long frame = buffers.frame(handle);
                final int length = buffers.length(handle);
                facts.read(frame, length);
                for (Capture capture : now) {
                    if (capture.wants(Capture.SENT, port, PacketBatch.UNKNOWN, facts)) {
                        capture.prepare(i, atNs, port, frame, length);
                    } else {
                        capture.skip(i);
                    }
                }
            }
        }

        @Override
        public boolean isUp() {
            return sink.isUp();
        }
    }
}
