package io.gatun.dataplane.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatun.dataplane.packet.FrameSink;
import io.gatun.dataplane.packet.MemoryBuffers;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What captures see of one thread. */
class TapsTest {

    private static final int[] PORT_OF_INTERFACE = {0, 1};

    private final MemoryBuffers buffers = MemoryBuffers.of(16, 2_048);
    private final MemorySegment handles = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG, 16);
    private final Taps taps = new Taps(() -> 7);

    /** A device that takes so many frames of each burst. */
    private record Choosy(int most, MemoryBuffers buffers) implements FrameSink {

        @Override
        public int send(long at, int count) {
            final int taken = Math.min(most, count);
            buffers.give(at, taken);
            return taken;
        }

        @Override
        public boolean isUp() {
            return true;
        }
    }

    private static Capture capture(int directions, int port) {
        return new Capture(directions, port, PORT_OF_INTERFACE, FrameFilter.ALL, 64);
    }

    /** Of lengths 20, 21, and so on. */
    private void take(int count) {
        assertThat(buffers.take(handles.address(), count)).isTrue();
        for (int i = 0; i < count; i++) {
            final long handle = handles.getAtIndex(ValueLayout.JAVA_LONG, i);
            buffers.reshape(handle, buffers.frame(handle), 20 + i);
            Bytes.zero(buffers.frame(handle), 20 + i);
        }
    }

    private static List<Integer> lengths(Capture capture) {
        final List<Integer> lengths = new ArrayList<>();
        capture.read((_, _, _, _, _, length, _) -> lengths.add(length), 1_000);
        return lengths;
    }

    @Test
    void framesTheDeviceTook_areCapturedAndNoOthers() {
        final Capture capture = capture(Capture.SENT, PacketBatch.UNKNOWN);
        taps.add(capture);
        take(5);

        final int taken = taps.over(new Choosy(2, buffers), 1, buffers).send(handles.address(), 5);

        assertThat(taken).isEqualTo(2);
        assertThat(lengths(capture)).containsExactly(20, 21);
    }

    @Test
    void capturesSideBySide_seeWhatEachWants() {
        final Capture west = capture(Capture.SENT, 0);
        final Capture all = capture(Capture.SENT, PacketBatch.UNKNOWN);
        final Capture received = capture(Capture.RECEIVED, PacketBatch.UNKNOWN);
        taps.add(west);
        taps.add(all);
        taps.add(received);
        take(3);

        taps.over(new Choosy(3, buffers), 1, buffers).send(handles.address(), 3);

        assertThat(lengths(west)).isEmpty();
        assertThat(lengths(all)).containsExactly(20, 21, 22);
        assertThat(lengths(received)).isEmpty();
    }

    @Test
    void dropOfWhichOnlyTheInterfaceIsKnown_isOfItsPort() {
        final Capture east = capture(Capture.DROPPED, 1);
        taps.add(east);
        take(1);
        final long frame = buffers.frame(handles.getAtIndex(ValueLayout.JAVA_LONG, 0));

        taps.dropped(DropReason.NEIGHBOR_GONE, frame, 20, PacketBatch.UNKNOWN, 1);
        taps.dropped(DropReason.NEIGHBOR_GONE, frame, 20, PacketBatch.UNKNOWN, 0);
        taps.dropped(DropReason.NEIGHBOR_GONE, frame, 20, PacketBatch.UNKNOWN, PacketBatch.UNKNOWN);

        assertThat(lengths(east)).hasSize(1);
        buffers.give(handles.address(), 1);
    }

    @Test
    void ringThatIsFull_countsWhatIsLostAndGoesOn() {
        final Capture capture =
                new Capture(
                        Capture.DROPPED,
                        PacketBatch.UNKNOWN,
                        PORT_OF_INTERFACE,
                        FrameFilter.ALL,
                        2_048);
        taps.add(capture);
        assertThat(buffers.take(handles.address(), 1)).isTrue();
        final long handle = handles.getAtIndex(ValueLayout.JAVA_LONG, 0);
        buffers.reshape(handle, buffers.frame(handle), 2_000);
        for (int i = 0; i < 1_000; i++) {
            taps.dropped(DropReason.SHUTDOWN, buffers.frame(handle), 2_000, 0, 0);
        }

        final int kept = lengths(capture).size();
        assertThat(kept).isBetween(100, 999);
        assertThat(capture.lost()).isEqualTo(1_000 - kept);
        taps.dropped(DropReason.SHUTDOWN, buffers.frame(handle), 2_000, 0, 0);
        assertThat(lengths(capture)).hasSize(1);
        buffers.give(handles.address(), 1);
    }

    @Test
    void captureThatEnded_seesNothing() {
        final Capture capture = capture(Capture.DROPPED, PacketBatch.UNKNOWN);
        taps.add(capture);
        assertThat(taps.isOn()).isTrue();

        taps.remove(capture);

        assertThat(taps.isOn()).isFalse();
    }
}
