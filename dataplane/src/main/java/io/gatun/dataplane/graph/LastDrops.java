package io.gatun.dataplane.graph;

import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first bytes of a packet lately dropped, for each reason: of each batch at most one for a
 * reason, so that a flood of drops costs no more than a few copies a batch. Captures see them all.
 * One thread writes, anyone may read.
 */
public final class LastDrops {

    /** Bytes of the frame kept. */
    public static final int KEPT = 96;

    /** A writer is in the middle of a copy for some tens of nanoseconds. */
    private static final int PATIENCE = 1_000;

    private final Clock clock;
    private final Taps taps;
    private final int[] version = new int[DropReason.count()]; // odd while it is written to
    private final long[] keptIn = new long[DropReason.count()];
    private final long[] atNs = new long[DropReason.count()];
    private final int[] length = new int[DropReason.count()];
    private final int[] port = new int[DropReason.count()];
    private final int[] ingress = new int[DropReason.count()];
    private final byte[] bytes = new byte[DropReason.count() * KEPT];
    private long turn = 1;

    /** {@code taps} see every dropped packet. */
    public LastDrops(Clock clock, Taps taps) {
        this.clock = clock;
        this.taps = taps;
    }

    /**
     * A packet as it was dropped.
     *
     * @param atNs the router's monotonic clock
     * @param port index of the port it came in by, or {@link PacketBatch#UNKNOWN}
     * @param ingress where the port is unknown, index of the interface it came in by; unknown as
     *     well of a packet the router made
     * @param length of the frame, in bytes
     * @param frame its first bytes, at most {@link #KEPT}
     */
    public record Drop(long atNs, int port, int ingress, int length, ByteBuffer frame) {}

    /** By the owner: packets dropped from here on are of another batch. */
    public void nextBatch() {
        turn++;
    }

    /** By the owner, while the frame is still there. */
    public void keep(DropReason why, PacketBatch batch, int i) {
        if (keptIn[why.ordinal()] != turn || taps.isOn()) {
            final boolean isOwn = (batch.flags(i) & PacketBatch.ORIGINATED) != 0;
            keep(
                    why,
                    batch.frame(i),
                    batch.length(i),
                    isOwn ? PacketBatch.UNKNOWN : batch.port(),
                    isOwn ? PacketBatch.UNKNOWN : batch.ingress(i));
        }
    }

    /** The same of a packet that is in no batch. */
    public void keep(
            DropReason why, long frame, int frameLength, int portIndex, int interfaceIndex) {
        if (taps.isOn()) {
            taps.dropped(why, frame, frameLength, portIndex, interfaceIndex);
        }
        final int at = why.ordinal();
        if (keptIn[at] == turn) {
            return;
        }
        keptIn[at] = turn;
        version[at]++;
        VarHandle.storeStoreFence();
        atNs[at] = clock.nanoTime();
        length[at] = frameLength;
        port[at] = portIndex;
        ingress[at] = interfaceIndex;
        Bytes.copyOut(frame, bytes, at * KEPT, Math.min(KEPT, frameLength));
        VarHandle.storeStoreFence();
        version[at]++;
    }

    /** The latest of a reason; nothing while it is written over and over. */
    public Optional<Drop> read(DropReason why) {
        final int at = why.ordinal();
        for (int tries = 0; tries < PATIENCE; tries++) {
            VarHandle.loadLoadFence();
            final int before = version[at];
            VarHandle.loadLoadFence();
            if (before == 0) {
                return Optional.empty();
            }
            final Drop drop =
                    new Drop(
                            atNs[at],
                            port[at],
                            ingress[at],
                            length[at],
                            ByteBuffer.wrap(
                                    Arrays.copyOfRange(bytes, at * KEPT, at * KEPT + KEPT)));
            VarHandle.loadLoadFence();
            if ((before & 1) == 0 && version[at] == before) {
                drop.frame().limit(Math.min(KEPT, drop.length()));
                return Optional.of(drop);
            }
            Thread.onSpinWait();
        }
        return Optional.empty();
    }
}
