package io.gatun.mgmt.channel;

import java.time.Duration;

/**
 * What clients may take of a router.
 *
 * @param sessions at once
 * @param requestsInFlight of one session; further ones wait in its socket
 * @param requestBytes of one frame
 * @param configurationBytes of one frame with the text of a configuration
 * @param rowsPerFrame of one reply
 * @param framesInFlight replies that wait for one session's socket
 * @param eventsInFlight events that wait for one session's socket; more are an overrun
 * @param watches of one session
 * @param stall how long a session may stand in the middle of a frame, reading or writing
 * @param idle how long a session without requests is safe from giving way to a new one
 */
public record Limits(
        int sessions,
        int requestsInFlight,
        int requestBytes,
        int configurationBytes,
        int rowsPerFrame,
        int framesInFlight,
        int eventsInFlight,
        int watches,
        Duration stall,
        Duration idle) {

    public static final Limits DEFAULT =
            new Limits(
                    64,
                    16,
                    64 * 1024,
                    (1 << 20) + 64 * 1024,
                    128,
                    64,
                    1 << 14,
                    64,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10));
}
