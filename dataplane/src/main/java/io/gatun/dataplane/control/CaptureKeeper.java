package io.gatun.dataplane.control;

import io.gatun.dataplane.graph.Capture;
import io.gatun.dataplane.graph.Clock;
import io.gatun.dataplane.graph.DropReason;
import io.gatun.dataplane.graph.FrameFilter;
import io.gatun.dataplane.graph.Taps;
import io.gatun.dataplane.packet.PacketBatch;
import io.gatun.dataplane.port.Port;
import io.gatun.mgmt.model.CaptureDirection;
import io.gatun.mgmt.model.CaptureReport;
import io.gatun.mgmt.model.CaptureReport.Captured;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The captures that clients fetch frames of. One that nobody fetches of any more ends by itself.
 * Control's thread only.
 */
final class CaptureKeeper {

    static final int MOST = 4;

    private static final long UNFETCHED_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int FRAMES_PER_REPORT = 128;
    private static final int BYTES_PER_REPORT = 1 << 17;

    private final List<Taps> threads;
    private final List<Port> ports;
    private final InterfaceKeeper interfaces;
    private final Clock clock;
    private final long epochNs;
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    CaptureKeeper(List<Taps> threads, List<Port> ports, InterfaceKeeper interfaces, Clock clock) {
        this.threads = threads;
        this.ports = ports;
        this.interfaces = interfaces;
        this.clock = clock;
        this.epochNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - clock.nanoTime();
    }

    /** What one client captures: a ring for each thread that sees frames. */
    private static final class Session {
        private final List<Capture> captures;
        private long fetchedNs;

        private Session(List<Capture> captures, long now) {
            this.captures = captures;
            this.fetchedNs = now;
        }
    }

    boolean isFull() {
        return sessions.size() >= MOST;
    }

    boolean has(String name) {
        return sessions.containsKey(name);
    }

    /** {@code port} is an index, or {@link PacketBatch#UNKNOWN} for all. */
    void start(
            String name,
            int port,
            List<CaptureDirection> directions,
            FrameFilter filter,
            int snapLength) {
        int bits = 0;
        for (CaptureDirection direction : directions) {
            bits |=
                    switch (direction) {
                        case RX -> Capture.RECEIVED;
                        case TX -> Capture.SENT;
                        case DROP -> Capture.DROPPED;
                    };
        }
        final int[] portOfInterface =
                IntStream.range(0, interfaces.end())
                        .map(index -> interfaces.row(index).port())
                        .toArray();
        final List<Capture> captures = new ArrayList<>();
        for (Taps thread : threads) {
            final Capture capture = new Capture(bits, port, portOfInterface, filter, snapLength);
            captures.add(capture);
            thread.add(capture);
        }
        sessions.put(name, new Session(captures, clock.nanoTime()));
    }

    void stop(String name) {
        final Session session = sessions.remove(name);
        if (session != null) {
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).remove(session.captures.get(i));
            }
        }
    }

    /** Ends what nobody fetches of; its client has gone. */
    void poll(long now) {
        if (sessions.isEmpty()) {
            return;
        }
        final List<String> forgotten = new ArrayList<>();
        sessions.forEach((name, session) -> {
            if (now - session.fetchedNs > UNFETCHED_NS) {
                forgotten.add(name);
            }
        });
        forgotten.forEach(this::stop);
    }

    /** Some of what waits, in order of time as far as it was there. */
    CaptureReport take(String name) {
        final Session session = sessions.get(name);
        session.fetchedNs = clock.nanoTime();
        final Rows rows = new Rows();
        boolean isMore = false;
        for (Capture capture : session.captures) {
            int read = 1;
            while (read > 0 && !rows.isFull()) {
                read = capture.read(rows, 1);
            }
            isMore |= rows.isFull();
        }
        rows.found.sort(Comparator.comparingLong(Captured::timeNs));
        return new CaptureReport(
                rows.found, session.captures.stream().mapToLong(Capture::lost).sum(), isMore);
    }

    private final class Rows implements Capture.Reader {
        private final List<Captured> found = new ArrayList<>();
        private int bytes;

        private boolean isFull() {
            return found.size() >= FRAMES_PER_REPORT || bytes >= BYTES_PER_REPORT;
        }

        @Override
        public void frame(
                int direction,
                long atNs,
                int portIndex,
                int ingress,
                DropReason reason,
                int length,
                byte[] frame) {
            bytes += frame.length;
            final boolean isDrop = direction == Capture.DROPPED;
            found.add(
                    new Captured(
                            epochNs + atNs,
                            switch (direction) {
                                case Capture.RECEIVED -> CaptureDirection.RX;
                                case Capture.SENT -> CaptureDirection.TX;
                                default -> CaptureDirection.DROP;
                            },
                            port(portIndex, ingress),
                            isDrop ? Optional.of(reason.name()) : Optional.empty(),
                            isDrop ? Optional.of(comment(reason)) : Optional.empty(),
                            length,
                            FrameText.of(ByteBuffer.wrap(frame)),
                            HexFormat.of().formatHex(frame)));
        }
    }

    private static String comment(DropReason reason) {
        return "dropped: "
                + reason.name()
                + ": "
                + reason.sentence()
                + " ("
                + reason.source()
                + ")";
    }

    private Optional<String> port(int port, int ingress) {
        if (port != PacketBatch.UNKNOWN) {
            return Optional.of(ports.get(port).name());
        }
        return !interfaces.isThere(ingress)
                ? Optional.empty()
                : Optional.of(ports.get(interfaces.row(ingress).port()).name());
    }
}
