package io.gatun.mgmt.http;

import java.time.Duration;

/**
 * What clients may take of an HTTP server.
 *
 * @param requests answered at once; further ones are told to come back
 * @param watches of these, which last as long as their clients listen
 * @param bodyBytes of one request
 * @param stall how long a client may take to read what is ready for it, or to send its body; a
 *     watch that is still sends a sign of life as often
 */
public record HttpLimits(int requests, int watches, int bodyBytes, Duration stall) {

    public static final HttpLimits DEFAULT =
            new HttpLimits(64, 32, 256 * 1024, Duration.ofSeconds(10));
}
