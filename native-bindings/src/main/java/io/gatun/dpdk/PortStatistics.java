package io.gatun.dpdk;

/**
 * What a port counted since it started or its counters were reset.
 *
 * @param missed frames the device dropped because no descriptor was free
 * @param noBuffer receive attempts that found the pool empty
 */
public record PortStatistics(
        long receivedPackets,
        long transmittedPackets,
        long receivedBytes,
        long transmittedBytes,
        long missed,
        long receiveErrors,
        long transmitErrors,
        long noBuffer) {}
