package io.gatun.dataplane.replay;

import io.gatun.mgmt.pcap.PcapPacket;
import io.gatun.mgmt.pcap.PcapReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packets of several captures in order of their time stamps; of equal ones, in order of ports.
 */
final class Arrivals implements AutoCloseable {

    private final List<Source> sources = new ArrayList<>();

    /** A packet and the port it arrives at. */
    record Arrival(String port, PcapPacket packet) {}

    private static final class Source {
        private final String port;
        private final PcapReader reader;
        private PcapPacket next;

        private Source(String port, PcapReader reader) throws IOException {
            this.port = port;
            this.reader = reader;
            this.next = reader.next();
        }
    }

    /** {@code captures} iterates in the order of ports. */
    Arrivals(Map<String, Path> captures) throws IOException {
        try {
            for (Map.Entry<String, Path> capture : captures.entrySet()) {
                sources.add(new Source(capture.getKey(), new PcapReader(capture.getValue())));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Time of the next packet, or {@code Long.MAX_VALUE} after the last. */
    long nextTimeNs() {
        final Source source = earliest();
        return source == null ? Long.MAX_VALUE : source.next.timeNs();
    }

    /** The next packet, or null after the last. */
    Arrival next() throws IOException {
        final Source source = earliest();
        if (source == null) {
            return null;
        }
        final Arrival arrival = new Arrival(source.port, source.next);
        source.next = source.reader.next();
        return arrival;
    }

    private Source earliest() {
        Source earliest = null;
        for (Source source : sources) {
            if (source.next != null
                    && (earliest == null || source.next.timeNs() < earliest.next.timeNs())) {
                earliest = source;
            }
        }
        return earliest;
    }

    @Override
    public void close() throws IOException {
        for (Source source : sources) {
            source.reader.close();
        }
    }
}
