package io.gatun.dataplane.configuration;

/** Timers and bounds of neighbor resolution, with Linux's names and units. */
public record NeighborTunables(
        int baseReachableTimeMs,
        int retransTimeMs,
        int mcastSolicit,
        int ucastSolicit,
        int delayFirstProbeTimeS,
        int gcStaleTimeS,
        int unresQlen,
        int gcThresh1,
        int gcThresh2,
        int gcThresh3) {

    public static final NeighborTunables DEFAULT =
            new NeighborTunables(30_000, 1_000, 3, 3, 5, 60, 101, 16_384, 32_768, 65_536);
}
