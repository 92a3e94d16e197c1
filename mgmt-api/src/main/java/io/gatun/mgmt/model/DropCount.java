package io.gatun.mgmt.model;

import java.util.Objects;
import java.util.Optional;

/**
 * How many packets ended for one reason.
 *
 * @param sentence why, for a person
 * @param source the section of the standard that asks for it
 * @param last one of the packets last dropped for it; absent where there was none
 */
public record DropCount(
        String reason, String sentence, String source, long count, Optional<Sample> last)
        implements Resource {

    /**
     * A dropped packet.
     *
     * @param ageMs milliseconds since it was dropped
     * @param port where it came in; absent for a packet the router made
     * @param length of the frame, in bytes
     * @param packet its headers in one line
     */
    public record Sample(long ageMs, Optional<String> port, int length, String packet) {

        public Sample {
            Objects.requireNonNull(port, "port");
            Objects.requireNonNull(packet, "packet");
        }
    }

    public DropCount {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(last, "last");
    }
}
