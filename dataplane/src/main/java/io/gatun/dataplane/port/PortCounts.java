package io.gatun.dataplane.port;

/**
 * What a port has counted since it started.
 *
 * @param rxMissed frames the device had no room for
 * @param rxNoBuffer frames for which the pool had no buffer
 */
public record PortCounts(
        long rxPackets,
        long txPackets,
        long rxBytes,
        long txBytes,
        long rxMissed,
        long rxErrors,
        long rxNoBuffer,
        long txErrors) {}
