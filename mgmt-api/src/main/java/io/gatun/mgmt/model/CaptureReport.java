package io.gatun.mgmt.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Frames of a capture since it was last asked.
 *
 * @param lost frames, since it began, that came faster than they were fetched
 * @param more whether others wait already
 */
public record CaptureReport(List<Captured> frames, long lost, boolean more) implements Resource {

    public CaptureReport {
        frames = List.copyOf(frames);
    }

    /**
     * One frame.
     *
     * @param timeNs nanoseconds since 1970
     * @param port by which it came or left; absent for a frame the router made and dropped
     * @param reason name of the reason for which it was dropped
     * @param comment the reason in a sentence, with the section that asks for it
     * @param length of the whole frame, in bytes
     * @param packet its headers in one line
     * @param frame its first bytes, in hexadecimal
     */
    public record Captured(
            long timeNs,
            CaptureDirection direction,
            Optional<String> port,
            Optional<String> reason,
            Optional<String> comment,
            int length,
            String packet,
            String frame) {

        public Captured {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(comment, "comment");
            Objects.requireNonNull(packet, "packet");
            Objects.requireNonNull(frame, "frame");
        }
    }
}
