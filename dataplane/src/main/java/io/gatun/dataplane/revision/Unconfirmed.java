package io.gatun.dataplane.revision;

import java.time.Instant;

/**
 * A revision that somebody must confirm, or the one before it comes back.
 *
 * @param revision that waits
 * @param backTo the revision that comes back
 * @param deadline by the wall clock, for people; the router itself measures time that goes by
 */
public record Unconfirmed(int revision, int backTo, Instant deadline) {}
